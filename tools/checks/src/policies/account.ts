import type { Block, Synthesized } from '@restartix/testing';

const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';

/** A policy as JSON. */
export interface Policy {
  readonly Version: string;
  readonly Statement: Block[];
}

/** A role with all that limits it. */
export interface Role {
  /** Full name. */
  readonly name: string;
  readonly arn: string;
  readonly policies: readonly { readonly name: string; readonly policy: Policy }[];
  readonly boundary?: { readonly name: string; readonly policy: Policy };
}

/** The policies of an account's stacks as they are in AWS, with ARNs in the place of references. */
export class Account {
  private readonly stacks: readonly Synthesized[];

  constructor(...stacks: readonly Synthesized[]) {
    this.stacks = stacks;
  }

  /** The ARN that a resource will have. */
  arn(type: string, name: string): string {
    const block = this.resource(type, name);
    const known = ARNS[type];
    if (!known)
      throw new Error(`The ARN format of ${type} is unknown. Add it to ARNS in tools/checks/src/policies/account.ts.`);
    return known((attribute) => this.text(String(block[attribute])), name);
  }

  /** What a role may do by its own policies, inline and managed. */
  identityPolicies(role: string): { name: string; policy: Policy }[] {
    const ofRole = (block: Block): boolean => String(block['role']).startsWith(`\${aws_iam_role.${role}.`);
    const inline = Object.entries(this.resources('aws_iam_role_policy'))
      .filter(([, block]) => ofRole(block))
      .map(([name, block]) => ({ name, policy: this.policy(block['policy']) }));
    const managed = Object.entries(this.resources('aws_iam_role_policy_attachment'))
      .filter(([, block]) => ofRole(block))
      .flatMap(([, block]) => /^\$\{aws_iam_policy\.(\w+)\./.exec(String(block['policy_arn']))?.[1] ?? [])
      .map((name) => ({ name, policy: this.policy(this.resource('aws_iam_policy', name)['policy']) }));
    return [...inline, ...managed];
  }

  /** The policy that a permissions boundary is. */
  boundary(policy: string): Policy {
    return this.policy(this.resource('aws_iam_policy', policy)['policy']);
  }

  /**
   * What a role may do, found by its full name.
   * @throws Error when no stack makes it.
   */
  role(name: string): Role {
    const [address, block] = this.named('aws_iam_role', name);
    const boundary = block['permissions_boundary'];
    return {
      name,
      arn: this.arn('aws_iam_role', address),
      policies: this.identityPolicies(address),
      boundary: boundary === undefined ? undefined : this.managedPolicy(this.text(String(boundary)).split('/').at(-1)!),
    };
  }

  /** The tags that the first stack's provider puts on everything. */
  tags(): Record<string, string> {
    const { provider } = (this.stacks[0]?.json ?? {}) as {
      readonly provider?: {
        readonly aws: readonly { readonly default_tags?: readonly { readonly tags: Record<string, string> }[] }[];
      };
    };
    return provider?.aws[0]?.default_tags?.[0]?.tags ?? {};
  }

  /** The ARN of the role that `${aws_iam_role.….arn}` refers to. */
  arnOfRole(reference: unknown): string {
    return this.text(String(reference));
  }

  /** Its full name. */
  nameOfRole(reference: unknown): string {
    return this.arnOfRole(reference).split('/').at(-1)!;
  }

  /** The policy of the key that an ARN names by its alias; for a key that is not known yet, the policies of all. */
  keyPoliciesOf(arn: string): Policy[] {
    const name = arn.split(':key/')[1] ?? '';
    const alias = Object.values(this.resources('aws_kms_alias')).find((block) => block['name'] === `alias/${name}`);
    const [, key] = /aws_kms_key\.(\w+)\./.exec(String(alias?.['target_key_id'])) ?? [];
    const keys = Object.keys(this.resources('aws_kms_key'));
    const one = key ?? keys.find((each) => each === name);
    return (one === undefined ? keys : [one]).map((each) => this.keyPolicy(each));
  }

  private managedPolicy(name: string): Role['policies'][number] {
    return { name, policy: this.policy(this.named('aws_iam_policy', name)[1]['policy']) };
  }

  private named(type: string, name: string): [string, Block] {
    const found = Object.entries(this.resources(type)).find(([, block]) => block['name'] === name);
    if (!found) throw new Error(`No synthesized stack has an ${type} with the name ${name}.`);
    return found;
  }

  keyPolicy(key: string): Policy {
    return this.policy(this.resource('aws_kms_key', key)['policy']);
  }

  bucketPolicy(policy: string): Policy {
    return this.policy(this.resource('aws_s3_bucket_policy', policy)['policy']);
  }

  private resources(type: string): Readonly<Record<string, Block>> {
    return Object.assign({}, ...this.stacks.map((stack) => stack.resources(type))) as Record<string, Block>;
  }

  private resource(type: string, name: string): Block {
    const block = this.resources(type)[name];
    if (!block) throw new Error(`No stack has ${type}.${name}.`);
    return block;
  }

  private policy(text: unknown): Policy {
    // IAM's own variables are escaped for Terraform.
    return JSON.parse(this.text(String(text)).replaceAll('$${', '${')) as Policy;
  }

  /** Puts values in the place of references. */
  private text(text: string): string {
    return text.replace(
      /\$\{([a-z0-9_.]+)\.([\w-]+)\.(\w+)\}/g,
      (reference, type: string, name: string, attribute: string) => {
        if (type === 'data.aws_caller_identity') return ACCOUNT;
        if (['arn', 'arn_without_revision', 'id'].includes(attribute)) return this.arn(type, name);
        const value = this.resource(type, name)[attribute];
        // Left as it is, it would be a policy variable, and match anything.
        if (value === undefined) throw new Error(`${reference} has no value before it is applied.`);
        return String(value);
      },
    );
  }
}

type Read = (attribute: string) => string;

const regional = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** How each type's ARN follows from its arguments. */
const ARNS: Readonly<Record<string, (read: Read, name: string) => string>> = {
  aws_cloudwatch_log_group: (read) => regional('logs', `log-group:${read('name')}`),
  aws_ecr_repository: (read) => regional('ecr', `repository/${read('name')}`),
  aws_ecs_cluster: (read) => regional('ecs', `cluster/${read('name')}`),
  aws_ecs_service: (read) => regional('ecs', `service/restartix/${read('name')}`),
  aws_ecs_task_definition: (read) => regional('ecs', `task-definition/${read('family')}`),
  aws_iam_policy: (read) => `arn:aws:iam::${ACCOUNT}:policy/${read('name')}`,
  aws_iam_role: (read) => `arn:aws:iam::${ACCOUNT}:role/${read('name')}`,
  aws_kms_key: (_, name) => regional('kms', `key/${name}`),
  aws_s3_bucket: (read) => `arn:aws:s3:::${read('bucket')}`,
  aws_scheduler_schedule_group: (read) => regional('scheduler', `schedule-group/${read('name')}`),
  aws_secretsmanager_secret: (read) => regional('secretsmanager', `secret:${read('name')}-a1b2c3`),
  aws_sesv2_configuration_set: (read) => regional('ses', `configuration-set/${read('configuration_set_name')}`),
  aws_sesv2_email_identity: (read) => regional('ses', `identity/${read('email_identity')}`),
  aws_sns_topic: (read) => regional('sns', read('name')),
  aws_sqs_queue: (read) => regional('sqs', read('name')),
};
