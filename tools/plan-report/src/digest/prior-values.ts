import { containsTrue } from '../compare/attributes';
import { baseAddress, type ResourceRead } from '../configuration/blocks';
import type { PlanJson, PriorResource } from '../plan-json';

// What tells one version of a data source from another. Its other values are in the plan where something uses them.
const IDENTITY = ['id', 'arn', 'version_id'];

/** What expressions read of resources that do not change: no change of a plan holds it. */
export function priorValues(plan: PlanJson, reads: readonly ResourceRead[], changed: ReadonlySet<string>): unknown {
  const wanted = reads.filter(({ address }) => !changed.has(address));
  if (wanted.length === 0) return [];
  const prior = new Map<string, PriorResource[]>();
  for (const resource of plan.prior_state?.values?.root_module?.resources ?? []) {
    const base = baseAddress(resource.address);
    prior.set(base, [...(prior.get(base) ?? []), resource]);
  }
  return wanted
    .map(({ address, path }) => [
      [address, ...path].join('.'),
      (prior.get(address) ?? []).map((each) => read(each, path)),
    ])
    .sort(([a], [b]) => (a! < b! ? -1 : 1));
}

/** A sensitive value is bound by the resource that holds it. */
function read(
  { address, mode, values = {}, sensitive_values: marks = {} }: PriorResource,
  [attribute]: readonly string[],
): unknown {
  const identity = Object.fromEntries(
    IDENTITY.filter((name) => !containsTrue(marks[name])).map((name) => [name, values[name]]),
  );
  if (mode === 'data' || attribute === undefined || containsTrue(marks[attribute])) return [address, identity];
  return [address, values[attribute]];
}
