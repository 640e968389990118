import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkedOut, type Commit, named, stepFrom } from './commit';

const root = mkdtempSync(join(tmpdir(), 'commits-'));
afterAll(() => rmSync(root, { recursive: true }));

const git = (...args: readonly string[]): string => {
  const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...author, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
};
const commit = (subject: string): Commit => {
  git('commit', '--allow-empty', '-qm', subject);
  return checkedOut(root)!;
};

describe('a commit that is deployed after another', () => {
  let first: Commit;
  let third: Commit;
  let aside: Commit;
  beforeAll(() => {
    git('init', '-qb', 'main');
    first = commit('Make the network');
    commit('Add a zone');
    third = commit('Raise a limit');
    git('checkout', '-qb', 'aside', first.sha);
    aside = commit('Try something');
  });

  it('goes forward when it has all that is deployed', () => {
    expect(stepFrom(first, third, root)).toEqual({ kind: 'forward' });
    expect(stepFrom(third, third, root)).toEqual({ kind: 'forward' });
  });

  it('goes back when what is deployed came later, and names what is taken back', () => {
    expect(stepFrom(third, first, root)).toEqual({
      kind: 'back',
      count: 2,
      later: [expect.stringMatching(/^[0-9a-f]+ Raise a limit$/), expect.stringMatching(/ Add a zone$/)],
    });
  });

  it('goes aside when each has what the other has not', () => {
    expect(stepFrom(third, aside, root)).toMatchObject({ kind: 'aside', count: 2 });
  });

  it.each([
    ['2999-01-01T00:00:00Z', true],
    ['1999-01-01T00:00:00Z', false],
  ])('is told by its time alone where the clone does not have the deployed one, of %s', (at, older) => {
    expect(stepFrom({ sha: 'f'.repeat(40), at }, third, root)).toEqual({ kind: 'unknown', older });
  });

  it('says when files were changed and not committed', () => {
    writeFileSync(join(root, 'config.ts'), '');
    expect(named(checkedOut(root)!)).toMatch(/^[0-9a-f]{7} of \d{4}-\d\d-\d\d, with uncommitted changes$/);
  });

  it('is none outside of a clone', () => {
    expect(checkedOut(tmpdir())).toBeUndefined();
  });
});
