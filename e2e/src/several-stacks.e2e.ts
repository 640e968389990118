import { inventory } from './aws';
import { TwoStacks } from './two-stacks';

describe('an environment that is split in two stacks', () => {
  let two: TwoStacks;
  beforeAll(async () => {
    two = new TwoStacks();
    await two.open();
    two.synthesize({ stacks: 'one' });
    expect(await two.run('deploy', 'probe')).toExitWith(0);
  });
  afterAll(() => two.close());

  it('is moved without a change, and planned empty', async () => {
    two.synthesize({ stacks: 'two' });
    const before = await inventory(two.workspace.emulatorUrl);
    const moved = await two.run('split-state', 'probe');
    expect(moved).toExitWith(0);
    expect(moved.stdout).toContain('aws_cloudwatch_log_group.logs: probe → probe-foundation');
    expect(moved.stdout).toContain('probe: moved 4 resources; nothing changed in AWS');
    expect(await inventory(two.workspace.emulatorUrl)).toEqual(before);
    const plan = await two.run('plan', 'probe');
    expect(plan.stdout).toContain('probe-foundation: no changes');
    expect(plan.stdout).toContain('\nprobe: no changes');
  });
});
