import type { Packed } from './pack';

const REQUIRED = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];

/** Data that sources read: schemas, scripts, templates of generators. */
const DATA = /\.(json|sh|sql|template)$/;
const TESTS = /(^|\/)testing\/|\.spec\.(?!.*template$)/;

/** What a tarball holds that it must not, and lacks that it must have: sources, exactly what is built of them, and data. */
export function contentsProblems({ name, contents }: Pick<Packed, 'name' | 'contents'>): string[] {
  const built = contents
    .flatMap((path) => /^src\/(.+)\.ts$/.exec(path)?.[1] ?? [])
    .flatMap((source) => ['js', 'js.map', 'd.ts', 'd.ts.map'].map((end) => `dist/${source}.${end}`));
  const required = [...REQUIRED, ...built];
  const isAllowed = (path: string): boolean =>
    !TESTS.test(path) && (required.includes(path) || /^src\/.+\.ts$/.test(path) || DATA.test(path));
  return [
    ...contents.filter((path) => !isAllowed(path)).map((path) => `${name}: its tarball holds ${path}. See "files".`),
    ...required.filter((path) => !contents.includes(path)).map((path) => `${name}: its tarball has no ${path}.`),
  ];
}
