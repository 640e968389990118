import { PREFLIGHT_ACTIONS, type PreflightReport } from '@restartix/preflight';
import { createBucket } from './aws';
import { Workspace, type Result } from './workspace';

const PRODUCTION = 'apps/production/cdktf.out/stacks/production/cdk.tf.json';
/** What only an account with more in it is asked: other clusters, other NAT gateways, a quota that it has no value of. */
const CONDITIONAL = [
  'ec2:DescribeSubnets',
  'ecs:DescribeTasks',
  'ecs:ListTasks',
  'servicequotas:GetAWSDefaultServiceQuota',
];
const ENOUGH = { quotas: { 'fargate/L-3032A538': 100 } };

describe('preflight, as a person runs it', () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = new Workspace();
    await workspace.mustNx('run', 'emulator:start');
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
    await account(ENOUGH);
    await workspace.mustNx('run', 'staging:preflight:local');
    await workspace.mustNx('run', 'production:preflight:local');
  });
  afterAll(() => workspace.close());

  /** Sets facts of the account; everything else is as in a new one. */
  async function account(facts: object): Promise<void> {
    const url = `${workspace.emulatorUrl}/restartix-emulator/account`;
    const response = await fetch(url, { method: 'PUT', body: JSON.stringify(facts) });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  async function preflight(facts: object, ...flags: string[]): Promise<Result> {
    await account(facts);
    return workspace.terraform(['preflight', 'production', '--local', ...flags]);
  }

  it('warns of what a first day still lacks, in one line each, and ends with 0', async () => {
    const result = await preflight(ENOUGH);
    expect(result).toExitWith(0);
    const lines = result.stdout.split('\n').filter((line) => line.startsWith('  '));
    expect(lines.every((line) => line.startsWith('  warning  ') && line.includes(' → '))).toBe(true);
    expect(result.stdout).toContain('secrets: do not exist yet: restartix/production/clerk, ');
    expect(result.stdout).toContain('role AWSServiceRoleForECS: is missing');
    expect(result.stdout.trim()).toMatch(/\nproduction: 0 failures, \d+ warnings, 0 not asked, \d+ ok$/);
  });

  it.each([
    ['a Fargate quota of 6', { quotas: {} }, 'Fargate vCPU: needs 7, 14 while all services are deployed, '],
    [
      'a retired engine',
      { not_offered: ['postgres 16'] },
      'database engine postgres 16: is not offered for new instances',
    ],
    ['a class that is not offered', { not_offered: ['db.t4g.medium'] }, 'instance class db.t4g.medium: is not offered'],
    [
      'a quota on rules that the edge’s addresses exceed',
      { quotas: { 'vpc/L-0EA8095F': 5 } },
      'rules of one security group: needs ',
    ],
    [
      'a token without permission',
      { cloudflare_permissions: ['Account API Tokens Write'] },
      'Cloudflare token: lacks DNS Write, ',
    ],
    ['no advanced certificates', { cloudflare_advanced_certificates: 0 }, 'advanced certificates: the zone has none'],
    ['no Cloudflare for SaaS', { cloudflare_saas: false }, 'Cloudflare for SaaS: is not enabled for the zone'],
  ])('fails for %s, and says what to do', async (_, facts, line) => {
    const result = await preflight({ ...ENOUGH, ...facts });
    expect(result.stdout).toContain(`  FAILURE  ${line}`);
    expect(result).toExitWith(1);
  });

  it('shows the plan of the zone, and that SES is in its sandbox until it is not', async () => {
    const sandbox = await preflight({ ...ENOUGH, cloudflare_plan: 'free' }, '--verbose');
    expect(sandbox.stdout).toContain('is active, on the plan free');
    expect(sandbox.stdout).toContain('SES: in the sandbox');
    expect((await preflight({ ...ENOUGH, ses_production: true })).stdout).not.toContain('SES: in the sandbox');
  });

  it('fails in another account than the configured one', async () => {
    const text = workspace.read(PRODUCTION);
    const json = JSON.parse(text) as { provider: { aws: { allowed_account_ids?: string[] }[] } };
    for (const block of json.provider.aws) block.allowed_account_ids = ['210987654321'];
    workspace.write(PRODUCTION, json);
    const result = await preflight(ENOUGH);
    workspace.write(PRODUCTION, text);
    expect(result.stdout).toContain('FAILURE  account: 123456789012, but production belongs to 210987654321');
    expect(result).toExitWith(1);
  });

  it('takes nothing for ok that it may not ask', async () => {
    const result = await preflight({ ...ENOUGH, denied: PREFLIGHT_ACTIONS }, '--json');
    expect(result).toExitWith(0);
    const { groups } = JSON.parse(result.stdout) as PreflightReport;
    const aws = groups.filter(({ name }) => name !== 'Cloudflare').flatMap(({ findings }) => findings);
    expect(aws.filter(({ subject }) => subject !== 'account').map(({ level }) => level)).not.toContain('ok');
    expect(aws.find(({ subject }) => subject === 'VPCs')?.message).toBe('not asked: needs action ec2:DescribeVpcs');
  });

  it('asks with the actions that it lists, and with no other', () => {
    const { callsFile } = workspace.json<{ callsFile: string }>('.emulator/emulator.json');
    const calls = workspace
      .read(callsFile.slice(workspace.root.length + 1))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { action?: string; operation: string });
    const asked = new Set(calls.flatMap(({ action }) => action ?? []));
    // The bucket that this test makes.
    for (const own of ['sts:GetCallerIdentity', 's3:CreateBucket']) asked.delete(own);
    const listed = PREFLIGHT_ACTIONS.filter((action) => !CONDITIONAL.includes(action));
    expect([...asked].sort()).toEqual([...listed].sort());
  });
});
