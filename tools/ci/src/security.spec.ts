import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@restartix/kit';

const ROOT = workspaceRoot(__dirname);
const PAGE = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

/** The rows of the table of attackers: its cells. */
const ROWS = (PAGE.split('## What each can do at worst')[1] ?? '')
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));

const TESTS = [...PAGE.matchAll(/\[([^\]]+)\]\(\.\.\/([\w/.-]+\.(?:spec|e2e)\.ts)\)/g)].map(
  ([, name = '', file = '']) => ({
    name,
    file,
  }),
);

describe('the threat model', () => {
  it('has rows for everybody who touches the platform', () => {
    const who = ROWS.map(([, first]) => first).join('\n');
    for (const each of [
      /pushes a branch/,
      /fork/,
      /merges/,
      /approves/,
      /laptop/,
      /without an environment/,
      /application/,
    ]) {
      expect(who).toMatch(each);
    }
    expect(ROWS.length).toBeGreaterThan(12);
  });

  it.each(ROWS)('names a test for: %s%s', (...cells) => {
    expect(cells[4]).toMatch(/\]\(\.\.\/[\w/.-]+\.(spec|e2e)\.ts\)/);
  });

  it.each(TESTS)('names a test that exists: $name', ({ name, file }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    // The title, or its first words, as the test's own line has it; a rule's name counts, since each has a test.
    const titles = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:^|[\s(])'((?:[^'\\\n]|\\.)+)'/g)];
    expect(titles.map(([, title = '']) => title).some((title) => title.startsWith(name))).toBe(true);
  });
});
