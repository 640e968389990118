import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createBucket, s3Object } from './aws';
import { addEnvironment } from './probe';
import { Workspace, type Result } from './workspace';

/** Every way in which a configuration meets the value of a secret. */
const SECRETS = {
  imports: `import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Fn, TerraformOutput } from 'cdktf';`,
  resources: `
  const size = 30;
  new SqsQueue(stack, 'queue', { name: 'restartix-probe-queue', visibilityTimeoutSeconds: size });
  const secret = new SecretsmanagerSecret(stack, 'plain', { name: 'restartix-probe-plain' });
  new SecretsmanagerSecretVersion(stack, 'plain_version', {
    secretId: secret.id,
    secretString: JSON.stringify({ token: 'the-plain-secret' }),
  });
  const hidden = new SecretsmanagerSecret(stack, 'hidden', { name: 'restartix-probe-hidden' });
  const written = new SecretsmanagerSecretVersion(stack, 'hidden_version', { secretId: hidden.id });
  written.addOverride('secret_string_wo', '\${jsonencode({"token" = "the-hidden-secret"})}');
  written.addOverride('secret_string_wo_version', 1);
  const read = new DataAwsSecretsmanagerSecretVersion(stack, 'read', { secretId: written.secretId });
  new TerraformOutput(stack, 'token', { value: Fn.lookup(Fn.jsondecode(read.secretString), 'token', ''), sensitive: true });
  stack.addOverride('ephemeral', { aws_secretsmanager_secret_version: { opened: { secret_id: '\${aws_secretsmanager_secret_version.hidden_version.secret_id}' } } });
  const copy = new SecretsmanagerSecret(stack, 'copy', { name: 'restartix-probe-copy' });
  const copied = new SecretsmanagerSecretVersion(stack, 'copy_version', { secretId: copy.id });
  copied.addOverride('secret_string_wo', '\${jsondecode(ephemeral.aws_secretsmanager_secret_version.opened.secret_string).token}');
  copied.addOverride('secret_string_wo_version', size);`,
};

const STATE = 'probe/terraform.tfstate';

describe('a plan without secrets', () => {
  let workspace: Workspace;
  const sized = (size: number): void => {
    const main = 'apps/probe/src/main.ts';
    workspace.write(main, workspace.read(main).replace(/size = \d+/, `size = ${size}`));
  };

  beforeAll(async () => {
    workspace = new Workspace();
    addEnvironment(workspace, 'probe', SECRETS);
    await workspace.mustNx('run', 'emulator:start');
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
    await workspace.mustNx('run', 'probe:synth');
    await workspace.mustNx('run', 'terraform:build');
    const deployed = await workspace.terraform(['deploy', 'probe', '--local']);
    expect(deployed).toExitWith(0);
  });
  afterAll(() => workspace.close());

  interface Planned {
    readonly result: Result;
    readonly reports: readonly string[];
    readonly calls: readonly string[];
  }

  async function run(...words: string[]): Promise<Planned> {
    const log = `${workspace.root}/.emulator/calls.jsonl`;
    const before = readFileSync(log, 'utf8').length;
    const result = await workspace.terraform(words);
    expect(result).toExitWith(0);
    const calls = readFileSync(log, 'utf8')
      .slice(before)
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { operation: string }).operation);
    const work = `${workspace.root}/apps/probe/.tf`;
    const reports = ['plan.md', 'plan-summary.json'].map((name) => readFileSync(`${work}/${name}`, 'utf8'));
    return { result, reports, calls };
  }

  const SECRET_OR_LOCK = /GetSecretValue|GetRandomPassword|PutObject|DeleteObject|^(Create|Update|Delete|Put|Set|Tag)/;

  it.each([30, 60])('says what a whole plan says, by calls that read no secret and take no lock (%d)', async (size) => {
    sized(size);
    await workspace.mustNx('run', 'probe:synth');
    const state = await s3Object(workspace.emulatorUrl, 'restartix-tfstate', STATE);
    const whole = await run('plan', 'probe', '--local');
    const without = await run('plan', 'probe', '--local', '--without-secrets');
    expect(without.reports).toEqual(whole.reports);
    expect(without.reports[1]).toContain(size === 30 ? '"update": 0' : '"update": 1');
    expect(whole.calls.filter((call) => SECRET_OR_LOCK.test(call))).toEqual(
      expect.arrayContaining(['GetSecretValue', 'PutObject', 'DeleteObject']),
    );
    expect(without.calls.filter((call) => SECRET_OR_LOCK.test(call))).toEqual([]);
    expect(without.calls).toEqual(
      expect.arrayContaining(['GetQueueAttributes', 'DescribeSecret', 'ListSecretVersionIds']),
    );
    expect(await s3Object(workspace.emulatorUrl, 'restartix-tfstate', STATE)).toBe(state);
  });

  it('leaves neither a plan to apply nor its copy of the state', async () => {
    await run('plan', 'probe', '--local', '--without-secrets');
    const work = `${workspace.root}/apps/probe/.tf`;
    expect(readdirSync(work).filter((name) => /^(scratch|tfplan\.)/.test(name))).toEqual([]);
    expect(existsSync(`${work}/plan.html`)).toBe(true);
  });

  it('compares what is real, without the values of secrets', async () => {
    const { result, calls } = await run('drift', 'probe', '--local', '--without-secrets');
    expect(result.output).toMatch(/values of secrets were not read/);
    expect(result.output).toMatch(/probe: no drift/);
    expect(calls.filter((call) => SECRET_OR_LOCK.test(call))).toEqual([]);
  });
});
