import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace, type Result } from './workspace';

const SOURCE = 'libs/encryption-key/src/encryption-key.ts';
const CHANGESET = '.changeset/upgrade.md';

/** Each case changes the library that protects what cannot be had again, and rehearses the upgrade from 1.0.0. */
describe('the rehearsal of an upgrade', () => {
  let workspace: Workspace;
  let original: string;
  beforeAll(async () => {
    workspace = new Workspace();
    original = workspace.read(SOURCE);
    spawnSync('git', ['tag', '@restartix/encryption-key@1.0.0'], { cwd: workspace.root });
    await workspace.mustNx('run', 'ci:build');
  });
  afterAll(() => workspace.close());
  afterEach(() => {
    workspace.write(SOURCE, original);
    rmSync(join(workspace.root, CHANGESET), { force: true });
  });

  const rehearse = (): Promise<Result> =>
    workspace.run(process.execPath, ['tools/ci/dist/cli.js', 'rehearse-upgrades', '--example=minimal']);
  const announce = (bump: string, text: string): void =>
    workspace.write(CHANGESET, `---\n'@restartix/encryption-key': ${bump}\n---\n\n${text}\n`);
  const rename = (): void => {
    workspace.edit(SOURCE, "new KmsKey(this, 'key', {", "new KmsKey(this, 'cmk', {");
  };

  it('has nothing to say of a refactoring, and applies nothing for it', async () => {
    workspace.edit(SOURCE, 'config.rotationPeriodInDays ?? 365', 'config.rotationPeriodInDays ?? 300 + 65');
    const { code, output } = await rehearse();
    expect(output.trim()).toBe('No upgrade loses data unannounced.');
    expect({ code, output }).toExitWith(0);
  });

  it('prints what a changed default changes in place', async () => {
    workspace.edit(SOURCE, 'config.rotationPeriodInDays ?? 365', 'config.rotationPeriodInDays ?? 180');
    const { code, output } = await rehearse();
    expect(output).toContain('### Upgrading @restartix/encryption-key from 1.0.0');
    expect(output).toMatch(/^- change `aws_kms_key` in place: rotation_period_in_days \(e\.g\. `aws_kms_key\.\w+`\)$/m);
    expect({ code, output }).toExitWith(0);
    expect(workspace.read('tools/release/reports/release-notes.md')).toContain('rotation_period_in_days');
  });

  it('refuses a construct that is renamed without a moved block', async () => {
    rename();
    announce('minor', 'A better name.');
    const { code, output } = await rehearse();
    expect({ code, output }).toExitWith(1);
    expect(output).toMatch(/An upgrade of @restartix\/encryption-key would lose data/);
    expect(output).toMatch(/destroy aws_kms_key\.\w+_key: everything encrypted with it/);
    expect(output).toContain('moved block');
  });

  it('takes the same rename with its moved block', async () => {
    rename();
    workspace.edit(
      SOURCE,
      '    this.alias = new KmsAlias(',
      "    this.key.moveFromId(`aws_kms_key.${id.replace(/-/g, '_')}_key`);\n    this.alias = new KmsAlias(",
    );
    const { code, output } = await rehearse();
    expect(output).toMatch(/minimal: 0 to create, 0 to update, 0 to replace, 0 to destroy, 1 moved/);
    expect(output).toMatch(/- know `aws_kms_key\.\w+_key` as `aws_kms_key\.\w+_cmk`, and change nothing/);
    expect({ code, output }).toExitWith(0);
  });

  it('takes a loss that a major changeset announces with a guide, and says it in the notes', async () => {
    rename();
    announce('major', 'Another key.\n\n## Upgrade\n\nEncrypt again what the old key protects, then upgrade.');
    const { code, output } = await rehearse();
    expect(output).toMatch(/- \*\*destroy\*\* `aws_kms_key`/);
    expect({ code, output }).toExitWith(0);
  });
});
