import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { jsonOf, type ModuleContext } from '@restartix/core';
import { parameterName, type SecretDescription } from '@restartix/core/deployments';
import type { Construct } from 'constructs';
import type { HandSetSecret } from './app-secrets.config';

/** Says which keys a person has to set, so that a command can ask for them and name the missing ones. Holds no value. */
export function makeExpectedKeys(
  scope: Construct,
  context: ModuleContext,
  name: string,
  { keys }: HandSetSecret,
): SsmParameter {
  const description: SecretDescription = { secret: context.path(name), keys };
  return new SsmParameter(scope, `${name}-keys`, {
    name: parameterName(context, 'secrets', name),
    description: `Keys of the secret ${description.secret}`,
    type: 'String',
    insecureValue: jsonOf(description),
  });
}
