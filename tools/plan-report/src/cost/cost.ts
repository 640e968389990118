import { isRecord } from '@restartix/kit';
import { listed, type ConfigurationJson } from '../configuration/blocks';
import type { Judged } from '../explain/unknown-values';
import type { PlanJson, ResourceChange } from '../plan-json';
import { PRICED_REGION, PRICES } from './prices';

/** What a plan adds to a month's bill, or takes off it, as far as list prices say. */
export interface Cost {
  /** USD a month, rounded to cents. */
  readonly monthly: number;
  /** How many of what come, or go: `{ Secret: 1 }`. */
  readonly parts: Readonly<Record<string, number>>;
}

const HOURS_A_MONTH = 730;

/** Undefined where nothing that has a price comes or goes, or where the prices are of another region. */
export function costOf(
  { resource_changes = [] }: PlanJson,
  { configuration = {}, judged }: { readonly configuration?: ConfigurationJson | undefined; readonly judged: Judged },
): Cost | undefined {
  if (regionOf(configuration) !== PRICED_REGION) return undefined;
  const parts = new Map<string, number>();
  let monthly = 0;
  for (const resource of resource_changes) {
    const price = PRICES[resource.type];
    if (!price || resource.mode !== 'managed') continue;
    const count = added(resource, judged);
    parts.set(price.what, (parts.get(price.what) ?? 0) + count);
    monthly += count * price.usd * (price.per === 'hour' ? HOURS_A_MONTH : 1);
  }
  const counted = [...parts].filter(([, count]) => count !== 0);
  return counted.length === 0
    ? undefined
    : { monthly: Math.round(monthly * 100) / 100, parts: Object.fromEntries(counted) };
}

function regionOf(configuration: ConfigurationJson): unknown {
  const providers = listed(configuration['provider']).flatMap(({ aws }) => listed(aws));
  return providers.find(({ alias }) => alias === undefined)?.['region'];
}

/** What a replacement takes away, it makes anew. Where the plan does not say how many there will be, none is counted. */
function added(resource: ResourceChange, judged: Judged): number {
  const { type, change } = resource;
  if (change.actions.includes('forget')) return 0;
  const { before, after } = judged(resource);
  const [was, is] = [before, after].map((side) => units(type, side));
  return was === undefined || is === undefined ? 0 : is - was;
}

function units(type: string, value: unknown): number | undefined {
  if (!isRecord(value)) return 0;
  switch (type) {
    case 'aws_lb':
      return (value['load_balancer_type'] ?? 'application') === 'application' ? 1 : 0;
    case 'aws_vpc_endpoint': {
      if (value['vpc_endpoint_type'] !== 'Interface') return 0;
      // One network interface for each subnet.
      const subnets = value['subnet_ids'];
      return Array.isArray(subnets) ? subnets.length : undefined;
    }
    default:
      return 1;
  }
}

/** `cost: about +43.80 USD a month at list prices (+5 Interface endpoint in a zone); usage and tasks are not counted` */
export function costLine({ cost }: { readonly cost?: Cost }): string | undefined {
  if (cost === undefined) return undefined;
  const parts = Object.entries(cost.parts).map(([what, count]) => `${count > 0 ? '+' : '−'}${Math.abs(count)} ${what}`);
  const sign = cost.monthly < 0 ? '−' : '+';
  return `cost: about ${sign}${Math.abs(cost.monthly).toFixed(2)} USD a month at list prices (${parts.join(', ')}); usage and tasks are not counted`;
}
