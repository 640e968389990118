import { findMirror } from '@restartix/terraform';
import { inventory } from './aws';
import { Workspace, type Result } from './workspace';

const provider = findMirror([{ source: 'cloudflare/cloudflare', version: '5.14.0' }]);
const suite = provider ? describe : describe.skip;

suite(
  `the edge, applied${provider ? '' : ' (no mirror has the provider cloudflare/cloudflare 5.14.0: TF_PROVIDER_MIRROR)'}`,
  () => {
    let workspace: Workspace;
    let deployed: Result;

    beforeAll(async () => {
      workspace = new Workspace();
      deployed = await workspace.nx('run', 'staging:deploy:local');
    });
    afterAll(() => workspace.close());

    it('leaves nothing out', () => {
      expect(deployed.code).toBe(0);
      expect(deployed.output).not.toMatch(/Skipped in this local run/);
    });

    it('plans nothing after that', async () => {
      const { stdout } = await workspace.terraform(['plan', 'staging', '--local']);
      expect(stdout.trim().split('\n').at(-1)).toBe('staging: no changes');
    });

    it('takes its records along when it is destroyed', async () => {
      const kinds = async (): Promise<string[]> =>
        Object.keys(await inventory(workspace.emulatorUrl)).filter((kind) => kind.startsWith('cloudflare'));
      expect(await kinds()).not.toEqual([]);
      await workspace.terraform(['destroy', 'staging', '--local']);
      expect(await kinds()).toEqual([]);
    });
  },
);
