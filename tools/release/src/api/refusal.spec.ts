import type { ApiChange } from './compare';
import { firstVersionNote, refusal, type ChangedApi } from './refusal';

const GONE: ApiChange = { bump: 'major', at: 'Network.vpcId', what: 'is gone' };
const NEW: ApiChange = { bump: 'minor', at: 'Network.vpcArn', what: 'is new' };

const api = (changes: Partial<ChangedApi>): ChangedApi => ({
  name: '@restartix/network',
  version: '1.4.0',
  published: true,
  changes: [NEW],
  announced: 'none',
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

  it.each<[string, Partial<ChangedApi>]>([
    ['an addition is announced', { announced: 'minor' }],
    ['a break is announced', { changes: [GONE], announced: 'major' }],
    ['no version was published yet', { changes: [GONE], published: false }],
  ])('is taken when %s', (_, changes) => {
    expect(refusal(api(changes))).toBeUndefined();
  });

  it('says of a package that nobody has what applies to it', () => {
    expect(firstVersionNote(api({ published: false, version: '1.0.0' }))).toMatch(
      /not published yet: 1\.0\.0 will be its first version/,
    );
    expect(firstVersionNote(api({}))).toBeUndefined();
  });
});
