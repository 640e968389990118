import { awsJson, awsQuery } from './aws';
import { commandsOf, unprinted, type PageCommand } from './page';
import { Workspace, type Result } from './workspace';

const PAGE = 'docs/first-deployment.md';
/** The services and what has an image beside them, as the page pushes and deploys them. */
const REPOSITORIES = ['core-api', 'telemetry-api', 'clinic', 'portal', 'console', 'pgbouncer', 'backup-runner'];

/**
 * Walks the page with its own commands. What differs from what the page says:
 * - `npx nx run staging:deploy` is `staging:deploy:local`: the emulator is the empty account. A target goes through Nx the first
 *   time, and then as the command behind it;
 * - `docker push` puts a small manifest into the emulator's registry;
 * - the files that values are read from are written here, from the keys that the environment expects;
 * - without Cloudflare's provider a local run makes no token at Cloudflare, so that its secret is given a value here;
 * - the links in the mails are followed by `ConfirmSubscription`.
 */
describe('an empty account, by the page', () => {
  let workspace: Workspace;
  let commands: PageCommand[];
  const through = new Set<string>();

  /** The conclusion: Nx has lines of its own behind it. */
  const lastLine = ({ stdout }: Result): string =>
    stdout.split('\n').findLast((line) => line.startsWith('staging: ')) ?? '';
  const cli = (...args: string[]): Promise<Result> => workspace.terraform([...args, '--local']);

  beforeAll(async () => {
    workspace = new Workspace();
    commands = commandsOf(workspace.read(PAGE));
    await workspace.mustNx('run', 'emulator:start');
  });
  afterAll(() => workspace.close());

  async function push(uri: string): Promise<void> {
    const { repositoryName, imageTag } = /\/(?<repositoryName>[^:]+):(?<imageTag>.+)$/.exec(uri)!.groups!;
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', size: 2, digest: `sha256:${digits(uri)}` },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', size: 2, digest: `sha256:${digits(uri)}` }],
    });
    const body = { repositoryName, imageTag, imageManifest };
    await awsJson(workspace.emulatorUrl, 'ecr', 'AmazonEC2ContainerRegistry_V20150921.PutImage', body);
  }

  async function run({ words, input }: PageCommand): Promise<Result> {
    if (words[0] === 'docker') {
      await push(words.at(-1)!);
      return { code: 0, stdout: '', stderr: '', output: '' };
    }
    const [, , , target = '', ...rest] = words;
    const [env, command] = target.split(':') as [string, string];
    const options = input === undefined ? {} : { input: await valuesOf(input.replace('.env', '')) };
    if (through.has(command)) return workspace.terraform([command, env, '--local', ...rest], options);
    through.add(command);
    return workspace.run(`${workspace.root}/node_modules/.bin/nx`, ['run', `${target}:local`, ...rest], options);
  }

  /** A value for each key that a secret expects. */
  async function valuesOf(secret: string): Promise<string> {
    const { Parameter } = await awsJson<{ Parameter: { Value: string } }>(
      workspace.emulatorUrl,
      'ssm',
      'AmazonSSM.GetParameter',
      { Name: `/restartix/staging/secrets/${secret}` },
    );
    const { keys } = JSON.parse(Parameter.Value) as { keys: Record<string, string> };
    return Object.keys(keys)
      .map((key) => `${key}=value-of-${key}`)
      .join('\n');
  }

  /** Values for secrets that Terraform would write, did it reach Cloudflare. */
  async function giveTokens(): Promise<void> {
    const found = JSON.parse((await cli('secrets', 'staging', '--json')).stdout) as {
      subject: string;
      message: string;
    }[];
    for (const { subject, message } of found.filter((each) => each.subject.includes('cloudflare'))) {
      const { keys } = /^has no value, needs (?<keys>[^;]+)/.exec(message)?.groups ?? {};
      if (keys === undefined) continue;
      const SecretString = JSON.stringify(Object.fromEntries(keys.split(', ').map((key) => [key, 'local'])));
      await awsJson(workspace.emulatorUrl, 'secretsmanager', 'secretsmanager.PutSecretValue', {
        SecretId: subject,
        SecretString,
      });
    }
  }

  /** Runs the commands of a section, and compares what they print with what the page says. */
  async function walk(section: string): Promise<Result[]> {
    const own = commands.filter((each) => each.section === section);
    expect(own.length).toBeGreaterThan(0);
    const results: Result[] = [];
    for (const command of own) {
      const result = await run(command);
      expect({
        command: command.words.join(' '),
        unprinted: unprinted(command, result.output),
        output: result.output,
      }).toMatchObject({
        unprinted: [],
      });
      // These say by their exit code that something is missing.
      const says =
        /:(status|secrets)$/.test(command.words[3] ?? '') && !/nothing is missing|: 0 of /.test(lastLine(result));
      expect(result).toExitWith(says && command.words.length === 4 ? 1 : 0);
      results.push(result);
    }
    return results;
  }

  it('says before anything is there that the state bucket is first', async () => {
    const [status] = await walk('');
    expect(lastLine(status!)).toMatch(/Next: npx nx run bootstrap:deploy:local$/);
  });

  it('makes the account’s own part', () => walk('1. The account'));

  it('deploys an environment whose services wait, and nothing is red', async () => {
    const results = await walk('2. The environment, waiting');
    expect(lastLine(results.at(-1)!)).toMatch(/Next: docker push \S+-backup-runner:<tag>/);
    await giveTokens();
    expect(lastLine(await cli('plan', 'staging'))).toBe('staging: no changes');
    const verify = await cli('verify', 'staging');
    expect(verify).toExitWith(1);
    expect(verify.stdout).toMatch(/^missing {2}service core-api: waits/m);
    expect(verify.stdout).toMatch(/^missing {2}targets of core-api: there are none/m);
    expect(verify.stdout).toMatch(/^missing {2}schedules: off until their images are deployed/m);
    expect(verify.stdout).toMatch(/^ok {7}alarms: none of \d+ is red$/m);
    expect(verify.stdout).not.toMatch(/^missing {2}rollout/m);
  });

  it('refuses a deployment without images, and then one without secrets, by name', async () => {
    const early = await cli('deploy-images', 'staging', '--images=core-api=1.0.0');
    expect(early).toExitWith(1);
    expect(early.stderr).toContain('repository "core-api" has no image tag 1.0.0');
    await walk('3. Images');
    const refused = await cli('deploy-images', 'staging', ...imagesFlag());
    expect(refused).toExitWith(1);
    expect(refused.stderr).toMatch(/secret "restartix\/staging\/clerk", which .*core-api.* has no value/);
    expect(refused.stderr).toContain('npx nx run staging:secrets:local set clerk');
  });

  it('takes the secrets, and shows none of their values', async () => {
    const results = await walk('4. Secrets');
    expect(results.map(({ output }) => output).join('\n')).not.toContain('value-of-');
  });

  it('runs the jobs and starts the services', async () => {
    const [deployed] = await walk('5. Database users, migrations, services');
    expect(deployed!.output.indexOf('database-users')).toBeGreaterThan(-1);
    expect(deployed!.output.indexOf('database-users')).toBeLessThan(deployed!.output.indexOf('migrations'));
    expect((await cli('verify-rollout', 'staging')).stdout).toMatch(/services are stable/);
  });

  it('switches on what waited for images', () => walk('6. Schedules and alarms'));

  it('serves once the subscriptions are confirmed, and not before', async () => {
    const before = await cli('verify', 'staging');
    expect(before).toExitWith(1);
    const missing = before.stdout.split('\n').filter((line) => line.startsWith('missing'));
    expect(missing.filter((line) => !/^missing {2}(subscription|topic) /.test(line))).toEqual([]);
    for (const [, name] of before.stdout.matchAll(/to (\S+): not confirmed/g)) {
      const TopicArn = `arn:aws:sns:eu-central-1:123456789012:${name}`;
      await awsQuery(workspace.emulatorUrl, 'sns', { Action: 'ConfirmSubscription', TopicArn, Token: 'any' });
    }
    await walk('8. It serves');
  });

  it('sees a target that fails its health checks', async () => {
    await behave({ 'restartix-staging-clinic': { healthy: false } });
    const sick = await cli('verify', 'staging');
    await behave({});
    expect(sick).toExitWith(1);
    expect(sick.stdout).toMatch(/^missing {2}targets of clinic: 0 of \d+ healthy: unhealthy, Health checks failed$/m);
  });

  it('deploys the next image beside Terraform, and neither fights the other', () => walk('9. The next deployment'));

  it('goes back by itself from an image that crashes, and from migrations that fail before any service changed', async () => {
    const repository = '111111111111.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api';
    await push(`${repository}:emulator-crash`);
    const crashed = await cli('deploy-images', 'staging', '--images=core-api=emulator-crash');
    expect(crashed).toExitWith(2);
    await push(`${repository}:1.0.2`);
    await behave({ 'restartix-staging-migrations': { exitCode: 3, log: ['relation "patients" already exists'] } });
    const failed = await cli('deploy-images', 'staging', '--images=core-api=1.0.2');
    await behave({});
    expect(failed).toExitWith(1);
    expect(failed.output).toContain('relation "patients" already exists');
    expect(await cli('verify', 'staging')).toExitWith(0);
    expect(lastLine(await cli('plan', 'staging'))).toBe('staging: no changes');
  });

  /** Sets what the tasks of families do. */
  async function behave(families: object): Promise<void> {
    const url = `${workspace.emulatorUrl}/restartix-emulator/tasks`;
    const response = await fetch(url, { method: 'PUT', body: JSON.stringify(families) });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  function imagesFlag(): string[] {
    return [`--images=${REPOSITORIES.map((name) => `${name}=1.0.0`).join(',')}`];
  }
});

/** A digest's worth of digits that differ with the text. */
function digits(text: string): string {
  return Buffer.from(text).toString('hex').slice(-64).padStart(64, '0');
}
