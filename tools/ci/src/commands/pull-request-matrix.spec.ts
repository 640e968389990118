import { join } from 'node:path';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { useFakes } from '../testing/use-fakes';
import type { FakeRun } from '../testing/fake-github';
import { pullRequestMatrix } from './pull-request-matrix';
import { stageSynthesis } from './stage-synthesis';

const HEAD = 'c0ffee'.padEnd(40, '0');
const OF_PULL = {
  path: '.github/workflows/synthesize.yml',
  event: 'pull_request',
  head_branch: 'change',
  head_sha: HEAD,
};

const fakes = useFakes();

/** The pull request synthesizes what the default branch does, but for what a test changes. */
beforeEach(() => {
  for (const env of ['bootstrap', 'staging', 'production']) {
    cpSync(stack(env), join(fakes.workspace.root, 'synthesis', env), { recursive: true });
  }
});

function stack(env: string): string {
  return join(fakes.workspace.root, 'apps', env, 'cdktf.out/stacks', env);
}

function synthesizes(env: string, json: object): void {
  fakes.workspace.write(`synthesis/${env}/cdk.tf.json`, json);
}

function drops(env: string): void {
  rmSync(join(fakes.workspace.root, 'synthesis', env), { recursive: true });
}

type Outputs = Record<'envs' | 'by-hand' | 'removed', readonly Record<string, string>[]> & { readonly pull: string };

async function run(of: FakeRun = fakes.github.addRun(OF_PULL), more: Record<string, string> = {}): Promise<Outputs> {
  const args = [`--run=${of.id}`, '--synthesis=synthesis'];
  expect(await pullRequestMatrix(args, fakes.workspace.context({ ...fakes.github.environment, ...more }))).toBe(0);
  const outputs = fakes.workspace.outputs();
  const list = (name: string): readonly Record<string, string>[] => JSON.parse(outputs[name] ?? '') as [];
  return { pull: outputs['pull'] ?? '', envs: list('envs'), 'by-hand': list('by-hand'), removed: list('removed') };
}

describe('pull-request-matrix', () => {
  it('has a job for what the pull request synthesizes otherwise, with the default branch’s role and region', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    const role = { stolen: { name: 'restartix-staging-github-apply' } };
    synthesizes('staging', { provider: { aws: [{ region: 'xx-evil-1' }] }, resource: { aws_iam_role: role } });
    const { pull, envs, ...rest } = await run();
    expect(pull).toBe('7');
    expect(envs).toEqual([
      {
        env: 'staging',
        reason: expect.stringMatching(/changes provider\.aws/),
        region: 'eu-central-1',
        role: 'arn:aws:iam::111111111111:role/restartix-staging-github-plan',
      },
    ]);
    expect(rest).toEqual({ 'by-hand': [], removed: [] });
  });

  it('has none where both synthesize the same', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    expect(await run()).toEqual({ pull: '7', envs: [], 'by-hand': [], removed: [] });
  });

  it('has one where a file that is deployed differs', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    fakes.workspace.write('synthesis/staging/assets/script.sh', 'echo');
    expect((await run()).envs).toMatchObject([{ env: 'staging', reason: 'changes a file that it deploys' }]);
  });

  it('minds no file that Terraform left beside the default branch’s own', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    fakes.workspace.write('apps/staging/cdktf.out/stacks/staging/.terraform.lock.hcl', '');
    expect((await run()).envs).toEqual([]);
    expect(await stageSynthesis(['--to=staged'], fakes.workspace.context())).toBe(0);
    expect(readdirSync(join(fakes.workspace.root, 'staged/staging'))).toEqual(['cdk.tf.json']);
  });

  it('names an environment whose account is not known, and plans the others', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    for (const env of ['staging', 'production']) synthesizes(env, {});
    const accounts = { AWS_ACCOUNTS: '{"staging":"111111111111"}' };
    const { envs, 'by-hand': byHand } = await run(fakes.github.addRun(OF_PULL), accounts);
    expect(envs.map(({ env }) => env)).toEqual(['staging']);
    expect(byHand).toEqual([{ env: 'production', reason: expect.stringMatching(/AWS_ACCOUNTS has nothing/) }]);
  });

  it('plans a fork’s pull request by the same way', async () => {
    fakes.github.addPull({ number: 8 }, HEAD, fakes.github.fork);
    synthesizes('staging', {});
    const of = fakes.github.addRun({ ...OF_PULL, head_repository: fakes.github.fork });
    expect(await run(of)).toMatchObject({ pull: '8', envs: [{ env: 'staging' }] });
  });

  it('names a deleted environment with what stays deployed', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    drops('production');
    const { removed } = await run();
    expect(removed).toEqual([
      { env: 'production', reason: expect.stringMatching(/^1 resources? of .* stay deployed$/) },
    ]);
  });

  it('names a renamed environment, and the one that takes its state over', async () => {
    fakes.github.addPull({ number: 7 }, HEAD);
    drops('production');
    const backend = { s3: { bucket: 'state', key: 'production/terraform.tfstate' } };
    fakes.workspace.write('apps/production/cdktf.out/stacks/production/cdk.tf.json', { terraform: { backend } });
    synthesizes('live', { terraform: { backend } });
    const { removed, 'by-hand': byHand } = await run();
    expect(removed).toMatchObject([{ env: 'production', reason: expect.stringMatching(/live takes its state over$/) }]);
    expect(byHand).toEqual([{ env: 'live', reason: 'it is new' }]);
  });

  it.each([
    ['closed', { state: 'closed' as const }],
    ['pushed to again', { head: 'other' }],
    ['not for the default branch', { base: 'release' }],
  ])(
    'plans nothing when the pull request is %s',
    async (_, { state, head, base }: Record<string, string | undefined>) => {
      const pull = fakes.github.addPull({ number: 7 }, head ?? HEAD);
      fakes.github.pulls[0] = {
        ...pull,
        state: state === 'closed' ? 'closed' : 'open',
        base: { ...pull.base, ref: base ?? 'main' },
      };
      synthesizes('staging', {});
      expect(await run()).toMatchObject({ pull: '', envs: [] });
    },
  );

  it.each([
    ['on push', { event: 'push' }],
    ['of another file', { path: '.github/workflows/evil.yml' }],
  ])('refuses a run %s that has the name of the workflow', async (_, of) => {
    fakes.github.addPull({ number: 7 }, HEAD);
    await expect(run(fakes.github.addRun({ ...OF_PULL, ...of }))).rejects.toThrow(
      /allowed: \.github\/workflows\/synthesize\.yml/,
    );
  });

  it.each(['evil.tf', 'terraform.tfvars.json', 'sub/cdk.tf.json'])('refuses a stack with %s in it', async (file) => {
    fakes.github.addPull({ number: 7 }, HEAD);
    fakes.workspace.write(`synthesis/staging/${file}`, '{}');
    await expect(run()).rejects.toThrow(/is no part of a stack/);
  });
});
