import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLATFORM_TAG_KEYS } from '@restartix/core';
import { REPOSITORY } from '../repository';
import { ACCOUNT, REGION, type Call, type Context } from './call';

/** The roles whose calls a deployment makes. */
export type PipelineRole = 'plan' | 'apply';

/** A line of the emulator's log. */
export interface LoggedCall extends Partial<Call> {
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly repeated?: true;
  readonly principal?: { readonly env?: string; readonly command?: string };
}

/** What an environment's roles call, each distinct call once, and of which resource types the environment was. */
export interface Recorded {
  readonly types: readonly string[];
  readonly calls: Readonly<Record<PipelineRole, readonly Call[]>>;
}

/** The commands that the workflows run with each role. What is not here, people run with their own rights. */
export const COMMANDS: Readonly<Record<PipelineRole, readonly string[]>> = {
  plan: ['plan', 'drift'],
  apply: ['deploy', 'destroy', 'verify-rollout'],
};

/** Calls that need no permission, or that only a local run makes. */
const NOT_DECIDED = new Set([
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permissions are required.
  'sts:GetCallerIdentity',
  // The provider asks for the account so, where it does not validate credentials: only in a local run.
  'iam:GetUser',
]);

/** The calls of one environment's roles, out of a log of everything. */
export function recordOf(log: readonly LoggedCall[], env: string, types: readonly string[]): Recorded {
  const ofRole = (role: PipelineRole): Call[] =>
    distinctCalls(log, env, COMMANDS[role])
      .filter((call) => role !== 'plan' || !isOfPlainPlan(call))
      .filter(firstOfItsNames(env));
  return { types: [...types].sort(), calls: { plan: ofRole('plan'), apply: ofRole('apply') } };
}

/** What some commands of an environment call, each distinct call once, with ids in one form. */
export function distinctCalls(log: readonly LoggedCall[], env: string, commands: readonly string[]): Call[] {
  const names = new Map(log.flatMap(keyName));
  const lines = log
    .filter(({ principal }) => principal?.env === env && commands.includes(principal.command ?? ''))
    .filter(({ service, repeated }) => service !== 'cloudflare' && !repeated)
    .filter(({ action }) => !NOT_DECIDED.has(action ?? ''))
    .map((call) => JSON.stringify(compact(decidable(call), names)));
  return [...new Set(lines)].sort().map((line) => JSON.parse(line) as Call);
}

/** A person's plan takes the lock and opens secrets. The workflows' plans without either: `--without-secrets`. */
function isOfPlainPlan({ action, resources = [] }: Call): boolean {
  return (
    /^secretsmanager:Get(SecretValue|RandomPassword)$/.test(action) || resources.some((arn) => arn.endsWith('.tflock'))
  );
}

/**
 * Of calls that differ only in what follows the environment's prefix, one is enough: statements allow by the prefix. Changes of
 * roles stay all, for statements deny some by name.
 */
function firstOfItsNames(env: string): (call: Call) => boolean {
  const seen = new Set<string>();
  return (call) => {
    const text = JSON.stringify(call);
    const named = NAMED_APART.test(call.action)
      ? text
      : text.replace(new RegExp(`(restartix-${env})[-/][\\w/-]+`, 'g'), '$1-');
    return !seen.has(named) && seen.add(named) !== undefined;
  };
}
const NAMED_APART = /^iam:(?!Get|List)/;

/** @throws Error for a call that the emulator could not describe. */
function decidable(call: LoggedCall): Call {
  const { action } = call;
  if (!action) throw new Error(`The log does not say what IAM decides ${call.service} ${call.operation} by.`);
  return { ...call, action };
}

/** The key's id with the name of its alias: ids are new in each run, and say nothing of the key's policy. */
function keyName({ action, resources = [] }: LoggedCall): [string, string][] {
  const [id, alias] = [':key/', ':alias/'].map((kind) => resources.find((arn) => arn.includes(kind))?.split(kind)[1]);
  return action === 'kms:CreateAlias' && id && alias ? [[id, alias]] : [];
}

/** Ids that AWS makes up, in the form that they have. */
const IDS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(acl|ami|dopt|eipalloc|eipassoc|eni|fl|i|igw|lt|nat|pl|rtb|rtbassoc|sg|sgr|subnet|vol|vpc|vpce)-[0-9a-f]{8,17}\b/g,
    '$1-0123456789abcdef0',
  ],
  [/\/[0-9a-f]{16}\b/g, '/0123456789abcdef'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '01234567-89ab-cdef-0123-456789abcdef'],
  [/(:secret:[\w/-]+)-[A-Za-z]{6}\b/g, '$1-a1b2c3'],
  [/(:scalable-target\/)\w+/g, '$10123456789abcdef'],
  [/\b(ns|srv)-[a-z0-9]{8,}\b/g, '$1-0123456789abcdef'],
  [/(:task-definition\/[\w-]+):\d+/g, '$1:1'],
];

