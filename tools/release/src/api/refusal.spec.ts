import type { ApiChange } from './compare';
import { firstVersionNote, refusal, type ChangedPackage } from './refusal';

const GONE: ApiChange = { bump: 'major', at: 'Network.vpcId', what: 'is gone' };
const NEW: ApiChange = { bump: 'minor', at: 'Network.vpcArn', what: 'is new' };

const api = (changes: Partial<ChangedPackage>): ChangedPackage => ({
  name: '@restartix/network',
  version: '1.4.0',
  published: true,
  changes: [NEW],
  content: ['src/network.ts'],
  announced: undefined,
  ...changes,
});

describe('a change of a public API', () => {
  it('is refused when no changeset names the package', () => {
    expect(refusal(api({}))).toBe(
      [
        '@restartix/network: its public API changes, which is minor, and no changeset of this change names @restartix/network:',
        '  Network.vpcArn is new',
        'Run npx changeset, choose @restartix/network and minor.',
      ].join('\n'),
    );
  });

  it('is refused when it breaks and the changeset is not major, with what breaks alone', () => {
    const text = refusal(api({ changes: [GONE, NEW], announced: 'minor' }));
    expect(text).toMatch(
      /which is major, and its changeset says minor:\n {2}Network\.vpcId is gone\nRun npx changeset/,
    );
    expect(text).toMatch(/under a heading "## Upgrade"/);
    expect(text).not.toMatch(/vpcArn/);
  });

  it.each<[string, Partial<ChangedPackage>]>([
    ['an addition is announced', { announced: 'minor' }],
    ['a break is announced', { changes: [GONE], announced: 'major' }],
    ['no version was published yet', { changes: [GONE], published: false }],
  ])('is taken when %s', (_, changes) => {
    expect(refusal(api(changes))).toBeUndefined();
  });

  it('is not hidden by "none"', () => {
    expect(refusal(api({ announced: 'none' }))).toMatch(/no changeset of this change names/);
  });

  it('says of a package that nobody has what applies to it', () => {
    expect(firstVersionNote(api({ published: false, version: '1.0.0' }))).toMatch(
      /not published yet: 1\.0\.0 will be its first version/,
    );
    expect(firstVersionNote(api({}))).toBeUndefined();
  });
});

describe('a change of what is published that changes no API', () => {
  const content = (changes: Partial<ChangedPackage>): string | undefined => refusal(api({ changes: [], ...changes }));

  it('is refused when no changeset names the package, with the command that fixes it', () => {
    expect(content({})).toBe(
      [
        '@restartix/network: what is published of it changes, and no changeset of this change names @restartix/network:',
        '  src/network.ts',
        'Run npx changeset and choose @restartix/network: patch for a fix, minor for an addition, major where an upgrade needs somebody. Where users notice nothing (a comment, say), write "none" for its bump in the changeset.',
      ].join('\n'),
    );
  });

  it('names a few of many files', () => {
    const text = content({ content: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `src/${name}.ts`) });
    expect(text).toMatch(/ {2}src\/e\.ts\n {2}and 2 more\n/);
  });

  it.each<[string, Partial<ChangedPackage>]>([
    ['a patch is announced', { announced: 'patch' }],
    ['somebody says that nobody notices', { announced: 'none' }],
    ['no version was published yet', { published: false }],
  ])('is taken when %s', (_, changes) => {
    expect(content(changes)).toBeUndefined();
  });
});
