import type { ReleasePreview } from '@restartix/release/packages';
import { useFakes } from '../testing/use-fakes';
import { previewMarkdown, releasePreview } from './release-preview';
import { releasePreview as command } from './releases';

const mocked: { preview: ReleasePreview } = { preview: { releases: [], changed: [] } };
jest.mock('@restartix/release/packages', () => ({
  ...jest.requireActual<object>('@restartix/release/packages'),
  releasePreview: () => Promise.resolve(mocked.preview),
}));

const fakes = useFakes();

beforeEach(() => {
  fakes.workspace.affect('staging');
});

const NETWORK = {
  name: '@restartix/network',
  version: '1.0.0',
  published: true,
  announced: 'major',
  content: ['src/network.ts'],
  changes: [{ bump: 'major', at: 'Network.vpcId', what: 'is gone' }],
} as const;

const preview = (base: string): Promise<number> => releasePreview(fakes.workspace.context(), { base });

describe('release-preview', () => {
  it('says which packages a change releases and which environments it affects, on the page of the run', async () => {
    mocked.preview = {
      releases: [
        { name: '@restartix/network', bump: 'major', from: '1.0.0', to: '2.0.0' },
        { name: '@restartix/queue', bump: 'first', to: '1.0.0' },
      ],
      changed: [NETWORK],
    };
    expect(await preview('main')).toBe(0);
    const page = fakes.workspace.read('summary');
    expect(page).toContain('| `@restartix/network` | major | `1.0.0 → 2.0.0` |');
    expect(page).toContain('| `@restartix/queue` | first | `1.0.0` |');
    expect(page).toContain('- major: `Network.vpcId` `is gone`');
    expect(page).toContain('| staging | `because of staging` |');
    expect(page).not.toContain('Refused');
  });

  it('fails when a public API breaks unannounced, and says how to announce it', async () => {
    mocked.preview = { releases: [], changed: [{ ...NETWORK, announced: 'minor' }] };
    expect(await preview('main')).toBe(1);
    expect(fakes.workspace.read('summary')).toMatch(/### Refused[\s\S]*Network\.vpcId is gone\nRun npx changeset/);
  });

  it('fails when what is published changes without a changeset', async () => {
    mocked.preview = { releases: [], changed: [{ ...NETWORK, changes: [], announced: undefined }] };
    expect(await preview('main')).toBe(1);
    expect(fakes.workspace.read('summary')).toMatch(
      /### Refused[\s\S]*what is published of it changes[\s\S]*src\/network\.ts/,
    );
    expect(fakes.workspace.read('summary')).not.toMatch(/The public API of/);
  });

  it('says what applies to a package that was never published, and does not fail', async () => {
    mocked.preview = { releases: [], changed: [{ ...NETWORK, published: false, announced: undefined }] };
    expect(await preview('main')).toBe(0);
    expect(fakes.workspace.read('summary')).toMatch(
      /@restartix\/network is not published yet: 1\.0\.0 will be its first/,
    );
  });

  it('says so when nothing is released and nothing is affected', () => {
    const text = previewMarkdown({ preview: { releases: [], changed: [] }, envs: [], notes: [], refusals: [] });
    expect(text).toContain('No package.');
    expect(text).toContain('None.');
  });

  it('refuses to guess the base', async () => {
    await expect(command([], fakes.workspace.context())).rejects.toThrow(/--base is missing/);
  });
});
