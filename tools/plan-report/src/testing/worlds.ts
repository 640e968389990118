import * as fc from 'fast-check';
import type { DigestSources } from '../digest/effect';
import type { Change, PlanJson, ResourceChange } from '../plan-json';

/** A small environment and what a plan makes of it, from which both the plan and its configuration follow. */
export interface World {
  readonly resources: readonly Resource[];
  readonly ephemeral: { readonly length: number };
  /** What the data source that an apply reads is asked for. */
  readonly asked: string;
  readonly output: string;
  readonly providerVersion: string;
  readonly providerHash: string;
  readonly region: string;
  readonly key: string;
}

export interface Resource {
  readonly action: (typeof ACTIONS)[number];
  readonly type: string;
  /** A value that is known. */
  readonly size: number;
  /** The new resource whose id it gets. */
  readonly refersTo: string;
  readonly secret: string;
  /** Where the secret comes from. */
  readonly secretFrom: 'state' | 'ephemeral';
  readonly command?: string;
  readonly importId?: string;
  readonly deposed?: string;
  readonly previous?: string;
  readonly id: string;
  readonly forceDestroy: boolean;
}

const ACTIONS = ['create', 'update', 'delete', 'replace', 'forget', 'no-op', 'read'] as const;
const TERRAFORM_ACTIONS: Readonly<Record<string, readonly string[]>> = { replace: ['delete', 'create'] };
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const option = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 3 });

const resource: fc.Arbitrary<Resource> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  type: fc.constantFrom('aws_s3_bucket', 'aws_iam_role', 'aws_db_instance'),
  size: fc.nat(9),
  refersTo: fc.constantFrom('one', 'two'),
  secret: fc.stringMatching(/^S[a-z0-9]{9}$/),
  secretFrom: fc.constantFrom('state', 'ephemeral'),
  command: option(word),
  importId: option(word),
  deposed: option(fc.stringMatching(/^[0-9a-f]{8}$/)),
  previous: option(word),
  id: word,
  forceDestroy: fc.boolean(),
});

export const world: fc.Arbitrary<World> = fc.record({
  resources: fc.array(resource, { minLength: 1, maxLength: 5 }),
  ephemeral: fc.record({ length: fc.integer({ min: 20, max: 60 }) }),
  asked: word,
  output: word,
  providerVersion: fc.constantFrom('5.100.0', '5.99.1'),
  providerHash: word,
  region: fc.constantFrom('eu-central-1', 'eu-west-1'),
  key: fc.uuid(),
});

export interface Planned {
  readonly plan: PlanJson;
  readonly sources: DigestSources;
}

export function planned(of: World): Planned {
  const changes = of.resources.map(changeOf);
  const sources = { configuration: configurationOf(of), lockFile: lockOf(of), key: of.key };
  const output_changes: Record<string, Change> = {
    o: { actions: ['update'], before: 'before', after: 'after', before_sensitive: false, after_sensitive: false },
  };
  return { plan: { resource_changes: changes, output_changes }, sources };
}

function nameOf(index: number): string {
  return `r${index}`;
}

function changeOf(each: Resource, index: number): ResourceChange {
  const name = nameOf(index);
  const isRead = each.action === 'read';
  const type = each.type;
  const address = `${isRead ? 'data.' : ''}${type}.${name}`;
  const isNew = each.action === 'create' || isRead;
  const isGone = each.action === 'delete' || each.action === 'forget';
  const isSame = each.action === 'no-op';
  const before = { id: each.id, size: 100, target: 'old', secret: 'SECRET-before', force_destroy: each.forceDestroy };
  const after = { id: each.id, size: each.size, secret: each.secret, force_destroy: each.forceDestroy };
  return {
    address,
    mode: isRead ? 'data' : 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    ...(each.deposed && each.action === 'delete' ? { deposed: each.deposed } : {}),
    ...(each.previous && !isNew && !isGone ? { previous_address: `${type}.${each.previous}` } : {}),
    change: {
      actions: TERRAFORM_ACTIONS[each.action] ?? [each.action],
      before: isNew ? null : before,
      after: isGone ? null : isSame ? before : after,
      after_unknown: isGone || isSame ? {} : { target: true },
      before_sensitive: { secret: true },
      after_sensitive: { secret: true },
      ...(each.importId && (isSame || each.action === 'update') ? { importing: { id: each.importId } } : {}),
    },
  };
}

function configurationOf(of: World): Record<string, unknown> {
  const resource: Record<string, Record<string, unknown>> = {};
  const data: Record<string, Record<string, unknown>> = {};
  of.resources.forEach((each, index) => {
    if (each.action === 'delete' || each.action === 'forget') return;
    const block = {
      '//': { metadata: { path: `world/${index}` } },
      size: each.size,
      target: `\${aws_vpc.${each.refersTo}.id}`,
      secret: each.secretFrom === 'ephemeral' ? '${local.secret}' : '${random_password.p.result}',
      ...(each.action === 'read' ? { asked: of.asked } : {}),
      ...(each.command ? { provisioner: [{ 'local-exec': { command: each.command } }] } : {}),
    };
    const kind = each.action === 'read' ? data : resource;
    kind[each.type] = { ...kind[each.type], [nameOf(index)]: block };
  });
  return {
    terraform: { required_providers: { aws: { source: 'aws', version: of.providerVersion } } },
    provider: { aws: [{ region: of.region }] },
    locals: { secret: '${ephemeral.aws_secretsmanager_random_password.p.random_password}' },
    ephemeral: { aws_secretsmanager_random_password: { p: { password_length: of.ephemeral.length } } },
    output: { o: { value: `\${aws_vpc.one.${of.output}}` } },
    resource,
    data,
  };
}

function lockOf({ providerVersion, providerHash }: World): string {
  return `provider "registry.terraform.io/hashicorp/aws" {
  version = "${providerVersion}"
  hashes = [
    "h1:${providerHash}=",
  ]
}
`;
}
