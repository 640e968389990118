export { HOURS, arithmetic, dollars, monthly, type CostItem, type Term } from './costs/arithmetic';
export { uncheckedText } from './costs/markdown';
export {
  PRICES,
  PRICES_OF,
  REGION,
  SPOT_DISCOUNT,
  priceNameOf,
  priceOf,
  type Price,
  type PriceName,
} from './costs/prices';
export { markdownTable } from './tables';
