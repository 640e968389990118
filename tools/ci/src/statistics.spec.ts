import { ratios, spread } from './statistics';

describe('spread', () => {
  it('is minimum, median and maximum, of an odd and an even number of values', () => {
    expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
    expect(spread([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 });
  });

  it('refuses to say something of nothing', () => {
    expect(() => spread([])).toThrow('Nothing was measured.');
  });
});

describe('ratios', () => {
  it('compares pair by pair, so that a slow minute counts for both', () => {
    expect(ratios([1, 10, 2], [1, 10, 1])).toEqual({ min: 1, median: 1, max: 2 });
  });

  it('refuses what has no pair', () => {
    expect(() => ratios([1], [])).toThrow('Ratios need measurements in pairs.');
  });
});
