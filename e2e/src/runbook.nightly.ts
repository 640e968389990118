import { spawnSync } from 'node:child_process';
import { fakePlugin, type FakePlugin } from '@restartix/operations/testing';
import { awsJson } from './aws';
import { deployImages, giveSecrets } from './runbook/serving';
import { commandsIn, pageCommands } from './runbook/commands';
import { formOf, namesIn, targetOf } from './runbook/form';
import { EXIT_CODES, exitCodesOf, NOT_RUN, reasonNotToRun, runnable, SUBSTITUTIONS } from './runbook/table';
import { Workspace, type Result } from './workspace';

const COMMANDS = pageCommands();
const RUN = COMMANDS.filter(({ command }) => reasonNotToRun(command) === undefined);
const hasTools = ['aws', 'jq', 'openssl', 'bash'].every(
  (tool) => spawnSync('bash', ['-c', `command -v ${tool}`]).status === 0,
);

(hasTools ? describe : describe.skip)('the pages for whoever is on call', () => {
  let workspace: Workspace;
  let plugin: FakePlugin;
  let environment: NodeJS.ProcessEnv;
  let targets: readonly string[];
  let synthesized: string;
  const forms = new Map<string, Promise<Result>>();

  const shell = (command: string): Promise<Result> => workspace.run('bash', ['-c', command], { env: environment });

  beforeAll(async () => {
    workspace = new Workspace();
    plugin = fakePlugin();
    await workspace.mustNx('run', 'production:deploy:local');
    const url = workspace.emulatorUrl;
    const { KeyMetadata: key } = await awsJson<{ KeyMetadata: { KeyId: string } }>(
      url,
      'kms',
      'TrentService.CreateKey',
      {},
    );
    environment = {
      ...{
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_DEFAULT_REGION: 'eu-central-1',
      },
      ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_PAGER: '' },
      ...{ KEY_ID: key.KeyId, USER: 'on-call', PATH: plugin.path },
    };
    await giveSecrets(url, 'production');
    await deployImages(workspace, 'production');
    const { stdout } = await workspace.mustNx('show', 'project', 'production', '--json');
    targets = Object.keys((JSON.parse(stdout) as { targets: object }).targets);
    synthesized = workspace.read('apps/production/cdktf.out/stacks/production/cdk.tf.json');
  });
  afterAll(async () => {
    plugin?.dispose();
    await workspace.close();
  });

  /** What is wrong with the form of a command; undefined: nothing. */
  async function problemOf(command: string): Promise<string | undefined> {
    const target = targetOf(command);
    if (target !== undefined && !targets.includes(target)) return `there is no target ${target}`;
    const unknown = namesIn(runnable(command)).find((name) => !isName(name));
    if (unknown !== undefined) return `nothing is named ${unknown}`;
    const parsed = await shell(`bash -n <<'END'\n${runnable(command)}\nEND`);
    if (parsed.code !== 0) return parsed.output;
    const form = formOf(runnable(command), reasonNotToRun(command) === undefined);
    if (form === undefined) return undefined;
    if (!forms.has(form)) forms.set(form, shell(form));
    const { code, output } = (await forms.get(form))!;
    return code === 0 ? undefined : output;
  }

  function isName(name: string): boolean {
    // A path of an ARN or a scalable target is made of names.
    return synthesized.includes(name.replace(/^\//, '')) || (name.includes('/') && name.split('/').every(isName));
  }

  it('have commands', () => {
    expect(RUN.length).toBeGreaterThan(100);
  });

  it.each(COMMANDS)('$where: $command is well formed', async ({ command }) => {
    expect(await problemOf(command)).toBeUndefined();
  });

  it.each(RUN)('$where: $command works', async ({ command }) => {
    if (targetOf(command) === 'exec') await letIn();
    const result = await shell(runnable(command));
    const isExpected = exitCodesOf(command).includes(result.code);
    expect(isExpected ? [] : [result.code, result.output]).toEqual([]);
  });

  it('joined sessions with a shell and with the database', () => {
    expect(plugin.joined()?.args[4]).toContain('ecs:restartix-production-cluster_');
  });

  it.each([
    'aws ecs describe-service --cluster restartix-production-cluster --services restartix-production-core-api',
    'aws ecs describe-services --clusters restartix-production-cluster --services restartix-production-core-api',
    'aws ecs describe-services --cluster restartix-production-cluster --services restartix-production-coreapi',
    'aws logs tail /ecs/restartix-production/core --since 10m',
    'npx nx run production:log --service=core-api',
    'npx nx run production:logs --sinse=10m',
    "aws cloudwatch describe-alarms --query 'MetricAlarms[].[AlarmName'",
    'npx nx run production:logs --service=coreapi',
  ])('would not pass with a typo: %s', async (command) => {
    const problem = (await problemOf(command)) ?? (await shell(runnable(command))).code;
    expect(problem).toBeTruthy();
  });

  it('are run as they are, but for what the table says, and the table says nothing of what is not there', () => {
    const all = COMMANDS.map(({ command }) => command);
    for (const [pattern] of [...NOT_RUN, ...EXIT_CODES])
      expect([pattern, all.some((each) => pattern.test(each))]).toEqual([pattern, true]);
    for (const [at, [pattern]] of SUBSTITUTIONS.entries()) {
      const before = all.map((each) =>
        SUBSTITUTIONS.slice(0, at).reduce((text, [from, to]) => text.replace(from, to), each),
      );
      expect([pattern, before.some((each) => each.search(pattern) >= 0)]).toEqual([pattern, true]);
    }
  });

  /** Exec is off: what its section says to do is done by hand here. */
  async function letIn(): Promise<void> {
    const [cluster, service] = ['restartix-production-cluster', 'restartix-production-core-api'];
    const asked = { cluster, service, enableExecuteCommand: true, forceNewDeployment: true };
    await awsJson(workspace.emulatorUrl, 'ecs', 'AmazonEC2ContainerServiceV20141113.UpdateService', asked);
    await shell(`aws ecs wait services-stable --cluster ${cluster} --services ${service}`);
  }
});

describe('the commands of a page', () => {
  it('are the lines of blocks without a language, joined where a line goes on', () => {
    const page =
      '# A\n\n## B\n\n```\none\ntwo \\\n  more\n\nthree |\n  four\n```\n\n```text\nno command\n```\n\n```\nfive\n```\n';
    expect(commandsIn('p', page).map(({ command }) => command)).toEqual([
      'one',
      'two \\\n  more',
      'three |\n  four',
      'five',
    ]);
  });
});
