import { parseCidr, subnetCidr, zoneLetter } from './cidr';

describe('subnetCidr', () => {
  it('gives each zone a sixteenth by its letter: public in the lower half, private in the upper', () => {
    expect(subnetCidr('10.10.0.0/16', 'public', 'eu-central-1a')).toBe('10.10.0.0/20');
    expect(subnetCidr('10.10.0.0/16', 'public', 'eu-central-1b')).toBe('10.10.16.0/20');
    expect(subnetCidr('10.10.0.0/16', 'private', 'eu-central-1a')).toBe('10.10.128.0/20');
    expect(subnetCidr('10.10.0.0/16', 'private', 'eu-central-1h')).toBe('10.10.240.0/20');
    expect(subnetCidr('10.10.3.0/24', 'private', 'eu-central-1b')).toBe('10.10.3.144/28');
  });

  it('never gives two subnets an address in common', () => {
    const blocks = (['public', 'private'] as const).flatMap((tier) =>
      [...'abcdefgh'].map((letter) => parseCidr(subnetCidr('10.0.0.0/17', tier, `eu-central-1${letter}`))!),
    );
    const ranges = blocks
      .map(({ network, prefix }) => [network, network + 2 ** (32 - prefix)] as const)
      .sort(([a], [b]) => a - b);
    ranges.forEach(([start], i) => expect(start).toBeGreaterThanOrEqual(ranges[i - 1]?.[1] ?? 0));
    expect(ranges.at(-1)![1] - ranges[0]![0]).toBe(2 ** 15);
  });
});

describe('parseCidr', () => {
  it.each(['10.0.0.0', '10.0.0/16', '10.0.0.256/16', '10.0.0.0/33', 'fd00::/8', ''])(
    'knows that %p is no IPv4 block',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it('finds the first address of a block', () => {
    expect(parseCidr('10.10.5.1/16')).toMatchObject({ networkText: '10.10.0.0', prefix: 16 });
  });
});

describe('zoneLetter', () => {
  it('reads the letter of a zone, also of a GovCloud one, and of nothing else', () => {
    expect(zoneLetter('eu-central-1c')).toBe(2);
    expect(zoneLetter('us-gov-west-1a')).toBe(0);
    expect(zoneLetter('euc1-az1')).toBeUndefined();
    expect(zoneLetter('eu-central-1')).toBeUndefined();
  });
});
