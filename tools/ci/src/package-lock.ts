/** The parts of a package-lock.json (version 3) that are checked. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Two copies of these in one process break CDKTF: its tokens and `instanceof` checks do not cross copies. */
const SINGLE = /^(cdktf|constructs|@cdktf\/provider-.+)$/;

/**
 * What makes a lock file unfit for other machines: download addresses, a second copy of cdktf, constructs or a
 * provider, a platform's binary that is named but not locked.
 */
export function lockFileProblems(lock: LockFile): string[] {
  return [...downloadAddresses(lock), ...secondCopies(lock), ...unlockedOptionals(lock)];
}

function downloadAddresses({ packages }: LockFile): string[] {
  return Object.entries(packages)
    .filter(([, { resolved }]) => /^(https?|git)[+:]/.test(resolved ?? ''))
    .map(
      ([path, { resolved }]) =>
        `${path} names a download address (${resolved}). Set omit-lockfile-registry-resolved=true in .npmrc and run npm install --package-lock-only.`,
    );
}

function secondCopies({ packages }: LockFile): string[] {
  const copies = new Map<string, string[]>();
  for (const [path, { version, link }] of Object.entries(packages)) {
    const name = nameOf(path);
    if (link || !SINGLE.test(name)) continue;
    copies.set(name, [...(copies.get(name) ?? []), `${path} (${version})`]);
  }
  return [...copies]
    .filter(([, paths]) => paths.length > 1)
    .map(
      ([name, paths]) => `${name} is locked ${paths.length} times: ${paths.join(', ')}. Use one version everywhere.`,
    );
}

function unlockedOptionals({ packages }: LockFile): string[] {
  const locked = new Set(Object.keys(packages).map(nameOf));
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map(
        (name) => `${path} names ${name}, which is not locked: npm ci would fail on that platform. Run npm install.`,
      ),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/')).replace('node_modules/', '');
}
