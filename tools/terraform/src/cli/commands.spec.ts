import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanSummary } from '@restartix/plan-report';
import {
  main,
  captured,
  CONFIGURATION,
  LOCK,
  fakeWorkspace,
  type FakeWorkspace,
  type Script,
} from '../testing/fake-workspace';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));

const event = (value: object): string => `echo '${JSON.stringify(value)}'`;
const PLANNED = {
  resource_changes: [
    {
      address: 'aws_vpc.main',
      mode: 'managed',
      type: 'aws_vpc',
      name: 'main',
      change: {
        actions: ['create'],
        before: null,
        after: { cidr_block: '10.0.0.0/16', token: 'CANARY' },
        after_sensitive: { token: true },
      },
    },
  ],
};
const CHANGES: Readonly<Record<string, Script>> = {
  plan: 'exit 2',
  show: event(PLANNED),
  apply: [
    event({ type: 'apply_start', hook: { resource: { addr: 'aws_vpc.main' }, action: 'create' } }),
    event({ type: 'apply_complete', hook: { resource: { addr: 'aws_vpc.main' }, action: 'create' } }),
    event({ type: 'outputs', outputs: { vpc: { sensitive: false, value: 'vpc-1' }, token: { sensitive: true } } }),
  ].join('\n'),
};
const failure = (summary: string, detail = ''): Script =>
  `${event({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail } })}\nexit 1`;

let workspace: FakeWorkspace;
let printed: ReturnType<typeof captured>;
const use = (scripts: Readonly<Record<string, Script>> = {}, env?: string): void => {
  workspace = fakeWorkspace(scripts, env);
};
const summary = (): PlanSummary =>
  JSON.parse(readFileSync(join(workspace.work, 'plan-summary.json'), 'utf8')) as PlanSummary;

beforeEach(() => (printed = captured()));
afterEach(() => {
  printed.restore();
  workspace.dispose();
});

describe('the account', () => {
  const inAccount = (account: string): void => {
    const provider = { aws: [{ region: 'eu-central-1', allowed_account_ids: [account] }] };
    writeFileSync(join(workspace.stack, 'cdk.tf.json'), JSON.stringify({ ...CONFIGURATION, provider }));
  };

  test('is in the first line of a plan, with its alias, the region and the role', async () => {
    use(CHANGES);
    inAccount('123456789012');
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(printed.err().split('\n')[0]).toBe(
      'staging: AWS account 123456789012 (example), eu-central-1, role Admin (jo)',
    );
  });

  test('is refused before anything starts where it is another than the environment’s', async () => {
    use(CHANGES);
    inAccount('999999999999');
    for (const command of ['plan', 'drift', 'deploy', 'destroy', 'unlock', 'output', 'migrate-state']) {
      expect(await main([command, 'staging'])).toBe(1);
      expect(printed.err()).toMatch(
        /staging is in account 999999999999, and your credentials are for 123456789012 \(role Admin \(jo\)\)\. Nothing was started\.[^]*AWS_PROFILE/,
      );
    }
    expect(workspace.calls().filter((call) => !/^version/.test(call))).toEqual([]);
  });
});

