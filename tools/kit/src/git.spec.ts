import { Git } from './git';
import { Scratch } from './testing/scratch';

let scratch: Scratch;
let git: Git;
beforeEach(() => {
  scratch = new Scratch();
  git = new Git(scratch.root);
  scratch.write('a', '1');
  scratch.commit();
});
afterEach(() => scratch.dispose());

it('names the commit, and tags it once', () => {
  expect(git.head()).toMatch(/^[0-9a-f]{40}$/);
  expect(git.tag('@acme/a@1.0.0')).toBe(true);
  expect(git.tag('@acme/a@1.0.0')).toBe(false);
  expect(git.must(['rev-parse', '@acme/a@1.0.0'])).toBe(git.head());
});

it('lists what is not committed by its whole path', () => {
  expect(git.uncommitted()).toEqual([]);
  scratch.write('a', '2');
  scratch.write('new file', '');
  expect(git.uncommitted()).toEqual(['a', 'new file']);
});

it('throws in the words of git, and has no lines when it fails', () => {
  expect(() => git.must(['rev-parse', 'nope'])).toThrow(/git rev-parse nope failed: fatal: [^]*\nhint: Run it inside/);
  expect(git.lines(['rev-parse', 'nope'])).toEqual([]);
});
