import { isPrivate, overlap, parseCidr, subnetCidr, zoneLetter } from './cidr';

describe('subnetCidr', () => {
  it('gives each zone a sixteenth by its letter: public in the lower half, private in the upper', () => {
    expect(subnetCidr('10.10.0.0/16', 'public', 'eu-central-1a')).toBe('10.10.0.0/20');
    expect(subnetCidr('10.10.0.0/16', 'public', 'eu-central-1b')).toBe('10.10.16.0/20');
    expect(subnetCidr('10.10.0.0/16', 'private', 'eu-central-1a')).toBe('10.10.128.0/20');
    expect(subnetCidr('10.10.0.0/16', 'private', 'eu-central-1h')).toBe('10.10.240.0/20');
  });

  it('never makes a subnet too small for a load balancer', () => {
    expect(subnetCidr('10.10.2.0/23', 'private', 'eu-central-1b')).toBe('10.10.3.32/27');
    expect(subnetCidr('10.10.3.0/24', 'private', 'eu-central-1b')).toBe('10.10.3.160/27');
  });

  it.each([
    ['10.0.0.0/17', 'abcdefgh'],
    ['10.0.7.0/24', 'abcd'],
  ])('cuts %s into subnets without an address in common and without a gap', (vpcCidr, letters) => {
    const blocks = (['public', 'private'] as const).flatMap((tier) =>
      [...letters].map((letter) => parseCidr(subnetCidr(vpcCidr, tier, `eu-central-1${letter}`))!),
    );
    const vpc = parseCidr(vpcCidr)!;
    let next = vpc.network;
    for (const { network, prefix } of blocks.sort((a, b) => a.network - b.network)) {
      expect(network).toBe(next);
      next = network + 2 ** (32 - prefix);
    }
    expect(next).toBe(vpc.network + 2 ** (32 - vpc.prefix));
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

describe('overlap', () => {
  const meet = (a: string, b: string): boolean => overlap(parseCidr(a)!, parseCidr(b)!);

  it('sees a block inside another, from either side, and not its neighbour', () => {
    expect(meet('10.10.0.0/16', '10.10.255.0/24')).toBe(true);
    expect(meet('10.10.255.0/24', '10.10.0.0/16')).toBe(true);
    expect(meet('10.10.0.0/16', '10.11.0.0/16')).toBe(false);
    expect(meet('10.11.0.0/16', '10.10.0.0/16')).toBe(false);
  });
});

describe('isPrivate', () => {
  it.each<[string, boolean]>([
    ['10.10.0.0/16', true],
    ['172.31.0.0/16', true],
    ['172.32.0.0/16', false],
    ['192.168.4.0/22', true],
    ['100.64.0.0/16', true],
    ['8.8.0.0/16', false],
    ['8.0.0.0/6', false],
  ])('of %s is %p', (cidr, expected) => {
    expect(isPrivate(parseCidr(cidr)!)).toBe(expected);
  });
});

describe('zoneLetter', () => {
  it('reads the letter of a zone, also of a GovCloud one, and of nothing else', () => {
    expect(zoneLetter('eu-central-1c')).toBe(2);
    expect(zoneLetter('us-gov-west-1a')).toBe(0);
    expect(zoneLetter('euc1-az1')).toBeUndefined();
    expect(zoneLetter('eu-central-1')).toBeUndefined();
    expect(zoneLetter('us-east-1-bos-1a')).toBeUndefined();
  });
});
