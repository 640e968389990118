/** The first block of the given size in 10.10.0.0, 10.20.0.0, … that overlaps none of `taken`, e.g. `10.30.0.0/16`. */
export function freeCidr(taken: readonly string[], prefix: number): string | undefined {
  const ranges = taken.map(rangeOf);
  const candidates = Array.from({ length: 25 }, (_, index) => `10.${(index + 1) * 10}.0.0/${prefix}`);
  return candidates.find((candidate) => {
    const [first, last] = rangeOf(candidate);
    return ranges.every(([from, to]) => last < from || first > to);
  });
}

export function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

function rangeOf(cidr: string): [first: number, last: number] {
  const [address = '', prefix = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(prefix));
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = number - (number % size);
  return [first, first + size - 1];
}
