import { freeCidr } from './cidr';

describe('the block of a new network', () => {
  it.each<[string[], number, string | undefined]>([
    [[], 16, '10.10.0.0/16'],
    [['10.10.0.0/16', '10.20.0.0/16'], 16, '10.30.0.0/16'],
    [['10.10.5.0/24'], 20, '10.20.0.0/20'],
    [['10.10.5.0/24'], 16, '10.20.0.0/16'],
    [['192.168.0.0/16'], 24, '10.10.0.0/24'],
    [['10.0.0.0/8'], 16, undefined],
  ])('beside %p, of /%p', (taken, prefix, free) => {
    expect(freeCidr(taken, prefix)).toBe(free);
  });
});
