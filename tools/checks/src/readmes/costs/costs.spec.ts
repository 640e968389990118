import { LIBRARIES } from '../libraries';
import { arithmetic, dollars, monthly } from './arithmetic';
import { costsMarkdown } from './markdown';
import { MODULE_COSTS } from './modules';
import { PRICES, priceNameOf, type Price } from './prices';

describe('a cost', () => {
  const item = {
    what: 'NAT instance',
    terms: [
      { quantity: 1, price: 't4g.nano' },
      { quantity: 8, price: 'gp3' },
    ],
  } as const;

  it('is hours of what is paid by the hour, and months of the rest', () => {
    expect(monthly(item)).toBeCloseTo(0.0048 * 730 + 8 * 0.0952);
    expect(arithmetic(item)).toBe('0.0048 × 730 h + 8 × 0.0952');
  });

  it('is less by a discount, which its arithmetic shows', () => {
    const spot = { terms: [{ quantity: 2, price: 'fargateVcpu', share: 0.3 }] } as const;
    expect(monthly(spot)).toBeCloseTo(2 * 0.04656 * 730 * 0.3);
    expect(arithmetic(spot)).toBe('2 × 0.04656 × 730 h × 0.3');
  });

  it.each([
    [0, '0.00'],
    [7.916, '7.92'],
    [1234567.891, '1,234,567.89'],
  ])('of %p is written %p', (usd, text) => {
    expect(dollars(usd)).toBe(text);
  });

  it('says of a price from memory that nobody compared it', () => {
    expect(costsMarkdown({ items: [item], byUse: [] })).toContain(
      "Not yet compared with AWS's price list: [EC2 t4g.nano]",
    );
    const secret = { items: [{ what: 'A secret', terms: [{ quantity: 1, price: 'secret' } as const] }], byUse: [] };
    expect(costsMarkdown(secret)).not.toContain('Not yet compared');
  });
});

describe('the table of prices', () => {
  it.each(Object.entries<Price>(PRICES).map(([name, price]) => ({ name, price })))(
    '$name has a page of AWS, and a source where it was compared',
    ({ price }) => {
      expect(price.usd).toBeGreaterThan(0);
      expect(price.page).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/([a-z-]+\/)?$/);
      expect(price.checked ?? 'from memory').not.toBe('');
    },
  );

  it('knows sizes by their own name, and no other', () => {
    expect(priceNameOf('db.t4g.medium')).toBe('db.t4g.medium');
    expect(() => priceNameOf('db.r7g.large')).toThrow('There is no price of "db.r7g.large".');
  });
});

it('costs are of libraries that there are', () => {
  const names = LIBRARIES.map(({ name }) => name);
  expect(Object.keys(MODULE_COSTS).filter((name) => !names.includes(name))).toEqual([]);
});
