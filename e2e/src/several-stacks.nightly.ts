import { readdirSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { awsJson, inventory, putObject, s3Object } from './aws';
import { STATE_BUCKET, TwoStacks } from './two-stacks';

const IMAGE = '/restartix/probe/images/core-api';

describe('an environment of two stacks', () => {
  let two: TwoStacks;
  let url: string;
  beforeAll(async () => {
    two = new TwoStacks();
    await two.open();
    url = two.workspace.emulatorUrl;
  });
  afterAll(() => two.close());

  async function service(): Promise<{ image: string; count: number }> {
    const named = { Name: '/probe/service' };
    const { Parameter } = await awsJson<{ Parameter: { Value: string } }>(url, 'ssm', 'AmazonSSM.GetParameter', named);
    return JSON.parse(Parameter.Value) as { image: string; count: number };
  }

  async function expectEmptyPlans(): Promise<void> {
    const plan = await two.run('plan', 'probe');
    expect(plan.stdout).toContain('probe-foundation: no changes');
    expect(plan.stdout).toContain('\nprobe: no changes');
  }

  it('is deployed as one', async () => {
    two.synthesize({ stacks: 'one' });
    expect(await two.run('deploy', 'probe')).toExitWith(0);
  });

  it('is not applied while its state is that of one stack', async () => {
    two.synthesize({ stacks: 'two' });
    const refused = await two.run('deploy', 'probe');
    expect(refused).toExitWith(1);
    expect(refused.output).toContain(
      'aws_cloudwatch_log_group.logs is in the state of probe, and in the configuration of probe-foundation',
    );
    expect(refused.output).toContain('npx nx run probe:split-state:local');
  });

  it('is not moved together with a change', async () => {
    two.synthesize({ stacks: 'two', retentionInDays: 7 });
    const refused = await two.run('split-state', 'probe');
    expect(refused).toExitWith(1);
    expect(refused.output).toContain(
      'Terraform would change 1 resources of probe-foundation after the move; no state was written',
    );
  });

  it('is not moved while another run holds a lock, and after a kill between the states the same command finishes', async () => {
    two.synthesize({ stacks: 'two' });
    expect(await two.run('split-state', 'probe')).toExitWith(0);
    const kept = 'apps/probe/.tf/split-state';
    const [backup = ''] = readdirSync(join(two.workspace.root, kept));
    await putObject(
      url,
      STATE_BUCKET,
      'probe/terraform.tfstate',
      two.workspace.read(`${kept}/${backup}/probe.tfstate`),
    );
    const lock = {
      ID: 'a',
      Operation: 'OperationTypeApply',
      Info: '',
      Who: 'somebody@else',
      Created: '2026-01-01 10:00:00',
    };
    await putObject(url, STATE_BUCKET, 'probe/terraform.tfstate.tflock', JSON.stringify(lock));
    const refused = await two.run('split-state', 'probe');
    expect(refused).toExitWith(1);
    expect(refused.output).toContain('The state of probe is locked: lock held by somebody@else');
    // Of a run of this command that is no more.
    const own = { Operation: 'OperationTypeSplitState', Info: '4194305', Who: `${userInfo().username}@${hostname()}` };
    await putObject(url, STATE_BUCKET, 'probe/terraform.tfstate.tflock', JSON.stringify({ ...lock, ...own }));
    expect((await two.run('split-state', 'probe')).stdout).toContain('probe: moved 4 resources');
    await expect(s3Object(url, STATE_BUCKET, 'probe/terraform.tfstate.tflock')).rejects.toThrow('404');
    await expectEmptyPlans();
    expect((await two.run('split-state', 'probe')).stdout).toContain('nothing to move');
  });

  it('follows the image that a pipeline deploys, though the state of the foundation is older', async () => {
    const uri = (await service()).image.replace(':not-deployed', '@sha256:abc');
    const parameter = { Name: IMAGE, Value: uri, Type: 'String', Overwrite: true };
    await awsJson(url, 'ssm', 'AmazonSSM.PutParameter', parameter);
    expect(await two.run('deploy', 'probe', '--stack=probe')).toExitWith(0);
    expect(await service()).toMatchObject({ image: uri, count: 2 });
  });

  it('goes back to one', async () => {
    const before = await inventory(url);
    two.synthesize({ stacks: 'one and none' });
    expect((await two.run('split-state', 'probe')).stdout).toContain(
      'aws_cloudwatch_log_group.logs: probe-foundation → probe',
    );
    expect(await inventory(url)).toEqual(before);
    two.synthesize({ stacks: 'one' });
    expect((await two.run('plan', 'probe')).stdout).toContain('probe: no changes');
    two.synthesize({ stacks: 'two' });
    expect(await two.run('split-state', 'probe')).toExitWith(0);
  });

  it('is destroyed backwards, and planned as far as it can be when there is nothing', async () => {
    const destroyed = await two.run('destroy', 'probe', '--yes=probe');
    expect(destroyed).toExitWith(0);
    expect(destroyed.output).toMatch(/probe is destroyed[^]*probe-foundation is destroyed/);
    const plan = await two.run('plan', 'probe');
    expect(plan).toExitWith(0);
    expect(plan.stdout).toContain('probe: not planned yet. It takes values of probe-foundation');
  });
});