describe('plan', () => {
  test('ends with the headline, keeps the plan to its owner, and leaves three reports without a secret', async () => {
    use(CHANGES);
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(printed.out().split('\n').at(-1)).toBe('staging: 1 to create, 0 to update, 0 to replace, 0 to destroy');
    expect(summary()).toMatchObject({ env: 'staging', target: 'cloud', counts: { create: 1 } });
    expect(statSync(join(workspace.work, 'tfplan')).mode & 0o077).toBe(0);
    expect(statSync(workspace.work).mode & 0o077).toBe(0);
    for (const name of ['plan-summary.json', 'plan.md', 'plan.html']) {
      expect(readFileSync(join(workspace.work, name), 'utf8')).toContain('aws_vpc.main');
    }
    const logs = join(workspace.work, 'logs');
    const files = [...readdirSync(logs).map((name) => join('logs', name)), 'plan-summary.json', 'plan.md', 'plan.html'];
    for (const name of files) expect(readFileSync(join(workspace.work, name), 'utf8')).not.toContain('CANARY');
  });

  test('says what it was given, and has the digest that it has without', async () => {
    use(CHANGES);
    await main(['plan', 'staging']);
    const { digest, run } = summary();
    expect(run?.flags ?? []).toEqual([]);
    expect(await main(['plan', 'staging', '--allow-data-loss=aws_s3_bucket.a'])).toBe(0);
    expect(summary()).toMatchObject({ digest, run: { flags: ['--allow-data-loss=aws_s3_bucket.a'] } });
    expect(printed.out()).toContain('given --allow-data-loss=aws_s3_bucket.a');
  });

  test('without changes does not ask Terraform a second time', async () => {
    use({ plan: 'exit 0' });
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(printed.out()).toBe('staging: no changes');
    expect(workspace.calls().some((call) => call.startsWith('show'))).toBe(false);
  });

  test('leaves nothing but configuration and lock file where it ran', async () => {
    use(CHANGES);
    await main(['plan', 'staging']);
    expect(readdirSync(workspace.stack).sort()).toEqual(['.terraform.lock.hcl', 'cdk.tf.json']);
  });

  describe('of a state that another run has locked', () => {
    const LOCKED = failure(
      'Error acquiring the state lock',
      'Lock Info:\\n  ID:        abc-1\\n  Who:       ann@laptop\\n  Created:   2026-11-23 19:32:38.7 +0000 UTC',
    );
    const attempts = (): string[] =>
      workspace.calls().flatMap((call) => /^plan .*-lock-timeout=(\S+)/.exec(call)?.[1] ?? []);

    test('says who has it, waits, and goes on', async () => {
      use({ plan: `case "$*" in *-lock-timeout=0s*)\n${LOCKED};; esac` });
      expect(await main(['plan', 'staging'])).toBe(0);
      expect(printed.err()).toMatch(/locked: lock held by ann@laptop since .*Waiting for it, 10 minutes at most\./);
      expect(attempts()).toEqual(['0s', '600s']);
    });

    test('fails when the time is over', async () => {
      use({ plan: LOCKED });
      expect(await main(['deploy', 'staging', '--lock-timeout=0.5'])).toBe(1);
      expect(printed.err()).toMatch(/npx nx run staging:unlock --id=abc-1/);
      expect(attempts()).toEqual(['0s', '30s']);
    });

    test('does not wait where that is asked', async () => {
      use({ plan: LOCKED });
      expect(await main(['plan', 'staging', '--lock-timeout=0'])).toBe(1);
      expect(attempts()).toEqual(['0s']);
    });
  });

  test("throws away a killed run's plan", async () => {
    use(CHANGES);
    mkdirSync(workspace.work, { recursive: true });
    writeFileSync(join(workspace.work, 'tfplan.999999999'), 'secret');
    await main(['plan', 'staging']);
    expect(readdirSync(workspace.work).filter((name) => name.startsWith('tfplan'))).toEqual(['tfplan']);
  });
});

