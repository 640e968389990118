import { SENSITIVE } from '../compare/attributes';
import { hasNoResources } from './any-resource';
import { conditionChanges, grouped, what, without, type Group } from './grant-groups';
import { differenceInWords, grantsOf, type Grant } from './grants';
import { policyOf } from '../compare/policy';
import { isOpen } from './unknown-values';
import { list, type Side, type Explainer } from './explanation';
import type { Explanation } from '../model';

/** How a policy reads: of whom, and whether it says what they may, who may take a role, or what others may do with it. */
interface Reading {
  readonly kind: 'identity' | 'trust' | 'resource';
  /** The attribute that holds the policy. */
  readonly policy: string;
  readonly of: (side: Side) => string;
}

const named =
  (what: string, attribute: string) =>
  (side: Side): string =>
    `${what} ${side.nameOf(attribute)}`.trim();

const READINGS: Readonly<Record<string, readonly Reading[]>> = {
  aws_iam_role_policy: [{ kind: 'identity', policy: 'policy', of: named('role', 'role') }],
  aws_iam_user_policy: [{ kind: 'identity', policy: 'policy', of: named('user', 'user') }],
  aws_iam_group_policy: [{ kind: 'identity', policy: 'policy', of: named('group', 'group') }],
  aws_iam_policy: [{ kind: 'identity', policy: 'policy', of: named('holders of policy', 'name') }],
  aws_iam_role: [{ kind: 'trust', policy: 'assume_role_policy', of: named('role', 'name') }],
  aws_s3_bucket_policy: [{ kind: 'resource', policy: 'policy', of: named('bucket', 'bucket') }],
  aws_kms_key: [{ kind: 'resource', policy: 'policy', of: () => 'this key' }],
  aws_kms_key_policy: [{ kind: 'resource', policy: 'policy', of: named('key', 'key_id') }],
  aws_sqs_queue: [{ kind: 'resource', policy: 'policy', of: named('queue', 'name') }],
  aws_sqs_queue_policy: [{ kind: 'resource', policy: 'policy', of: named('queue', 'queue_url') }],
  aws_sns_topic: [{ kind: 'resource', policy: 'policy', of: named('topic', 'name') }],
  aws_sns_topic_policy: [{ kind: 'resource', policy: 'policy', of: named('topic', 'arn') }],
  aws_ecr_repository_policy: [{ kind: 'resource', policy: 'policy', of: named('repository', 'repository') }],
  aws_secretsmanager_secret_policy: [{ kind: 'resource', policy: 'policy', of: named('secret', 'secret_arn') }],
  aws_secretsmanager_secret: [{ kind: 'resource', policy: 'policy', of: named('secret', 'name') }],
  aws_cloudwatch_log_resource_policy: [{ kind: 'resource', policy: 'policy_document', of: () => 'its logs' }],
  aws_vpc_endpoint: [{ kind: 'resource', policy: 'policy', of: named('endpoint', 'service_name') }],
};

/** Tells what a change of a policy lets somebody do, and what no more. */
export function accessExplainer(type: string): Explainer | undefined {
  const readings = READINGS[type];
  return readings && ((before, after) => readings.flatMap((reading) => tell(reading, before, after)));
}

/** The attributes of a type whose policies are told in words. */
export function policyAttributes(type: string): string[] {
  return (READINGS[type] ?? []).map(({ policy }) => policy);
}

const UNTOLD: Readonly<Record<Reading['kind'], (of: string) => string>> = {
  identity: (of) => `what ${of} may do`,
  trust: (of) => `who may assume ${of}`,
  resource: (of) => `who may use ${of}`,
};

function tell(reading: Reading, before: Side | undefined, after: Side | undefined): Explanation[] {
  const side = (after ?? before)!;
  const of = reading.of(side);
  const written = after?.attributes[reading.policy];
  if (written === SENSITIVE) return [];
  // What cannot be read may be anything.
  if (typeof written === 'string' && isOpen(written) && !policyOf(written)) {
    return [{ text: `${UNTOLD[reading.kind](of)} is known after apply only`, permissive: true }];
  }
  const [was, is] = [before, after].map((each) => {
    const policy = policyOf(each?.attributes[reading.policy]);
    return policy ? grantsOf(policy) : [];
  });
  if (!was || !is) return [];
  const voice: Voice = { reading, of, also: was.length > 0 && is.length > 0 ? ' also' : '' };
  const [gone, fresh] = [without(was, is), without(is, was)];
  const changed = conditionChanges(gone, fresh);
  const rest = (grants: readonly Grant[]): Grant[] => grants.filter((grant) => !changed.has(what(grant)));
  return [
    ...groupedApart(rest(fresh), reading).map((group) => ({ text: given(group, voice), ...openness(group, reading) })),
    ...[...new Set(changed.values())].flatMap((was) =>
      grouped(fresh.filter((grant) => changed.get(what(grant)) === was)).map((group) => ({
        text: conditionChange(group, { was, voice, before: gone.find((each) => what(each) === what(group.first)) }),
        ...openness(group, reading),
      })),
    ),
    ...grouped(rest(gone)).map((group) => ({
      text: taken(group, voice),
      permissive: group.first.effect === 'Deny' && is.length > 0,
    })),
  ];
}

