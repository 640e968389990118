import { join } from 'node:path';
import getReleasePlan from '@changesets/get-release-plan';
import { publicPackages } from '@restartix/kit';

const ROOT = join(__dirname, '../../../..');

describe('the changesets that wait for a release', () => {
  it('can be released: every package of them is there, and published', async () => {
    const { changesets } = await getReleasePlan(ROOT);
    const published = new Set(publicPackages(ROOT).map(({ name }) => name));
    const named = changesets.flatMap((changeset) => changeset.releases.map(({ name }) => name));
    expect(named.filter((name) => !published.has(name))).toEqual([]);
  });
});