describe('init', () => {
  const inits = (): number => workspace.calls().filter((call) => call.startsWith('init')).length;

  test('runs once, and the version is asked once', async () => {
    use(CHANGES);
    await main(['plan', 'staging']);
    await main(['plan', 'staging']);
    expect(inits()).toBe(1);
    expect(workspace.calls().filter((call) => call === 'version')).toHaveLength(1);
  });

  test.each<[string, (configuration: string) => void]>([
    [
      'the backend',
      (file) => rewrite(file, { backend: { s3: { ...CONFIGURATION.terraform.backend.s3, key: 'other' } } }),
    ],
    [
      'a provider',
      (file) => rewrite(file, { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } }),
    ],
    ['the lock file', () => writeFileSync(join(workspace.work, '..', '.terraform.lock.hcl'), `${LOCK}# more`)],
  ])('runs again when %s changes', async (_, change) => {
    use(CHANGES);
    await main(['plan', 'staging']);
    change(join(workspace.stack, 'cdk.tf.json'));
    await main(['plan', 'staging']);
    expect(inits()).toBe(2);
  });

  test('does not run again when a resource changes', async () => {
    use(CHANGES);
    await main(['plan', 'staging']);
    rewrite(join(workspace.stack, 'cdk.tf.json'), {}, { resource: { aws_vpc: { a: {} } } });
    await main(['plan', 'staging']);
    expect(inits()).toBe(1);
  });

  test('runs again after a failure', async () => {
    use({ init: 'exit 1' });
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(inits()).toBe(2);
  });

  describe('the lock file in git', () => {
    const committed = (): string => join(workspace.work, '..', '.terraform.lock.hcl');
    const SEEN = {
      ...CHANGES,
      init: 'cat .terraform.lock.hcl > seen; echo more >> .terraform.lock.hcl; mkdir -p "$TF_DATA_DIR/providers"; echo {} > "$TF_DATA_DIR/terraform.tfstate"',
    };

    test('is what a run in the cloud installs by, read-only', async () => {
      use(SEEN);
      await main(['init', 'staging']);
      expect(workspace.calls().find((call) => call.startsWith('init'))).toContain('-lockfile=readonly');
      // Terraform would take out what the stack does not require.
      const [platforms = '', aws = ''] = LOCK.split(/^(?=provider )/m);
      expect(aws).toContain('hashicorp/aws');
      for (const name of ['seen', '.terraform.lock.hcl'])
        expect(readFileSync(join(workspace.stack, name), 'utf8')).toBe(platforms + aws);
      expect(readFileSync(committed(), 'utf8')).toBe(LOCK);
      expect(existsSync(join(workspace.work, 'terraform.lock.hcl'))).toBe(false);
    });

    test.each([
      ['a missing file', () => '', 'lacks aws 5.100.0, the platform'],
      ['another version', () => LOCK.replace('5.100.0', '5.99.0'), 'lacks aws 5.100.0: '],
      ['a provider without a hash', () => LOCK.replace('"h1:AAAA",', ''), 'lacks aws 5.100.0: '],
      ['another platform', () => LOCK.replace(/# Platforms: .*/, '# Platforms: plan9_arm'), 'lacks the platform'],
    ])('with %s stops a run in the cloud before Terraform, with the command', async (_, lock, lacks) => {
      use(SEEN);
      writeFileSync(committed(), lock());
      expect(await main(['plan', 'staging'])).toBe(1);
      expect(printed.err()).toContain(`apps/staging/.terraform.lock.hcl ${lacks}`);
      expect(printed.err()).toContain('npx nx run staging:lock-providers');
      expect(workspace.calls().filter((call) => call !== 'version')).toEqual([]);
    });

    test('is not needed to validate, nor used where it lacks something', async () => {
      use({ ...SEEN, validate: 'exit 0' });
      writeFileSync(committed(), LOCK.replace(/# Platforms: .*/, ''));
      expect(await main(['validate', 'staging'])).toBe(0);
      expect(readFileSync(join(workspace.stack, 'seen'), 'utf8')).toBe('');
      expect(readFileSync(join(workspace.work, 'terraform.lock.hcl'), 'utf8')).toBe('more\n');
    });

    test('is written for the platforms by lock-providers, from the registry', async () => {
      use({ providers: `cat providers.tf.json > ../seen; printf 'provider "x" {}\\n' > .terraform.lock.hcl` });
      expect(await main(['lock-providers', 'staging', '--platform=linux_amd64', '--platform=plan9_arm'])).toBe(0);
      expect(workspace.calls()).toContain('providers lock -no-color -platform=linux_amd64 -platform=plan9_arm');
      expect(readFileSync(committed(), 'utf8')).toBe('# Platforms: linux_amd64, plan9_arm\nprovider "x" {}\n');
      expect(JSON.parse(readFileSync(join(workspace.work, 'seen'), 'utf8'))).toEqual({
        terraform: { required_providers: { aws: { source: 'aws', version: '5.100.0' } } },
      });
    });

    test('stays when the registry does not answer', async () => {
      use({ providers: 'echo "Error: Could not connect to registry" >&2; exit 1' });
      expect(await main(['lock-providers', 'staging'])).toBe(1);
      expect(printed.err()).toContain('cannot lock the providers of staging: Error: Could not connect to registry');
      expect(readFileSync(committed(), 'utf8')).toBe(LOCK);
    });
  });
});

describe('a plan that moves what runs to another VPC', () => {
  const replaced = (type: string, forcing: string, more: object = {}): object => ({
    address: `${type}.main`,
    mode: 'managed',
    type,
    name: 'main',
    change: {
      actions: ['delete', 'create'],
      before: { name: 'main', [forcing]: 'old' },
      after: { name: 'main', [forcing]: 'new' },
      replace_paths: [[forcing]],
    },
    action_reason: 'replace_because_cannot_update',
    ...more,
  });
  const planning = (...changes: object[]): void => use({ ...CHANGES, show: event({ resource_changes: changes }) });
  const applies = (): boolean => workspace.calls().some((call) => call.startsWith('apply'));

  test.each([
    ['a VPC', 'aws_vpc', 'cidr_block'],
    ['a target group', 'aws_lb_target_group', 'vpc_id'],
    ['a security group', 'aws_security_group', 'vpc_id'],
  ])(
    'is refused for %s before anything is touched, approved or not, with the steps that work',
    async (_, type, forcing) => {
      planning(replaced(type, forcing));
      expect(await main(['plan', 'staging'])).toBe(0);
      expect(printed.err()).toContain(`Cannot be deployed. AWS would refuse the plan of staging half-way`);
      expect(await main(['deploy', 'staging', `--approve=${summary().digest}`])).toBe(1);
      expect(printed.err()).toContain(
        `  replace ${type}.main (${forcing}): what runs cannot move to another VPC in place`,
      );
      expect(printed.err()).toContain('npx nx g @restartix/nx-cdktf:env NAME --like=staging');
      expect(applies()).toBe(false);
    },
  );

  test.each([
    ['a VPC that was not finished', replaced('aws_vpc', 'cidr_block', { action_reason: 'replace_because_tainted' })],
    ['a security group under another name', replaced('aws_security_group', 'name')],
    ['a subnet', replaced('aws_subnet', 'vpc_id')],
  ])('is none for %s', async (_, change) => {
    planning(change);
    await main(['plan', 'staging']);
    expect(await main(['deploy', 'staging', `--approve=${summary().digest}`])).toBe(0);
    expect(applies()).toBe(true);
  });
});

describe('deploy', () => {
  const applied = (): boolean => workspace.calls().some((call) => call.startsWith('apply'));

  test('without a terminal applies nothing, and says how to approve', async () => {
    use(CHANGES);
    expect(await main(['deploy', 'staging'])).toBe(1);
    expect(printed.err()).toContain(`npx nx run staging:deploy --approve=${summary().digest}`);
    expect(applied()).toBe(false);
  });

  test('applies the approved digest, exactly the plan that was shown, and then throws the plan away', async () => {
    use(CHANGES);
    await main(['plan', 'staging']);
    expect(await main(['deploy', 'staging', `--approve=${summary().digest}`])).toBe(0);
    const [planned, apply] = ['plan', 'apply'].map((name) =>
      workspace
        .calls()
        .filter((call) => call.startsWith(name))
        .at(-1)!,
    );
    expect(apply!.split(' ').at(-1)).toBe(/-out=(\S+)/.exec(planned!)![1]);
    expect(printed.err()).toContain('[1/1] aws_vpc.main created in 0s');
    expect(printed.err()).toMatch(/vpc = "vpc-1"\n {2}token = \(sensitive\)\nApplied 1 change to staging in 0s\./);
    expect(readdirSync(workspace.work).filter((name) => name.startsWith('tfplan'))).toEqual([]);
  });

  test('refuses another plan than the approved one, and says what changed since', async () => {
    use(CHANGES);
    await main(['plan', 'staging']);
    const { digest, ...approved } = summary();
    const reviewed = { ...approved, digest: 'sha256:reviewed', changes: [] };
    writeFileSync(join(workspace.work, 'plan-summary.json'), JSON.stringify(reviewed));
    expect(await main(['deploy', 'staging', '--approve=sha256:reviewed'])).toBe(1);
    expect(printed.err()).toContain('Since the approval:\n  + create aws_vpc.main');
    expect(printed.err()).toContain(`--approve=${digest}`);
    expect(applied()).toBe(false);
  });

  test('without changes applies nothing', async () => {
    use({ plan: 'exit 0' });
    expect(await main(['deploy', 'staging'])).toBe(0);
    expect(printed.out()).toBe('staging: no changes');
    expect(applied()).toBe(false);
  });

  test('a failure says what failed, what was made, and how to go on', async () => {
    const diagnostic = (address: string): string =>
      event({
        type: 'diagnostic',
        diagnostic: { severity: 'error', summary: 'creating Queue: AccessDenied', address },
      });
    use({
      ...CHANGES,
      apply: `${CHANGES['apply']}\n${diagnostic('aws_sqs_queue.q')}\n${diagnostic('aws_sqs_queue.r')}\nexit 1`,
    });
    await main(['plan', 'staging']);
    expect(await main(['deploy', 'staging', `--approve=${summary().digest}`])).toBe(1);
    expect(printed.err()).toContain(
      'Terraform apply failed for staging, with 2 errors:\n\ncreating Queue: AccessDenied\n  aws_sqs_queue.q\n  aws_sqs_queue.r\n\n1 change',
    );
    expect(printed.err()).toContain('1 change applied to staging in 0s; the state has recorded them.');
    expect(printed.err()).toContain('npx nx run staging:deploy');
    expect(printed.err()).toMatch(/Full log: \S+-apply-\d+\.log/);
  });

  test('a state that could not be saved is saved at once by a second attempt', async () => {
    use({ ...CHANGES, apply: 'echo precious > errored.tfstate\nexit 1', state: 'exit 0' });
    await main(['plan', 'staging']);
    expect(await main(['deploy', 'staging', `--approve=${summary().digest}`])).toBe(1);
    const kept = join(workspace.work, 'errored.tfstate');
    expect(workspace.calls()).toContain(`state push -no-color ${kept}`);
    expect(printed.err()).toContain('a second attempt saved it');
    expect(existsSync(kept)).toBe(false);
  });

  test('a state that could not be saved twice is kept, and saved by the next run', async () => {
    use({
      ...CHANGES,
      apply: 'echo precious > errored.tfstate\nexit 1',
      state: 'case "$2" in push) [ -f pushable ];; esac',
    });
    await main(['plan', 'staging']);
    const deploy = ['deploy', 'staging', `--approve=${summary().digest}`];
    expect(await main(deploy)).toBe(1);
    const kept = join(workspace.work, 'errored.tfstate');
    expect(readFileSync(kept, 'utf8')).toBe('precious\n');
    expect(printed.err()).toContain(kept);
    writeFileSync(join(workspace.stack, 'pushable'), '');
    await main(['plan', 'staging']);
    expect(workspace.calls()).toContain(`state push -no-color ${kept}`);
    expect(existsSync(kept)).toBe(false);
  });

  test('the lock that keeps it from being pushed is named, with the command that releases it', async () => {
    const lock =
      'Error: Error acquiring the state lock\\n\\nLock Info:\\n  ID:        a1b2\\n  Who:       runner@host\\n';
    use({ ...CHANGES, state: `printf '${lock}' >&2; exit 1` });
    mkdirSync(workspace.work, { recursive: true });
    writeFileSync(join(workspace.work, 'errored.tfstate'), 'precious');
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(printed.err()).toMatch(/lock held by runner@host[^]*unlock --id=a1b2/);
    expect(printed.err()).not.toContain('differs from it');
    expect(existsSync(join(workspace.work, 'errored.tfstate'))).toBe(true);
  });

  test('nothing is planned over a state that cannot be saved', async () => {
    use({ ...CHANGES, state: 'echo "Error: cannot import state with lineage" >&2; exit 1' });
    mkdirSync(workspace.work, { recursive: true });
    writeFileSync(join(workspace.work, 'errored.tfstate'), 'precious');
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(printed.err()).toContain('the only record');
    expect(workspace.calls().some((call) => call.startsWith('plan'))).toBe(false);
    expect(existsSync(join(workspace.work, 'errored.tfstate'))).toBe(true);
  });
});

describe('production', () => {
  test.each(['deploy', 'destroy'])('%s takes one more flag, and does nothing without it', async (command) => {
    use(CHANGES, 'production');
    expect(await main([command, 'production'])).toBe(1);
    expect(printed.err()).toContain(`npx nx run production:${command} --production`);
    expect(workspace.calls()).toEqual([]);
  });

  const replaced = {
    resource_changes: [
      {
        address: 'aws_rds_cluster.db',
        mode: 'managed',
        type: 'aws_rds_cluster',
        name: 'db',
        change: { actions: ['delete', 'create'], before: { engine: 'a' }, after: { engine: 'b' } },
      },
    ],
  };
  const applied = (): boolean => workspace.calls().some((call) => call.startsWith('apply'));
  const deploy = async (...flags: string[]): Promise<number> => {
    await main(['plan', 'production']);
    return main(['deploy', 'production', '--production', `--approve=${summary().digest}`, ...flags]);
  };

  test('deploy refuses to replace a database, though the plan is approved', async () => {
    use({ ...CHANGES, show: event(replaced) }, 'production');
    expect(await deploy()).toBe(1);
    expect(printed.err()).toContain('replace aws_rds_cluster.db: the database and its automated backups');
    expect(printed.err()).toContain('npx nx run production:deploy --production --allow-data-loss=aws_rds_cluster.db');
    expect(applied()).toBe(false);
    expect(await deploy('--allow-data-loss=aws_rds_cluster.database')).toBe(1);
    expect(printed.err()).toContain('aws_rds_cluster.database is not in the plan');
    expect(applied()).toBe(false);
  });

  test('deploy replaces it once its address is allowed', async () => {
    use({ ...CHANGES, show: event(replaced) }, 'production');
    expect(await deploy('--allow-data-loss=aws_rds_cluster.db')).toBe(0);
    expect(applied()).toBe(true);
  });

  test('how to approve names the words that were given already', async () => {
    use({ ...CHANGES, show: event(replaced) }, 'production');
    await main(['deploy', 'production', '--production', '--allow-data-loss=aws_rds_cluster.db']);
    expect(printed.err()).toContain(
      `npx nx run production:deploy --production --allow-data-loss=aws_rds_cluster.db --approve=${summary().digest}`,
    );
  });

  test('destroy with its flag takes a database with it, for that is what was asked', async () => {
    use({ ...CHANGES, show: event(replaced) }, 'production');
    expect(await main(['destroy', 'production', '--production', '--yes=production'])).toBe(0);
    expect(applied()).toBe(true);
    expect(printed.out()).toContain('DATA LOSS');
    expect(printed.out()).not.toContain('--allow-data-loss');
  });
});

describe('destroy', () => {
  test('without a terminal takes the name of the environment', async () => {
    use(CHANGES);
    expect(await main(['destroy', 'staging', '--yes=stagin'])).toBe(1);
    expect(printed.err()).toContain('"stagin" is not the environment’s name');
    expect(await main(['destroy', 'staging', '--yes=staging'])).toBe(0);
    expect(workspace.calls().some((call) => call.startsWith('plan') && call.includes('-destroy'))).toBe(true);
  });

  test('names every resource that is protected', async () => {
    const detail = (name: string): string => `Resource aws_s3_bucket.${name} has lifecycle.prevent_destroy set`;
    use({
      plan: `${failure('Instance cannot be destroyed', detail('a')).replace('\nexit 1', '')}\n${failure('Instance cannot be destroyed', detail('b'))}`,
    });
    expect(await main(['destroy', 'staging', '--yes=staging'])).toBe(1);
    expect(printed.err()).toContain(
      'Protected by prevent_destroy: aws_s3_bucket.a, aws_s3_bucket.b. Nothing was destroyed.',
    );
  });
});

describe('drift', () => {
  test('exits 2 when a resource is gone, and leaves the reports of the plan alone', async () => {
    const gone = { ...PLANNED.resource_changes[0], change: { actions: ['delete'], before: {}, after: null } };
    use({ plan: `${event({ type: 'resource_drift' })}\nexit 2`, show: event({ resource_drift: [gone] }) });
    expect(await main(['drift', 'staging'])).toBe(2);
    expect(printed.out()).toContain('  - aws_vpc.main');
    expect(printed.out().split('\n').at(-1)).toBe('staging: 1 changed outside Terraform');
    expect(readdirSync(workspace.work)).toEqual(expect.arrayContaining(['drift.md', 'drift.html']));
    expect(readdirSync(workspace.work)).not.toContain('plan.md');
  });

  test('exits 0 when nothing differs, 1 when it cannot be known', async () => {
    use({ plan: 'exit 0' });
    expect(await main(['drift', 'staging'])).toBe(0);
    workspace.dispose();
    use({ plan: failure('boom') });
    expect(await main(['drift', 'staging'])).toBe(1);
  });
});

test('output prints JSON alone, without what is sensitive', async () => {
  use({ output: event({ vpc_id: { sensitive: false, value: 'vpc-1' }, token: { sensitive: true, value: 'CANARY' } }) });
  expect(await main(['output', 'staging'])).toBe(0);
  expect(JSON.parse(printed.out())).toEqual({ vpc_id: 'vpc-1' });
});

test('validate needs no backend', async () => {
  use({ validate: 'exit 0' });
  expect(await main(['validate', 'staging'])).toBe(0);
  expect(workspace.calls().filter((call) => call.startsWith('init'))).toEqual([
    'init -input=false -no-color -backend=false',
  ]);
});

describe('unlock', () => {
  const INFO =
    'Lock Info:\n  ID: abc-1\n  Operation: OperationTypeApply\n  Who: ann@laptop\n  Created: 2026-11-23 19:32:38.7 +0000 UTC';
  const LOCKED = { 'force-unlock': `if [ "$3" = abc-1 ]; then exit 0; fi\nprintf '${INFO}' >&2\nexit 1` };
  const released = (): boolean => workspace.calls().includes('force-unlock -force abc-1');

  test('shows who holds the lock, and without its id releases nothing', async () => {
    use(LOCKED);
    expect(await main(['unlock', 'staging'])).toBe(1);
    expect(printed.err()).toContain('lock held by ann@laptop since 2026-11-23 19:32:38.7');
    expect(printed.err()).toContain('npx nx run staging:unlock --id=abc-1');
    expect(released()).toBe(false);
  });

  test('refuses the id of another lock', async () => {
    use(LOCKED);
    expect(await main(['unlock', 'staging', '--id=stale'])).toBe(1);
    expect(printed.err()).toContain('its lock is abc-1, not stale');
    expect(released()).toBe(false);
  });

  test('releases the lock with its id', async () => {
    use(LOCKED);
    expect(await main(['unlock', 'staging', '--id=abc-1'])).toBe(0);
    expect(printed.err()).toContain('ann@laptop');
    expect(released()).toBe(true);
  });

  test('releases a lock that keeps a rescued state from being pushed', async () => {
    use({ ...LOCKED, state: 'echo "Error acquiring the state lock" >&2; exit 1' });
    mkdirSync(workspace.work, { recursive: true });
    writeFileSync(join(workspace.work, 'errored.tfstate'), 'precious');
    expect(await main(['unlock', 'staging', '--id=abc-1'])).toBe(0);
    expect(released()).toBe(true);
    expect(existsSync(join(workspace.work, 'errored.tfstate'))).toBe(true);
  });

  test('says so when there is no lock', async () => {
    use({ 'force-unlock': 'echo "StatusCode: 404, NoSuchKey" >&2; exit 1' });
    expect(await main(['unlock', 'staging'])).toBe(0);
    expect(printed.out()).toBe('staging: not locked');
  });
});

describe('schedules', () => {
  const schedule = { name: 'audit-roll', schedule_expression: 'cron(0 2 1 * ? *)' };

  test('are read from the synthesized configuration, without Terraform', async () => {
    use();
    rewrite(join(workspace.stack, 'cdk.tf.json'), {}, { resource: { aws_scheduler_schedule: { a: schedule } } });
    expect(await main(['schedules', 'staging'])).toBe(0);
    expect(printed.out()).toMatch(
      /^name .*\naudit-roll {2}ENABLED {2}cron\(0 2 1 \* \? \*\) {2}\d{4}-\d\d-01 02:00 UTC\n/,
    );
    expect(workspace.calls()).toEqual([]);
  });

  test('may be none', async () => {
    use();
    expect(await main(['schedules', 'staging'])).toBe(0);
    expect(printed.out()).toBe('staging: no schedules');
  });
});

test('diagram draws from the synthesized configuration, without Terraform', async () => {
  use();
  rewrite(join(workspace.stack, 'cdk.tf.json'), {}, { resource: { aws_vpc: { main: {} } } });
  expect(await main(['diagram', 'staging'])).toBe(0);
  expect(printed.out()).toBe('apps/staging/.tf/diagram.svg\napps/staging/.tf/diagram.md');
  expect(readFileSync(join(workspace.work, 'diagram.svg'), 'utf8')).toContain('<svg');
  expect(readFileSync(join(workspace.work, 'diagram.md'), 'utf8')).toContain('```mermaid');
  expect(workspace.calls()).toEqual([]);
});

function rewrite(file: string, terraform: object, rest: object = {}): void {
  const before = { ...CONFIGURATION, terraform: { ...CONFIGURATION.terraform, ...terraform } };
  writeFileSync(file, JSON.stringify({ ...before, ...rest }));
}
