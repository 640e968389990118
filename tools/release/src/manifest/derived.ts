import { KEY_ORDER, type ExportTarget, type Manifest } from './manifest';

const REPOSITORY = 'https://github.com/restartix/infrastructure';

/** What every tarball holds, and what none does: tests and their helpers, and the compiler's notes. */
const FILES = ['dist', 'src', 'CHANGELOG.md', '!**/*.spec.ts', '!**/testing/**', '!**/*.tsbuildinfo'];

const isTaken = (pattern: string): boolean => !pattern.startsWith('!');

/** What follows from the folder, the name and the exports of a public package; nobody writes it by hand. */
export function derived(folder: string, manifest: Manifest): Partial<Manifest> {
  const own = (manifest.files ?? []).filter((each) => !FILES.includes(each));
  const paths = subpaths(manifest);
  return {
    files: [...FILES.filter(isTaken), ...own, ...FILES.filter((each) => !isTaken(each))],
    type: 'commonjs',
    main: './dist/index.js',
    types: './dist/index.d.ts',
    exports: { './package.json': './package.json', ...dataOf(manifest), ...mapped(paths, exportOf) },
    ...(paths.length > 1 ? { typesVersions: { '*': typesOf(paths) } } : {}),
    sideEffects: false,
    engines: { node: '>=20.20.0' },
    repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: folder },
    homepage: `${REPOSITORY}/tree/main/${folder}#readme`,
    bugs: { url: `${REPOSITORY}/issues` },
    license: 'MIT',
    publishConfig: { access: 'restricted' },
  };
}

/** The same manifest with what follows filled in, its keys in the order. */
export function completed(folder: string, manifest: Manifest): Manifest {
  return ordered(manifest.private ? manifest : { ...manifest, ...derived(folder, manifest) });
}

/** The keys in the order that all manifests have; those that it does not name come last. */
export function ordered<T extends object>(manifest: T): T {
  const rank = (key: string): number => {
    const at = (KEY_ORDER as readonly string[]).indexOf(key);
    return at < 0 ? KEY_ORDER.length : at;
  };
  return Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => rank(a) - rank(b))) as T;
}

/** Each path that can be imported with the source behind it: `./postgres` → `postgres/index`. */
export function subpaths({ exports = {} }: Manifest): [string, string][] {
  return Object.entries(exports).flatMap(([path, target]): [string, string][] => {
    const source = typeof target === 'string' ? undefined : target['types'];
    return source === undefined ? [] : [[path, source.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '')]];
  });
}

/** What other programs read by its path, such as a list of generators. */
function dataOf({ exports = {} }: Manifest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(exports).filter((each): each is [string, string] => /\.json$/.test(String(each[1]))),
  );
}

function mapped(paths: [string, string][], to: (source: string) => ExportTarget): Record<string, ExportTarget> {
  return Object.fromEntries(paths.map(([path, source]) => [path, to(source)]));
}

/** The source serves this workspace alone: it is omitted from what is packed. */
function exportOf(source: string): ExportTarget {
  return {
    '@restartix/source': `./src/${source}.ts`,
    types: `./dist/${source}.d.ts`,
    default: `./dist/${source}.js`,
  };
}

/** For compilers that look for types as Node 10 did: they do not read `exports`. */
function typesOf(paths: [string, string][]): Record<string, readonly string[]> {
  return Object.fromEntries(
    paths.filter(([path]) => path !== '.').map(([path, source]) => [path.slice(2), [`./dist/${source}.d.ts`]]),
  );
}
