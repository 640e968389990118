import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Git } from './git';

let git: Git;
beforeEach(() => {
  git = new Git(mkdtempSync(join(tmpdir(), 'git-')));
  git.must(['init', '-q', '-b', 'main']);
  write('a', '1');
  git.must(['add', '-A']);
  git.must(['-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '-qm', 'start']);
});
afterEach(() => rmSync(git.root, { recursive: true }));

const write = (name: string, content: string): void => writeFileSync(join(git.root, name), content);

it('names the commit, and tags it once', () => {
  expect(git.head()).toMatch(/^[0-9a-f]{40}$/);
  expect(git.tag('@acme/a@1.0.0')).toBe(true);
  expect(git.tag('@acme/a@1.0.0')).toBe(false);
  expect(git.must(['rev-parse', '@acme/a@1.0.0'])).toBe(git.head());
});

it('lists what is not committed by its whole path', () => {
  expect(git.uncommitted()).toEqual([]);
  write('a', '2');
  write('new file', '');
  expect(git.uncommitted()).toEqual(['a', 'new file']);
});

it('throws in the words of git, and has no lines when it fails', () => {
  expect(() => git.must(['rev-parse', 'nope'])).toThrow(/git rev-parse nope failed: fatal: [^]*\nhint: Run it inside/);
  expect(git.lines(['rev-parse', 'nope'])).toEqual([]);
});
