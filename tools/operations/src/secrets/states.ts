import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { parseJob, parseSecret, parseService } from '@restartix/core/deployments';
import { isRecord } from '@restartix/kit';
import { isDenied, isNamed } from '../aws/denied';
import type { Context } from '../context';
import { parametersOf } from '../parameters';

export type Asked = Pick<Context, 'aws' | 'env' | 'project'>;

/** A secret, and how far it is. Never a value. */
export interface SecretState {
  /** e.g. `restartix/staging/clerk` */
  readonly name: string;
  /** How `secrets set` names it; undefined where Terraform writes the value. */
  readonly short: string | undefined;
  /** What each expected key is, by its name; nothing is known of keys that only a task definition names. */
  readonly expected: Readonly<Record<string, string>>;
  readonly has: 'value' | 'no value' | 'been deleted' | 'unknown';
  /** Keys of the value; undefined when it could not be read. */
  readonly keys: readonly string[] | undefined;
  /** Why something is not known. */
  readonly unknown?: string;
  /** Services and jobs that read it. */
  readonly services: readonly string[];
  readonly jobs: readonly string[];
}

/** A secret that tasks read or a person sets. */
interface Known {
  readonly short?: string;
  readonly expected: Record<string, string>;
  readonly services: string[];
  readonly jobs: string[];
}

/** Every secret that a person sets or a task reads, by name. */
export async function secretStates(context: Asked): Promise<SecretState[]> {
  const known = await knownSecrets(context);
  const states = await Promise.all([...known].map(([name, each]) => stateOf(context, name, each)));
  return states.sort((a, b) => a.name.localeCompare(b.name));
}

/** Expected keys that the value lacks: all where there is none, and none where the value could not be read. */
export function missingKeys({ has, expected, keys }: SecretState): readonly string[] {
  if (has === 'no value') return Object.keys(expected);
  return keys === undefined ? [] : Object.keys(expected).filter((key) => !keys.includes(key));
}

/** Whether a task that reads it does not start. */
export function isMissing(state: SecretState): boolean {
  return state.has === 'no value' || state.has === 'been deleted' || missingKeys(state).length > 0;
}

/** The key-value pairs of a secret; none of a value that is no JSON object. */
export async function currentValue({ aws }: Asked, name: string): Promise<Readonly<Record<string, unknown>>> {
  const { SecretString: text = '' } = await aws.secretsmanager.send(new GetSecretValueCommand({ SecretId: name }));
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    // An error would quote the value.
    return {};
  }
}

async function knownSecrets(context: Asked): Promise<ReadonlyMap<string, Known>> {
  const [declared, services, jobs] = await Promise.all([
    parametersOf(context, 'secrets', parseSecret),
    parametersOf(context, 'services', parseService),
    parametersOf(context, 'jobs', parseJob),
  ]);
  const known = new Map<string, Known>();
  for (const [short, { secret, keys }] of declared)
    known.set(secret, { short, expected: { ...keys }, services: [], jobs: [] });
  const of = (name: string): Known => {
    const found = known.get(name) ?? { expected: {}, services: [], jobs: [] };
    known.set(name, found);
    return found;
  };
  const readers = [
    ...[...services].map(([name, { family }]) => ({ name, family, kind: 'services' as const })),
    ...[...jobs].map(([name, { family }]) => ({ name, family, kind: 'jobs' as const })),
  ];
  const reads = await Promise.all(readers.map(({ family }) => readsOf(context, family)));
  readers.forEach(({ name, kind }, i) => {
    for (const { secret, key } of reads[i]!) {
      const found = of(secret);
      if (!found[kind].includes(name)) found[kind].push(name);
      if (key !== '') found.expected[key] ??= '';
    }
  });
  return known;
}

/** The secrets that the containers of a task definition read, with the keys of their JSON. */
async function readsOf({ aws }: Asked, taskDefinition: string): Promise<{ secret: string; key: string }[]> {
  const answer = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const containers = answer.taskDefinition?.containerDefinitions ?? [];
  return containers
    .flatMap(({ secrets = [] }) => secrets.map(({ valueFrom = '' }) => valueFrom))
    .filter((source) => source.split(':')[2] === 'secretsmanager')
    .map((source) => ({ secret: nameIn(source), key: source.split(':')[7] ?? '' }));
}

/** The name in an ARN, without the suffix that Secrets Manager gives it. */
function nameIn(arn: string): string {
  return arn.split(':')[6]!.replace(/-\w{6}$/, '');
}

async function stateOf(context: Asked, name: string, known: Known): Promise<SecretState> {
  const state = { name, short: known.short, ...known, ...(await described(context, name)) };
  return state.has === 'value' ? { ...state, ...(await keysOf(context, name)) } : { ...state, keys: undefined };
}

async function described({ aws }: Asked, name: string): Promise<Pick<SecretState, 'has' | 'unknown'>> {
  try {
    const found = await aws.secretsmanager.send(new DescribeSecretCommand({ SecretId: name }));
    if (found.DeletedDate) return { has: 'been deleted' };
    const stages = Object.values(found.VersionIdsToStages ?? {}).flat();
    return { has: stages.includes('AWSCURRENT') ? 'value' : 'no value' };
  } catch (error) {
    if (isDenied(error)) return { has: 'unknown', unknown: 'needs secretsmanager:DescribeSecret' };
    if (isNamed(error, 'ResourceNotFoundException')) return { has: 'been deleted' };
    throw error;
  }
}

async function keysOf(context: Asked, name: string): Promise<Pick<SecretState, 'keys' | 'unknown'>> {
  try {
    return { keys: Object.keys(await currentValue(context, name)).sort() };
  } catch (error) {
    if (!isDenied(error)) throw error;
    return { keys: undefined, unknown: 'its keys need secretsmanager:GetSecretValue, and kms:Decrypt of its key' };
  }
}
