import { markdownTable } from '../tables';
import { arithmetic, dollars, monthly } from './arithmetic';
import type { ModuleCosts } from './modules';
import { PRICES_OF, REGION, priceOf, type PriceName } from './prices';

/** The costs of a README: what it comes to, how, and which figures nobody has compared with AWS's. */
export function costsMarkdown({ items, byUse }: ModuleCosts): string {
  const rows = items.map((item) => [item.what, arithmetic(item), dollars(monthly(item))]);
  const used = [...items.flatMap(({ terms }) => terms.map(({ price }) => price)), ...byUse];
  const uses = byUse.map(priceOf).map(({ what, usd, per }) => `${what} ${String(usd)} for each ${per}`);
  return [
    `On-demand list prices of ${REGION} in USD, ${PRICES_OF}, for a month of 730 hours.`,
    markdownTable(['what', 'how', 'a month'], rows),
    ...(uses.length > 0 ? [`By use: ${uses.join('; ')}.`] : []),
    ...uncheckedText(used),
  ].join('\n\n');
}

/** A sentence about the prices that were written from memory. */
export function uncheckedText(used: readonly PriceName[]): string[] {
  const open = [...new Set(used)].map(priceOf).filter(({ checked }) => checked === undefined);
  if (open.length === 0) return [];
  const names = open.map(({ what, page }) => `[${what}](${page})`);
  return [`Not yet compared with AWS's price list: ${names.join(', ')}.`];
}
