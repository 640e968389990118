import { accessExplainer } from './access';
import { exposureExplainers } from './exposure';
import { firewallExplainer } from './firewall';
import type { NameOf } from './resource-names';
import type { Judged } from './unknown-values';
import type { ResourceChange } from '../plan-json';
import type { Side } from './explanation';
import type { Explanation } from '../model';

/** What a change of a firewall, a policy or a switch means, in words. No value that is sensitive is in them. */
export function explainChange(resource: ResourceChange, nameOf: NameOf, judged: Judged): Explanation[] {
  const { address, type } = resource;
  const explainers = [firewallExplainer(type), accessExplainer(type), ...exposureExplainers(type)].flatMap(
    (each) => each ?? [],
  );
  if (explainers.length === 0) return [];
  const { before, after } = judged(resource);
  const [was, is] = [before, after].map((value) => sideOf(value, address, nameOf));
  return explainers.flatMap((tell) => tell(was, is));
}

function sideOf(value: unknown, address: string, nameOf: NameOf): Side | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const attributes = value as Readonly<Record<string, unknown>>;
  return {
    attributes,
    nameOf: (attribute) => nameOf(address, attribute, attributes[attribute]),
    called: (text) => nameOf(address, '', text),
  };
}