interface Voice {
  readonly reading: Reading;
  readonly of: string;
  readonly also: string;
}

interface Changed {
  readonly was: string;
  readonly voice: Voice;
  readonly before: Grant | undefined;
}

/** A value more or less in a long list is told alone. */
function conditionChange(group: Group, { was, voice, before }: Changed): string {
  const difference = before && differenceInWords(before.tests, group.first.tests);
  if (difference !== undefined) return `${held(group, voice)}: ${difference}`;
  const always = group.first.condition === '' ? ' always' : '';
  return `${given(group, { ...voice, also: '' })}${always}, before ${was === '' ? 'always' : `if ${was}`}`;
}

function held(group: Group, voice: Voice): string {
  const allows = group.first.effect === 'Allow';
  if (voice.reading.kind === 'trust' && allows) return `${voice.of} may be assumed by ${names(group.principals)}`;
  return `${who(group, voice)} ${allows ? 'may' : 'is denied'} ${names(group.actions)}${on(group, voice)}`;
}

function given(group: Group, voice: Voice): string {
  const { kind } = voice.reading;
  const [may, also] = group.first.effect === 'Allow' ? ['may now', voice.also] : ['is now denied', ''];
  if (kind === 'trust' && group.first.effect === 'Allow') {
    return `${voice.of} may now${also} be assumed by ${names(group.principals)}${only(group.first)}`;
  }
  return `${who(group, voice)} ${may}${also} ${names(group.actions)}${on(group, voice)}${only(group.first)}`;
}

function taken(group: Group, voice: Voice): string {
  const { kind } = voice.reading;
  if (kind === 'trust' && group.first.effect === 'Allow') {
    return `${voice.of} may no longer be assumed by ${names(group.principals)}${only(group.first)}`;
  }
  const may = group.first.effect === 'Allow' ? 'may no longer' : 'is no longer denied';
  return `${who(group, voice)} ${may} ${names(group.actions)}${on(group, voice)}${only(group.first)}`;
}

function who({ principals }: Group, { reading, of }: Voice): string {
  return reading.kind === 'identity' ? of : names(principals);
}

function on({ resources }: Group, { reading, of }: Voice): string {
  if (reading.kind === 'trust') return ` on ${of}`;
  const said = resources.map((each) => (each === '*' && reading.kind === 'identity' ? 'anything (*)' : each));
  if (reading.kind === 'identity') return ` on ${names(said)}`;
  // The resource is the one that has the policy: its own ARN, or `*`, says no more.
  return ` on ${of}`;
}

function only({ condition: words }: Grant): string {
  return words === '' ? '' : ` if ${words}`;
}

const NAMED = 12;

function names(items: readonly string[]): string {
  const said = items.map((each) => (each === '*' ? 'any action (*)' : each));
  return said.length > NAMED ? list([...said.slice(0, NAMED), `${said.length - NAMED} more`]) : list(said);
}

/** What AWS decides on no resource is told apart from what could be bound to one. */
function groupedApart(grants: readonly Grant[], reading: Reading): Group[] {
  const isBound = (grant: Grant): boolean => !isUnnamable(grant, reading);
  return [...grouped(grants.filter(isBound)), ...grouped(grants.filter((grant) => !isBound(grant)))];
}

function isUnnamable({ effect, action, resource }: Grant, { kind }: Reading): boolean {
  return kind === 'identity' && effect === 'Allow' && resource === '*' && hasNoResources(action);
}

function openness(group: Group, reading: Reading): Pick<Explanation, 'permissive' | 'byDesign'> {
  const { first, actions, resources } = group;
  const isUnnamed = resources.length === 1 && actions.every((action) => isUnnamable({ ...first, action }, reading));
  return isUnnamed
    ? { permissive: false, byDesign: 'AWS decides it on no resource' }
    : { permissive: isPermissive(group, reading) };
}

const ANY_ACTION = /^[*:]+$/;
const ANY_RESOURCE = /^(arn:[\w*-]+:)?[*:/]+$/;

function isPermissive({ first, principals, actions, resources }: Group, { kind }: Reading): boolean {
  if (first.effect === 'Deny') return false;
  const any = (each: string, wildcard: RegExp): boolean =>
    wildcard.test(each) || /^every(thing|one) except/.test(each) || isOpen(each);
  if (actions.some((action) => any(action, ANY_ACTION))) return true;
  const unbounded = first.condition === '';
  if (kind === 'identity') return unbounded && resources.some((each) => any(each, ANY_RESOURCE));
  return unbounded && principals.some((each) => any(each, /^anyone$/));
}
