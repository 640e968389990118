import { spawnSync } from 'node:child_process';
import { Workspace, type Result } from './workspace';

const version = /OpenTofu v(\S+)/.exec(spawnSync('tofu', ['version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
const suite = version ? describe : describe.skip;

suite(`OpenTofu${version ? ` ${version}` : ' (no tofu is on PATH)'} in Terraform's place`, () => {
  const TOFU = { TERRAFORM_BINARY_NAME: 'tofu' };
  const TERRAFORM = { TERRAFORM_BINARY_NAME: 'terraform' };
  let workspace: Workspace;
  let deployed: Result;
  const lastLine = ({ stdout }: Result): string | undefined => stdout.trim().split('\n').at(-1);
  const staging = (command: string, env: NodeJS.ProcessEnv = TOFU, ...flags: string[]): Promise<Result> =>
    workspace.terraform([command, 'staging', '--local', ...flags], { env });

  beforeAll(async () => {
    workspace = new Workspace();
    await workspace.mustNx('run-many', '-t', 'synth', '-p', 'bootstrap,staging');
    await workspace.mustNx('build', 'terraform');
    deployed = await staging('deploy');
  });
  afterAll(() => workspace.close());

  it('deploys staging, ephemeral secrets and write-only passwords included, and says who does', () => {
    expect(deployed.output).toContain(`Preparing OpenTofu ${version} for staging`);
    expect(deployed.output).toMatch(/Applied \d+ changes to staging/);
    expect(deployed.output).not.toContain('Terraform');
    expect(deployed).toExitWith(0);
  });

  it('plans nothing after that, and the reports name it', async () => {
    expect(lastLine(await staging('plan'))).toBe('staging: no changes');
    expect(workspace.json('apps/staging/.tf/plan-summary.json')).toMatchObject({ program: `OpenTofu ${version}` });
    expect(workspace.read('apps/staging/.tf/plan.md')).toContain(`OpenTofu ${version}`);
  });

  it('plans one change as one change, and applies it', async () => {
    workspace.edit('apps/staging/src/config.ts', '      maxCapacity: 3,', '      maxCapacity: 4,');
    await workspace.mustNx('run', 'staging:synth');
    const changed = await staging('deploy');
    expect(changed.stdout).toContain('max_capacity: 3 → 4');
    expect(changed.stdout).toContain('staging: 0 to create, 1 to update, 0 to replace, 0 to destroy');
    expect(changed.output).toMatch(/Applied 1 change to staging/);
  });

  it('sees no drift, no lock, and the outputs', async () => {
    expect(lastLine(await staging('drift'))).toBe('staging: no drift');
    expect(lastLine(await staging('unlock'))).toBe('staging: not locked');
    expect(JSON.parse((await staging('output')).stdout)).toHaveProperty('vpc_id');
    expect(await staging('validate')).toExitWith(0);
  });

  it('hands over to Terraform and takes over again: neither plans a change in what the other deployed', async () => {
    expect(lastLine(await staging('plan', TERRAFORM))).toBe('staging: no changes');
    expect(workspace.json('apps/staging/.tf/plan-summary.json')).toMatchObject({
      program: expect.stringMatching(/^Terraform /) as string,
    });
    expect(lastLine(await staging('plan'))).toBe('staging: no changes');
  });

  it('destroys it again', async () => {
    expect(await staging('destroy')).toExitWith(0);
    expect(lastLine(await staging('plan'))).toMatch(/^staging: \d\d\d to create, 0 to update/);
  });
});
