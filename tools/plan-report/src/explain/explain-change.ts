import { accessExplainer } from './access';
import { exposureExplainers } from './exposure';
import { firewallExplainer } from './firewall';
import type { NameOf } from './resource-names';
import type { PurposeOf } from './purposes';
import type { Judged } from './unknown-values';
import type { PlanJson, ResourceChange } from '../plan-json';
import type { Side } from './explanation';
import type { Explanation } from '../model';

/** What is known of the rest of a plan. */
export interface Surroundings {
  readonly nameOf: NameOf;
  readonly judged: Judged;
  readonly purposeOf: PurposeOf;
  /** Of what the plan destroys. */
  readonly goneIds: ReadonlySet<string>;
}

/** What a change of a firewall, a policy or a switch means, in words. No value that is sensitive is in them. */
export function explainChange(
  resource: ResourceChange,
  { nameOf, judged, purposeOf, goneIds }: Surroundings,
): Explanation[] {
  const { address, type } = resource;
  const explainers = [firewallExplainer(type), accessExplainer(type), ...exposureExplainers(type)].flatMap(
    (each) => each ?? [],
  );
  if (explainers.length === 0 || goesWithOwner(resource, goneIds)) return [];
  const { before, after } = judged(resource);
  const purpose = purposeOf(address);
  const [was, is] = [before, after].map((value) => sideOf(value, address, { nameOf, purpose }));
  return explainers.flatMap((tell) => tell(was, is));
}

const OWNERS = [
  'bucket',
  'role',
  'user',
  'group',
  'queue_url',
  'key_id',
  'repository',
  'secret_arn',
  'security_group_id',
];

/** The ids of what a plan destroys. */
export function goneIdsIn({ resource_changes = [] }: PlanJson): Set<string> {
  const gone = resource_changes.filter(({ change, type }) => change.actions.join() === 'delete' && !isPart(type));
  return new Set(gone.map(({ change }) => String((change.before as { id?: unknown } | null)?.id)));
}

function isPart(type: string): boolean {
  return /_(policy|attachment|rule|versioning|configuration|controls|block)$/.test(type) && type !== 'aws_iam_policy';
}

/** What a role that goes may no longer do is no news, nor who may not enter a bucket that is not there. */
function goesWithOwner({ change }: ResourceChange, goneIds: ReadonlySet<string>): boolean {
  if (change.actions.join() !== 'delete') return false;
  const before = (change.before ?? {}) as Readonly<Record<string, unknown>>;
  return OWNERS.some((attribute) => goneIds.has(String(before[attribute])));
}

function sideOf(
  value: unknown,
  address: string,
  { nameOf, purpose }: Pick<Surroundings, 'nameOf'> & Pick<Side, 'purpose'>,
): Side | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const attributes = value as Readonly<Record<string, unknown>>;
  return {
    attributes,
    nameOf: (attribute) => nameOf(address, attribute, attributes[attribute]),
    called: (text) => nameOf(address, '', text),
    ...(purpose ? { purpose } : {}),
  };
}
