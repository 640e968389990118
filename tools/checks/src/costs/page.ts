import {
  PRICES,
  PRICES_OF,
  REGION,
  SPOT_DISCOUNT,
  arithmetic,
  dollars,
  markdownTable,
  monthly,
  priceOf,
  uncheckedText,
  type CostItem,
  type PriceName,
} from '../readmes';
import type { Synthesized } from '@restartix/testing';
import { costItems } from './items';
import { BY_USE } from './kinds';

/** What each environment costs at rest, item by item. */
export function costsPage(environments: Readonly<Record<string, Synthesized>>, generated: string): string {
  const all = Object.entries(environments).map(([name, env]) => ({ name, env, items: costItems(env) }));
  const used = all.flatMap(({ items }) => items.flatMap(({ terms }) => terms.map(({ price }) => price)));
  return [
    '# What the environments cost at rest',
    generated,
    `A month of 730 hours in which nobody uses them, on demand, at the list prices of ${REGION} in ${PRICES_OF}, in USD. What there is, and how much of it, is read out of the synthesized environments. Spot is counted at AWS’s “up to ${String(SPOT_DISCOUNT * 100)} %” off; the market decides what it is. Of each account ten alarms and three dashboards are free: they are counted here. Taxes are not.`,
    markdownTable(
      ['', ...all.map(({ name }) => name)],
      [['a month', ...all.map(({ items }) => `**${dollars(total(items))}**`)]],
    ),
    ...all.map(({ name, items }) => `## ${name}\n\n${itemsTable(items)}`),
    `## What use adds\n\n${usesTable(all.map(({ env }) => env))}`,
    `## Prices\n\n${pricesTable()}`,
    ...uncheckedText(used),
    '',
  ].join('\n\n');
}

function total(items: readonly CostItem[]): number {
  return items.reduce((sum, item) => sum + monthly(item), 0);
}

function itemsTable(items: readonly CostItem[]): string {
  const rows = items.map((item) => [item.what, arithmetic(item), dollars(monthly(item))]);
  return markdownTable(['what', 'how', 'a month'], [...rows, ['**together**', '', `**${dollars(total(items))}**`]]);
}

function usesTable(envs: readonly Synthesized[]): string {
  const rows = Object.entries(BY_USE).map(([type, how]) => [
    `\`${type}\``,
    ...envs.map((env) => String(Object.keys(env.resources(type)).length)),
    how,
  ]);
  return markdownTable(['resource', 'staging', 'production', 'paid by'], rows);
}

function pricesTable(): string {
  const rows = (Object.keys(PRICES) as PriceName[]).map((name) => {
    const { what, usd, per, page, checked } = priceOf(name);
    return [`[${what}](${page})`, String(usd), per, checked ?? 'unverified'];
  });
  return markdownTable(['what', 'USD', 'per', 'compared with'], rows);
}
