import type { PlanSummary } from './summary';

/** What is new, gone or other in a plan since another one, a line each. Values are in neither. */
export function changesSince(before: PlanSummary, after: PlanSummary): string[] {
  const [left, right] = [before, after].map(
    ({ changes }) => new Map(changes.map((change) => [change.address, change])),
  );
  const addresses = [...new Set([...left!.keys(), ...right!.keys()])].sort();
  const lines = addresses.flatMap((address) => {
    const [was, is] = [left!.get(address), right!.get(address)];
    if (!was && is) return [`  + ${is.action} ${address}`];
    if (was && !is) return [`  - ${was.action} ${address} is no longer planned`];
    if (was!.action !== is!.action) return [`  ~ ${address}: ${was!.action} before, ${is!.action} now`];
    const attributes = symmetricDifference(was!.attributes, is!.attributes);
    return attributes.length > 0 ? [`  ~ ${is!.action} ${address}: ${attributes.join(', ')}`] : [];
  });
  return lines.length > 0 ? lines : ['  the same resources and attributes, with different values'];
}

function symmetricDifference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((each) => !b.includes(each)), ...b.filter((each) => !a.includes(each))];
}
