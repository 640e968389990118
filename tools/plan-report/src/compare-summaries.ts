import type { ReportedProvider } from './model';
import { objectName, ORDER_WORDS, providerText } from './render/words';
import type { PlanSummary } from './summary';

/** What is new, gone or other in a plan since another one, a line each. Values are in neither. */
export function changesSince(before: PlanSummary, after: PlanSummary): string[] {
  const [left, right] = [before, after].map(
    ({ changes }) => new Map(changes.map((change) => [objectName(change), change])),
  );
  const addresses = [...new Set([...left!.keys(), ...right!.keys()])].sort();
  const lines = addresses.flatMap((address) => {
    const [was, is] = [left!.get(address), right!.get(address)];
    if (!was && is) return [`  + ${is.action} ${address}`];
    if (was && !is) return [`  - ${was.action} ${address} is no longer planned`];
    if (was!.action !== is!.action) return [`  ~ ${address}: ${was!.action} before, ${is!.action} now`];
    if (was!.order && is!.order && was!.order !== is!.order) {
      return [`  ~ ${address}: ${ORDER_WORDS[was!.order]} before, ${ORDER_WORDS[is!.order]} now`];
    }
    if (was!.importId !== is!.importId) {
      return [`  ~ ${address} imports ${was!.importId ?? 'nothing'} before, ${is!.importId ?? 'nothing'} now`];
    }
    const attributes = symmetricDifference(was!.attributes, is!.attributes);
    return attributes.length > 0 ? [`  ~ ${is!.action} ${address}: ${attributes.join(', ')}`] : [];
  });
  lines.push(...providerChanges(before.providers, after.providers));
  return lines.length > 0
    ? lines
    : ['  the same resources and attributes, with different values or another configuration behind them'];
}

function providerChanges(
  before: readonly ReportedProvider[] | undefined,
  after: readonly ReportedProvider[] = [],
): string[] {
  if (!before) return [];
  const [was, is] = [before, after].map((each) => each.map(providerText).join(', ') || 'no provider');
  return was === is ? [] : [`  ~ runs ${is} now, ${was} before`];
}

function symmetricDifference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((each) => !b.includes(each)), ...b.filter((each) => !a.includes(each))];
}
