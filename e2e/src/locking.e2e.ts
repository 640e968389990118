import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBucket, inventory, s3Object } from './aws';
import { addEnvironment } from './probe';
import type { State } from './state';
import { Workspace, type Result } from './workspace';

/** The provider waits half a minute for a queue's attributes: an apply that takes its time. */
const QUEUES = {
  imports: `import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';`,
  resources: `
  const first = new SqsQueue(stack, 'first', { name: 'restartix-probe-first' });
  new SqsQueue(stack, 'second', { name: 'restartix-probe-second', dependsOn: [first] });`,
};

const LOCK = 'probe/terraform.tfstate.tflock';

describe('two at once, and one that dies', () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = new Workspace();
    addEnvironment(workspace, 'probe', QUEUES);
    await workspace.mustNx('run', 'emulator:start');
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
    await workspace.mustNx('run', 'probe:synth');
    await workspace.mustNx('run', 'terraform:build');
  });
  afterAll(() => workspace.close());

  const locked = async (): Promise<boolean> =>
    s3Object(workspace.emulatorUrl, 'restartix-tfstate', LOCK).then(Boolean, () => false);

  async function waitFor(what: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 600; i += 1) {
      if (await what()) return;
      await sleep(100);
    }
    throw new Error('waited for a minute');
  }

  /** A deploy that goes on in the background, and its process. */
  function deploy(env: NodeJS.ProcessEnv = {}): { done: Promise<Result>; process: Promise<ChildProcess> } {
    let started: (child: ChildProcess) => void = () => undefined;
    const process = new Promise<ChildProcess>((resolve) => (started = resolve));
    return { done: workspace.terraform(['deploy', 'probe', '--local'], { onStart: started, env }), process };
  }

  const creating = (queue: string) => async (): Promise<boolean> =>
    ((await inventory(workspace.emulatorUrl))['sqs:queue'] ?? []).includes(`restartix-probe-${queue}`);

  it('says to the second run who holds the lock and since when; it waits, or refuses where that is asked', async () => {
    // Another checkout of the same repository: the lock is the state's, not the folder's.
    const { first, second, waited } = await otherCheckout(async (other) => {
      const running = deploy();
      await waitFor(locked);
      await waitFor(creating('first'));
      const env = { EMULATOR_HOME: `${workspace.root}/.emulator` };
      const refused = await other.terraform(['plan', 'probe', '--local', '--lock-timeout=0'], { env });
      return { first: running, second: refused, waited: await other.terraform(['plan', 'probe', '--local'], { env }) };
    });
    expect(waited.output).toMatch(/The state of probe is locked: .* Waiting for it, 10 minutes at most\./);
    expect(waited.output).toMatch(/probe: no changes/);
    expect(waited).toExitWith(0);
    expect(second).toExitWith(1);
    expect(second.output).toMatch(/The state of probe is locked/);
    expect(second.output).toMatch(/\S+@\S+ .*\d{4}-\d{2}-\d{2}/);
    expect(second.output).toMatch(/seconds? ago/);
    expect(second.output).toMatch(/npx nx run probe:unlock:local --id=[0-9a-f-]{36}/);

    const { code, output } = await first.done;
    expect({ code, output }).toExitWith(0);
    expect(await locked()).toBe(false);
  });

  it('stops on an interrupt with the state saved and the lock released', async () => {
    await workspace.terraform(['destroy', 'probe', '--local']);
    const run = deploy();
    await waitFor(creating('first'));
    (await run.process).kill('SIGINT');
    const { code, output } = await run.done;
    expect({ code, output }).toExitWith(130);
    expect(output).toMatch(/state is saved|saves the state/);
    expect(await locked()).toBe(false);
    const state = JSON.parse(
      await s3Object(workspace.emulatorUrl, 'restartix-tfstate', 'probe/terraform.tfstate'),
    ) as State;
    expect(state.resources.map(({ name }) => name)).toEqual(['first']);

    // The queue that was being made is marked as unfinished, and Terraform would make it anew: it is kept.
    const again = await workspace.terraform(['deploy', 'probe', '--local']);
    expect(again.output).toMatch(/The last deploy did not finish/);
    expect(again.output).toMatch(/aws_sqs_queue\.first: its creation did not finish in an earlier run\. It exists/);
    expect(again.output).toMatch(/probe: 1 to create, \d to update, 0 to replace, 0 to destroy/);
    expect(again).toExitWith(0);
  });

  // GitHub interrupts the shell of the step alone, terminates it 7.5 s later, and kills what is left 2.5 s after that.
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
  it('releases the lock within ten seconds when the job of a deployment is cancelled', async () => {
    await workspace.terraform(['destroy', 'probe', '--local']);
    await workspace.mustNx('run', 'ci:build');
    expect(await workspace.terraform(['plan', 'probe', '--local'])).toExitWith(0);
    const { digest } = workspace.json<{ digest: string }>('apps/probe/.tf/plan-summary.json');
    let shell: (child: ChildProcess) => void = () => undefined;
    const started = new Promise<ChildProcess>((resolve) => (shell = resolve));
    workspace.write('.tf-step.sh', deployStep().replaceAll('staging', 'probe'));
    const step = workspace.run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '.tf-step.sh'], {
      onStart: shell,
      env: { DIGEST: digest, REASON: '', AWS_ENDPOINT_URL: workspace.emulatorUrl },
    });
    await waitFor(creating('first'));
    expect(await locked()).toBe(true);

    const cancelled = Date.now();
    const job = await started;
    job.kill('SIGINT');
    const terminated = setTimeout(() => job.kill('SIGTERM'), 7_500);
    const { code, output } = await step;
    clearTimeout(terminated);
    expect({ code, output }).toExitWith(130);
    expect(output).toMatch(/saves the state and releases the lock/);
    expect(await locked()).toBe(false);
    expect(Date.now() - cancelled).toBeLessThan(10_000);
  });

  it('recovers from a killed apply by the command that the error names', async () => {
    await workspace.terraform(['destroy', 'probe', '--local']);
    const run = deploy();
    await waitFor(creating('first'));
    await killTree(await run.process);
    await run.done;
    expect(await locked()).toBe(true);

    const refused = await workspace.terraform(['deploy', 'probe', '--local']);
    expect(refused).toExitWith(1);
    const [, id] = /unlock:local --id=([0-9a-f-]{36})/.exec(refused.output) ?? [];
    expect(id).toMatch(/^[0-9a-f-]{36}$/);

    const wrong = await workspace.terraform([
      'unlock',
      'probe',
      '--local',
      '--id=00000000-0000-0000-0000-000000000000',
    ]);
    expect(wrong).toExitWith(1);
    expect(await locked()).toBe(true);

    const unlocked = await workspace.terraform(['unlock', 'probe', '--local', `--id=${id}`]);
    expect(unlocked).toExitWith(0);
    expect(await locked()).toBe(false);

    const again = await workspace.terraform(['deploy', 'probe', '--local']);
    expect(again).toExitWith(0);
    expect((await workspace.terraform(['plan', 'probe', '--local'])).stdout.trim().split('\n').at(-1)).toBe(
      'probe: no changes',
    );
  });

  /** The very line that deploys in the workflow, for an emulator. */
  function deployStep(): string {
    const lines = workspace.read('.github/workflows/deploy-staging.yml').split('\n');
    const [line = '', ...more] = lines.filter((each) => each.includes(' deploy-approved staging '));
    expect(more).toEqual([]);
    return line.replace(/^\s*- run: /, '').replace('deploy-approved staging', 'deploy-approved staging --local');
  }

  async function otherCheckout<T>(work: (other: Workspace) => Promise<T>): Promise<T> {
    const other = new Workspace();
    try {
      addEnvironment(other, 'probe', QUEUES);
      await other.mustNx('run', 'probe:synth');
      await other.mustNx('run', 'terraform:build');
      return await work(other);
    } finally {
      await other.close();
    }
  }
});

/** Ends the process and what it started at once, as a lost machine would. */
async function killTree(child: ChildProcess): Promise<void> {
  const children = await descendants(child.pid!);
  for (const pid of [child.pid!, ...children]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

async function descendants(pid: number): Promise<number[]> {
  const { spawnSync } = await import('node:child_process');
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([each]) => [each, ...below(each)]);
  return below(pid);
}
