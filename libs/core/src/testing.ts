import { tmpdir } from 'node:os';
import { warningsOf as stackWarnings } from './synthesize';
import { isDeployed, type DeployedImage } from './deployed-image';
import { EnvStack, type EnvStackConfig } from './env-stack';
import { App, TerraformVariable, Testing } from 'cdktf';
import { withoutTokenTraces } from './token-traces';

export { resolved } from './resolved';

/** The parts of synthesized Terraform JSON that tests read. */
export interface TerraformJson {
  readonly terraform?: Record<string, unknown>;
  readonly provider?: Record<string, readonly Block[]>;
  readonly resource?: Record<string, Record<string, Block>>;
  readonly data?: Record<string, Record<string, Block>>;
  readonly ephemeral?: Record<string, Record<string, Block>>;
  readonly output?: Record<string, Block>;
  readonly moved?: readonly Block[];
}

/** The arguments of one block. Tests read deep into them, so they are typed loosely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Block = Record<string, any>;

const TEST_ENV: EnvStackConfig = {
  env: 'staging',
  region: 'eu-central-1',
  state: { bucket: 'restartix-tfstate' },
};

/** A synthesized stack, with the questions that tests ask of it. */
export class Synthesized {
  constructor(readonly json: TerraformJson) {}

  /** Every resource of a type by its name in the address; empty when there is none. */
  resources(type: string): Record<string, Block> {
    return this.json.resource?.[type] ?? {};
  }

  /**
   * The only resource of a type, or the one with that name in its address.
   * @throws Error that lists the addresses there are.
   */
  resource(type: string, name?: string): Block {
    const all = this.resources(type);
    const found = name === undefined ? Object.values(all) : [all[name]].filter((block) => block !== undefined);
    if (found.length === 1) return found[0]!;
    const wanted = name === undefined ? `exactly one ${type}` : `${type}.${name}`;
    throw new Error(`Expected ${wanted}; the stack has: ${this.addresses.join(', ') || 'nothing'}.`);
  }

  data(type: string): Record<string, Block> {
    return this.json.data?.[type] ?? {};
  }

  ephemeral(type: string): Record<string, Block> {
    return this.json.ephemeral?.[type] ?? {};
  }

  get outputs(): Record<string, Block> {
    return this.json.output ?? {};
  }

  /** `type.name` of every resource, sorted. */
  get addresses(): string[] {
    return Object.entries(this.json.resource ?? {})
      .flatMap(([type, blocks]) => Object.keys(blocks).map((name) => `${type}.${name}`))
      .sort();
  }

  /** A JSON argument (an IAM policy, container definitions) as an object. */
  static parse(argument: unknown): Block {
    return JSON.parse(String(argument)) as Block;
  }
}

/** Synthesizes what `build` puts into an environment stack (by default `staging` in eu-central-1). */
export function synth(build: (stack: EnvStack) => void, env: Partial<EnvStackConfig> = {}): Synthesized {
  return withoutTokenTraces(() => {
    const stack = testStack(build, env);
    return new Synthesized(JSON.parse(inAccount(Testing.synth(stack, true), env.accountId)) as TerraformJson);
  });
}

/** What Terraform reads for the account, where a test names it: the provider accepts no other. */
function inAccount(json: string, accountId: string | undefined): string {
  return accountId === undefined
    ? json
    : json.replaceAll('${data.aws_caller_identity.current_account.account_id}', accountId);
}

/**
 * Synthesizes an app of several stacks of one environment, by their ids.
 * @param build makes what is in them; its argument makes a stack
 */
export function synthStacks(build: (stack: (id: string) => EnvStack) => void): Readonly<Record<string, Synthesized>> {
  return withoutTokenTraces(() => {
    const app = Testing.stubVersion(new App({ outdir: tmpdir(), stackTraces: false }));
    const stacks: EnvStack[] = [];
    build((id) => {
      const state = { ...TEST_ENV.state, key: `staging/${id}.tfstate` };
      const stack = new EnvStack(app, id, { ...TEST_ENV, state });
      stacks.push(stack);
      return stack;
    });
    stacks.forEach((stack) => stack.prepareStack());
    return Object.fromEntries(
      stacks.map((stack) => [stack.node.id, new Synthesized(stack.toTerraform() as TerraformJson)] as const),
    );
  });
}

/** The warnings that synthesis adds for risky but legal input. */
export function warningsOf(build: (stack: EnvStack) => void, env: Partial<EnvStackConfig> = {}): string[] {
  return withoutTokenTraces(() => stackWarnings(testStack(build, env)));
}

function testStack(build: (stack: EnvStack) => void, env: Partial<EnvStackConfig>): EnvStack {
  // The App makes its output folder at once, though a test writes nothing into it.
  const app = Testing.stubVersion(new App({ outdir: tmpdir(), stackTraces: false }));
  const stack = new EnvStack(app, 'test', { ...TEST_ENV, ...env });
  build(stack);
  return stack;
}

/** An image of a registry, as a pipeline deploys it: its URI is a variable of the stack. */
export function deployedImage(stack: EnvStack, name: string): DeployedImage {
  const uri = new TerraformVariable(stack, `image-${name}`, { type: 'string' }).stringValue;
  const repository = `restartix-staging-${name}`;
  return {
    uri,
    isDeployed: isDeployed(uri),
    parameterName: `/restartix/staging/images/${name}`,
    parameterArn: `arn:aws:ssm:eu-central-1:123456789012:parameter/restartix/staging/images/${name}`,
    repositoryUrl: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${repository}`,
    repositoryArn: `arn:aws:ecr:eu-central-1:123456789012:repository/${repository}`,
  };
}
