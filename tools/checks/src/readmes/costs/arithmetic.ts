import { priceOf, type PriceName } from './prices';

/** Hours of a month, as AWS's own calculator has them. */
export const HOURS = 730;

/** So much of what has a price. */
export interface Term {
  readonly quantity: number;
  readonly price: PriceName;
  /** A share of the price, for what AWS gives a discount on. */
  readonly share?: number;
}

/** One thing that is paid for each month. */
export interface CostItem {
  readonly what: string;
  readonly terms: readonly Term[];
}

/** USD a month. */
export function monthly({ terms }: Pick<CostItem, 'terms'>): number {
  return terms.reduce((sum, { quantity, price, share = 1 }) => {
    const { usd, per } = priceOf(price);
    return sum + quantity * usd * share * (per === 'hour' ? HOURS : 1);
  }, 0);
}

/** `2 × 0.005 × 730 h + 8 × 0.0952` */
export function arithmetic({ terms }: Pick<CostItem, 'terms'>): string {
  return terms
    .map(({ quantity, price, share }) => {
      const { usd, per } = priceOf(price);
      const factors = [quantity === 1 ? '' : String(quantity), String(usd), per === 'hour' ? `${String(HOURS)} h` : ''];
      return [...factors, share === undefined ? '' : share.toFixed(1)].filter((factor) => factor !== '').join(' × ');
    })
    .join(' + ');
}

/** To the cent. */
export function dollars(usd: number): string {
  return usd.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
