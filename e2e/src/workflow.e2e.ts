import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AUTHOR, BOT, FakeGitHub } from '@restartix/ci/testing';
import { awsJson, createBucket } from './aws';
import { addEnvironment } from './probe';
import { Workspace, type Result } from './workspace';

/** One log group, and the role by which workflows know that they deploy this environment. */
const LOGS = {
  imports: `import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';`,
  resources: `
  new CloudwatchLogGroup(stack, 'logs', { name: '/restartix-probe/logs', retentionInDays: 3 });
  new IamRole(stack, 'plan', {
    name: 'restartix-probe-github-plan',
    assumeRolePolicy: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
  });`,
};
const SOURCE = 'apps/probe/src/main.ts';
const PULL = 7;
const HEADS = { first: 'a'.repeat(40), second: 'c'.repeat(40) };
const FILES = ['plan.md', 'plan.html', 'plan-summary.json'];

/** The workflows' commands, in the workflows' order, with GitHub's API and AWS on this machine. */
describe('from a pull request to a deployment', () => {
  let workspace: Workspace;
  let github: FakeGitHub;
  let runs = 0;

  beforeAll(async () => {
    github = await FakeGitHub.start();
    workspace = new Workspace();
    addEnvironment(workspace, 'probe', LOGS);
    await workspace.mustNx('run-many', '-t', 'build', '-p', 'ci,terraform');
    await workspace.mustNx('run', 'emulator:start');
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
  });
  afterAll(async () => {
    await workspace.close();
    await github.close();
  });

  /** A step of a workflow: what it handed on, and how it ended. */
  async function step(...args: string[]): Promise<Result & { readonly outputs: Record<string, string> }> {
    const output = join(workspace.root, 'tmp-output');
    rmSync(output, { force: true });
    const result = await workspace.run(process.execPath, [join(workspace.root, 'tools/ci/dist/cli.js'), ...args], {
      env: {
        ...github.environment,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: join(workspace.root, 'tmp-summary'),
        GITHUB_RUN_ID: String(runs),
        AWS_ACCOUNTS: '{"probe":"123456789012"}',
      },
    });
    const text = existsSync(output) ? readFileSync(output, 'utf8') : '';
    const blocks = text.matchAll(/^([\w-]+)<<(end-\S+)\n([\s\S]*?)\n\2$/gm);
    return { ...result, outputs: Object.fromEntries([...blocks].map(([, name = '', , value = '']) => [name, value])) };
  }

  /** A pull request that changes the probe. */
  function opened(head: string, from: string, to: string): void {
    workspace.edit(SOURCE, from, to);
    github.addPull({ number: PULL }, head);
  }

  /** What synthesize.yml does for a pull request, which is what the workspace holds; returns its run. */
  async function synthesized(head: string): Promise<number> {
    const ref = {
      path: '.github/workflows/synthesize.yml',
      event: 'pull_request',
      head_branch: 'change',
      head_sha: head,
    };
    const { id } = github.addRun(ref);
    await workspace.mustNx('run-many', '-t', 'synth');
    const { code, output } = await step('stage-synthesis', `--to=runs/${id}/synthesis`);
    expect({ code, output }).toExitWith(0);
    return id;
  }

  /** What plan.yml does, on the default branch: matrix, plan of the data, upload, comment. Returns the comment. */
  async function planned(head: string, from: string, to: string): Promise<string> {
    opened(head, from, to);
    const run = await synthesized(head);
    workspace.edit(SOURCE, to, from);
    await workspace.mustNx('run-many', '-t', 'synth');
    const { outputs } = await step('pull-request-matrix', `--run=${run}`, `--synthesis=runs/${run}/synthesis`);
    expect(outputs['pull']).toBe(String(PULL));
    expect(JSON.parse(outputs['envs'] ?? '')).toEqual([
      {
        env: 'probe',
        reason: expect.stringContaining('changes aws_cloudwatch_log_group.logs'),
        region: 'eu-central-1',
        role: 'arn:aws:iam::123456789012:role/restartix-probe-github-plan',
      },
    ]);
    const taken = await step('take-synthesis', 'probe', `--from=runs/${run}/synthesis`);
    expect(taken).toExitWith(0);
    const plan = await workspace.run(process.execPath, [terraform(), 'plan', 'probe', '--local']);
    expect(plan).toExitWith(0);
    const { id } = github.addRun();
    runs = id;
    const artifact = `plan-probe-${head}`;
    upload(`runs/${id}/${artifact}`);
    github.addArtifact(artifact, { ...github.runs.at(-1)!, id });
    const { code, output } = await step(
      'comment-plan',
      `--pull=${PULL}`,
      `--head=${head}`,
      `--envs=${outputs['envs']}`,
      `--plans=runs/${id}`,
    );
    expect({ code, output }).toExitWith(0);
    const comments = github.comments.get(PULL) ?? [];
    return comments.map(({ body }) => body).join();
  }

  function terraform(): string {
    return join(workspace.root, 'tools/terraform/dist/cli.js');
  }

  function upload(folder: string): void {
    mkdirSync(join(workspace.root, folder), { recursive: true });
    for (const file of FILES) cpSync(join(workspace.root, 'apps/probe/.tf', file), join(workspace.root, folder, file));
  }

  function merged(head: string, merge: string): void {
    const open = github.pulls.findIndex(({ head: { sha } }) => sha === head);
    github.pulls[open] = { ...github.pulls[open]!, state: 'closed', merged_at: '2026-01-03', merge_commit_sha: merge };
  }

  /** What deploy-staging.yml does for a commit of the default branch, on a fresh machine. */
  async function deployed(merge: string): Promise<Result> {
    rmSync(join(workspace.root, 'apps/probe/.tf/plan-summary.json'), { force: true });
    await workspace.mustNx('run', 'probe:synth');
    const { outputs } = await step('merged-plan', 'probe', `--sha=${merge}`);
    const reviewed = `--reviewed=runs/${outputs['run']}/${outputs['artifact']}`;
    const why = `--reason=${outputs['reason']}`;
    const request = await step('show-request', 'probe', reviewed, why, `--approved-by=${outputs['approved-by']}`);
    expect(request).toExitWith(0);
    return step('deploy-approved', 'probe', '--local', `--digest=${request.outputs['digest']}`, why, reviewed);
  }

  async function retention(): Promise<number | undefined> {
    const { logGroups } = await awsJson<{ logGroups: { retentionInDays?: number }[] }>(
      workspace.emulatorUrl,
      'logs',
      'Logs_20140328.DescribeLogGroups',
      { logGroupNamePrefix: '/restartix-probe/' },
    );
    return logGroups[0]?.retentionInDays;
  }

  it('deploys on the merge exactly what was planned as data, commented and approved', async () => {
    const comment = await planned(HEADS.first, 'retentionInDays: 3', 'retentionInDays: 7');
    expect(comment).toMatch(/^<!-- plan:probe -->\n\n## probe/);
    expect(comment).toContain('2 to create');
    github.addReview(PULL, { commit_id: HEADS.first });
    merged(HEADS.first, 'bbbb2222');
    workspace.edit(SOURCE, 'retentionInDays: 3', 'retentionInDays: 7');
    const { code, output } = await deployed('bbbb2222');
    expect({ code, output }).toExitWith(0);
    expect(await retention()).toBe(7);
    expect(workspace.read('tmp-summary')).toMatch(
      /# Request to deploy probe[\s\S]*approved by \| bob \|[\s\S]*# probe is deployed/,
    );
  });

  it('applies nothing that only its author approved', async () => {
    await planned(HEADS.second, 'retentionInDays: 7', 'retentionInDays: 14');
    github.addReview(PULL, { commit_id: HEADS.second, user: AUTHOR });
    merged(HEADS.second, 'dddd4444');
    workspace.edit(SOURCE, 'retentionInDays: 7', 'retentionInDays: 14');
    const { code, output } = await deployed('dddd4444');
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/Approved: none/);
    expect(output).toMatch(/alice approves their own change/);
    expect(await retention()).toBe(7);
  });

  it('refuses a plan that changed after it was approved, says what changed, and applies nothing', async () => {
    github.addReview(PULL, { commit_id: HEADS.second });
    // Another merge came first: on the default branch the same code now plans more.
    workspace.edit(SOURCE, 'retentionInDays: 14', "retentionInDays: 14, kmsKeyId: 'arn:aws:kms:eu-central-1:1:key/1'");
    const { code, output } = await deployed('dddd4444');
    expect(github.comments.get(PULL)).toEqual([expect.objectContaining({ user: BOT })]);
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/The plan is not the approved one, and nothing was applied/);
    expect(output).toMatch(/Since the approval:\n.*~ update aws_cloudwatch_log_group\.logs: kms_key_id/);
    expect(await retention()).toBe(7);
    expect(workspace.read('tmp-summary')).toMatch(/# probe was not deployed[\s\S]*Since the approval/);
  });

  it('refuses what nobody reviewed', async () => {
    const { code, output } = await deployed('eeee5555');
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/Approved: none/);
    expect(output).toMatch(/eeee555 is not the merge of a pull request/);
    expect(await retention()).toBe(7);
  });

  /** What drift.yml does for the probe. */
  async function look(): Promise<number> {
    const { code } = await step('drift-all', 'probe', '--local');
    const folder = join(workspace.root, 'drift/drift-probe');
    mkdirSync(folder, { recursive: true });
    for (const file of ['drift.md', 'plan.md', 'drift-result.json']) {
      cpSync(join(workspace.root, 'apps/probe/.tf', file), join(folder, file));
    }
    await step('drift-issues', '--envs=[{"env":"probe","reason":""}]', '--results=drift');
    return code;
  }

  it('reports the merge that was refused at night, until it is reverted', async () => {
    expect(await look()).toBe(2);
    const title = 'probe: the default branch is not applied';
    expect(github.issues).toEqual([expect.objectContaining({ state: 'open', title })]);
    expect(github.issues[0]?.body).toMatch(/retention_in_days: 7 → 14/);
    workspace.edit(SOURCE, "retentionInDays: 14, kmsKeyId: 'arn:aws:kms:eu-central-1:1:key/1'", 'retentionInDays: 7');
    await workspace.mustNx('run', 'probe:synth');
    expect(await look()).toBe(0);
    expect(github.issues).toEqual([expect.objectContaining({ state: 'closed', title })]);
  });

  it('sees what was changed behind its back, keeps an issue about it, and closes it', async () => {
    github.issues.length = 0;
    const change = (retentionInDays: number): Promise<unknown> =>
      awsJson(workspace.emulatorUrl, 'logs', 'Logs_20140328.PutRetentionPolicy', {
        logGroupName: '/restartix-probe/logs',
        retentionInDays,
      });
    await change(30);
    expect(await look()).toBe(2);
    const title = 'probe was changed outside Terraform';
    expect(github.issues).toEqual([expect.objectContaining({ state: 'open', title })]);
    expect(github.issues[0]?.body).toMatch(/retention_in_days: 7 → 30/);
    await change(7);
    expect(await look()).toBe(0);
    expect(github.issues).toEqual([expect.objectContaining({ state: 'closed', title })]);
  });

  // Needs the AWS CLI, as GitHub's runners have it.
  (spawnSync('aws', ['--version']).status === 0 ? it : it.skip)(
    'reads Cloudflare’s token for the one command that needs it',
    async () => {
      workspace.write('apps/edge/cdktf.out/stacks/edge/cdk.tf.json', {
        terraform: { required_providers: { cloudflare: {} } },
        provider: { aws: [{ region: 'eu-central-1' }] },
      });
      const token = 'a-token-of-cloudflare-0123456789';
      await awsJson(workspace.emulatorUrl, 'secretsmanager', 'secretsmanager.CreateSecret', {
        Name: 'restartix/edge/cloudflare-plan',
        ClientRequestToken: '00000000-0000-0000-0000-000000000000',
        SecretString: JSON.stringify({ CLOUDFLARE_API_TOKEN: token }),
      });
      const cli = join(workspace.root, 'tools/ci/dist/cli.js');
      const command = ['edge', 'plan', '--', process.execPath, '-p', 'process.env.CLOUDFLARE_API_TOKEN'];
      const { stdout, code, output } = await workspace.run(process.execPath, [cli, 'cloudflare-token', ...command], {
        env: {
          AWS_ENDPOINT_URL: workspace.emulatorUrl,
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          GITHUB_ACTIONS: 'true',
        },
      });
      expect({ code, output }).toExitWith(0);
      expect(stdout.trim().split('\n')).toEqual([`::add-mask::${token}`, token]);
    },
  );
});
