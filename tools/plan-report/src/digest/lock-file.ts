/** A provider as `.terraform.lock.hcl` pins it. */
export interface LockedProvider {
  readonly version: string;
  readonly hashes: readonly string[];
}

/** The providers of a `.terraform.lock.hcl` by their full source. Terraform writes the file itself, always in this form. */
export function lockedProviders(lockFile: string): Readonly<Record<string, LockedProvider>> {
  const blocks = [...lockFile.matchAll(/^provider "([^"]+)" \{\r?\n([^]*?)^\}/gm)];
  return Object.fromEntries(
    blocks.map(([, source = '', body = '']) => [
      source,
      {
        version: /^\s*version\s*=\s*"([^"]*)"/m.exec(body)?.[1] ?? '',
        hashes: [...body.matchAll(/"((?:h1|zh):[^"]+)"/g)].map(([, hash]) => hash!).sort(),
      },
    ]),
  );
}
