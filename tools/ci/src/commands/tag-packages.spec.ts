import { useFakes } from '../testing/use-fakes';
import { tagPackages } from './tag-packages';

const SHA = 'a'.repeat(40);

const fakes = useFakes();

beforeEach(() => {
  const packages = ['core', 'network'].map((name) => ({ name: `@restartix/${name}`, version: '1.2.0' }));
  fakes.workspace.write('dist/packages/packages.json', JSON.stringify({ packages }));
});

const tag = (...args: string[]): Promise<number> =>
  tagPackages(args, fakes.workspace.context(fakes.github.environment));

describe('tag-packages', () => {
  it('tags each version that was packed', async () => {
    expect(await tag(`--sha=${SHA}`)).toBe(0);
    expect([...fakes.github.refs]).toEqual([
      ['refs/tags/@restartix/core@1.2.0', SHA],
      ['refs/tags/@restartix/network@1.2.0', SHA],
    ]);
  });

  it('leaves a tag that is there, and makes the others', async () => {
    fakes.github.refs.set('refs/tags/@restartix/core@1.2.0', 'b'.repeat(40));
    expect(await tag(`--sha=${SHA}`)).toBe(0);
    expect([...fakes.github.refs.values()]).toEqual(['b'.repeat(40), SHA]);
  });

  it('fails when GitHub refuses for another reason', async () => {
    fakes.github.failures.push({ status: 403, method: 'POST' });
    await expect(tag(`--sha=${SHA}`)).rejects.toThrow(/GitHub answered 403/);
  });

  it('fails when nothing was packed, or no commit is named', async () => {
    fakes.workspace.write('dist/packages/packages.json', '{}');
    await expect(tag(`--sha=${SHA}`)).rejects.toThrow(
      'dist/packages/packages.json is not there, or lists no packages.',
    );
    await expect(tag()).rejects.toThrow('--sha is missing.');
  });
});
