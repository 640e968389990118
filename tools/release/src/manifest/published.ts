import type { Manifest } from './manifest';

/** Keys that serve this workspace alone, at any depth. */
const OWN = ['nx', 'devDependencies', 'scripts', '@restartix/source'];

/**
 * What a tarball's package.json says. The condition that leads to sources is omitted: Node and Jest compile nothing that
 * is installed, so a consumer whose own workspace uses a condition of that name could not load the package.
 */
export function published(manifest: Manifest): Manifest {
  return JSON.parse(JSON.stringify(manifest), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([key]) => !OWN.includes(key)));
  }) as Manifest;
}
