import type { Packed } from './packed';

/** What each package weighs, as a table. */
export function sizes(packages: readonly Packed[]): string {
  const rows = packages.map(
    ({ name, version, size, unpackedSize }) => [`${name}@${version}`, size, unpackedSize] as const,
  );
  const sum = (of: (each: Packed) => number): number => packages.reduce((total, each) => total + of(each), 0);
  const all = [...rows, ['all', sum(({ size }) => size), sum(({ unpackedSize }) => unpackedSize)] as const];
  const width = Math.max(...all.map(([name]) => name.length));
  const line = (name: string, packed: string, unpacked: string): string =>
    `${name.padEnd(width)}  ${packed.padStart(10)}  ${unpacked.padStart(10)}`;
  return [line('package', 'packed', 'unpacked'), ...all.map(([name, a, b]) => line(name, kb(a), kb(b)))].join('\n');
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
