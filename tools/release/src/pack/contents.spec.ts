import { contentsProblems } from './contents';

const DOCUMENTS = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];
const BUILT = ['dist/queue.js', 'dist/queue.js.map', 'dist/queue.d.ts', 'dist/queue.d.ts.map'];
const WHOLE = [...DOCUMENTS, 'src/queue.ts', ...BUILT];

const problems = (contents: readonly string[]): string[] => contentsProblems({ name: 'queue', contents });

it('takes sources, what is built of them, and data', () => {
  expect(
    problems([...WHOLE, 'schemas/env.json', 'scripts/backup.sh', 'templates/a/__name__.spec.ts.template']),
  ).toEqual([]);
});

it.each([
  'src/queue.spec.ts',
  'src/testing/fake.ts',
  'dist/left-over.js',
  'dist/tsconfig.lib.tsbuildinfo',
  'jest.config.cjs',
  '.npmrc',
  'src/notes.md',
])('refuses %s', (path) => {
  expect(problems([...WHOLE, path])).toContain(`queue: its tarball holds ${path}. See "files".`);
});

it.each(['LICENSE', 'dist/queue.d.ts.map'])('refuses a tarball without %s', (path) => {
  expect(problems(WHOLE.filter((each) => each !== path))).toEqual([`queue: its tarball has no ${path}.`]);
});