function compact(call: Call, keys: ReadonlyMap<string, string>): object {
  const { action, resources = [], resourceTags = {}, context = {}, passes = [], uses = [] } = call;
  const parts = {
    action,
    resources,
    owned: Object.keys(resourceTags).length > 0 && Object.values(resourceTags).every(isOwned),
    ...compactContext(context),
    passes,
    uses,
  };
  const text = JSON.stringify(
    Object.fromEntries(
      Object.entries(parts).filter(([, part]) => (typeof part !== 'object' ? part : Object.keys(part).length > 0)),
    ),
  );
  const named = [...keys].reduce((all, [id, alias]) => all.replaceAll(id, alias.replace(/^alias\//, '')), text);
  const { resources: arns, ...rest } = JSON.parse(
    IDS.reduce((all, [id, form]) => all.replace(id, form), named),
  ) as Compact;
  return { ...rest, ...(arns && { resources: [...new Set(arns)].sort() }) };
}

interface Compact extends Omit<Call, 'resourceTags'> {
  /** Whether every resource whose tags are known has the environment's. */
  readonly owned?: boolean;
  /** `platform` for the environment's tags. */
  readonly tagged?: 'platform';
}

/** Every call has these; the decision fills them in. */
const CONSTANT = ['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:SecureTransport', 's3:TlsVersion'];
const REQUEST_TAG = 'aws:RequestTag/';

function compactContext(context: Context): { context: Context; tagged?: 'platform' } {
  const tags = Object.keys(context).filter((key) => key.startsWith(REQUEST_TAG));
  const tagged = tags.length > 0 && isOwned(tagsOf(context));
  const left = Object.entries(context).filter(
    ([key, value]) =>
      !CONSTANT.includes(key) &&
      !(key === 'aws:RequestedRegion' && value === REGION) &&
      !(tagged && (key.startsWith(REQUEST_TAG) || key === 'aws:TagKeys')),
  );
  return { context: Object.fromEntries(left), ...(tagged ? { tagged: 'platform' } : {}) };
}

function tagsOf(context: Context): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key.replace(REQUEST_TAG, ''), value]));
}

function isOwned(tags: Readonly<Record<string, unknown>>): boolean {
  return PLATFORM_TAG_KEYS.every((key) => typeof tags[key] === 'string');
}

/** Lines of the file: calls that differ in their resources alone are one. */
function linesOf(role: PipelineRole, calls: readonly Call[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { resources = [], ...call } of calls) {
    const line = JSON.stringify({ role, ...call });
    groups.set(line, [...(groups.get(line) ?? []), resources.join(' ')]);
  }
  return [...groups].map(([line, on]) =>
    JSON.stringify({ ...(JSON.parse(line) as object), on }).replaceAll(OWN_ARN, '~$1:'),
  );
}

function callsOf({ on, ...call }: Compact & { readonly on: readonly string[] }): Call[] {
  return on.map((arns) => ({ ...call, resources: arns === '' ? [] : arns.split(' ') }));
}

/** In the file, `~ec2:` begins an ARN of the service in the account and region of the emulator, `~iam:` one without a region. */
const OWN_ARN = new RegExp(`arn:aws:(iam(?=::)|[\\w-]+(?=:${REGION}:)):(?:${REGION})?:${ACCOUNT}:`, 'g');
const WITHOUT_REGION = ['iam'];
const SHORT_ARN = /~([\w-]+):/g;

const fileOf = (env: string): string => join(REPOSITORY, 'tools/checks/src/permissions/calls', `${env}.jsonl`);

/** Writes down a record, a line for each call, so that its change can be read. */
export function writeRecord(env: string, { types, calls }: Recorded): void {
  const lines = [
    ...types.map((type) => JSON.stringify({ type })),
    ...(['plan', 'apply'] as const).flatMap((role) => linesOf(role, calls[role])),
  ];
  writeFileSync(fileOf(env), `${lines.join('\n')}\n`);
}

export function readRecord(env: string): Recorded {
  const text = readFileSync(fileOf(env), 'utf8')
    .trim()
    .replaceAll(
      SHORT_ARN,
      (_, service: string) => `arn:aws:${service}:${WITHOUT_REGION.includes(service) ? '' : REGION}:${ACCOUNT}:`,
    );
  const lines = text.split('\n').map((line) => JSON.parse(line) as Line);
  const ofRole = (wanted: PipelineRole): Call[] =>
    lines.flatMap((line) => ('role' in line && line.role === wanted ? callsOf(line) : []));
  return {
    types: lines.flatMap((line) => ('type' in line ? [line.type] : [])),
    calls: { plan: ofRole('plan'), apply: ofRole('apply') },
  };
}

type Line = { readonly type: string } | (Compact & { readonly role: PipelineRole; readonly on: readonly string[] });

/** A recorded call with everything that the record leaves out. */
export function whole(recorded: Call, tags: Readonly<Record<string, string>>): Call {
  const { owned, tagged, context = {}, ...call } = recorded as Compact;
  const requested = Object.entries(tags).map(([key, value]) => [`${REQUEST_TAG}${key}`, value]);
  return {
    ...call,
    resourceTags: owned ? Object.fromEntries((call.resources ?? []).map((arn) => [arn, tags])) : {},
    context: {
      'aws:SecureTransport': 'true',
      's3:TlsVersion': '1.3',
      'aws:PrincipalAccount': ACCOUNT,
      'aws:RequestedRegion': REGION,
      ...context,
      ...(tagged ? { ...Object.fromEntries(requested), 'aws:TagKeys': Object.keys(tags) } : {}),
    },
  };
}
