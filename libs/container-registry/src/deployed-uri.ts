import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import type { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformStack, Token, type IResolvable, type IResolveContext } from 'cdktf';

/**
 * What the parameter says now. Another stack reads the parameter itself: the state of this one says what was deployed when this
 * one was last applied.
 */
export function deployedUri(parameter: SsmParameter, parameterName: string): string {
  return Token.asString(new DeployedUri(parameter, parameterName));
}

class DeployedUri implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(
    private readonly parameter: SsmParameter,
    private readonly parameterName: string,
  ) {}

  resolve({ scope }: IResolveContext): IResolvable {
    const stack = TerraformStack.of(scope);
    const { parameter, parameterName } = this;
    if (stack === parameter.cdktfStack) return parameter.interpolationForAttribute('insecure_value');
    stack.addDependency(parameter.cdktfStack);
    const id = `deployed${parameterName.replaceAll('/', '-')}`;
    const read = stack.node.tryFindChild(id) as DataAwsSsmParameter | undefined;
    return (read ?? new DataAwsSsmParameter(stack, id, { name: parameterName })).interpolationForAttribute(
      'insecure_value',
    );
  }

  toString(): string {
    return Token.asString(this);
  }
}
