import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CacheRedis } from '@restartix/cache-redis';
import { DatabaseAuroraServerless } from '@restartix/database-aurora-serverless';
import { DatabaseRds } from '@restartix/database-rds';
import { Network } from '@restartix/network';
import type { PlanReport } from '@restartix/plan-report';
import { Stage, type Stack } from '@restartix/terraform';
import { synth, type TerraformJson } from '@restartix/testing';
import { Postgres, findPostgres } from './postgres';
import { commandsIn } from './runbook/commands';
import { REPOSITORY } from './workspace';

const PAGE = 'docs/database-upgrades.md';
const TEXT = readFileSync(join(REPOSITORY, PAGE), 'utf8');
const COMMANDS = commandsIn(PAGE, TEXT);
const STATEMENTS = [...TEXT.matchAll(/^```sql\n([^]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split('\n'));

const NAMES = {
  DATABASE: 'restartix-staging-database',
  CLUSTER: 'restartix-staging-aurora',
  CACHE: 'restartix-staging-redis',
  SNAPSHOT: 'before-the-upgrade',
};

interface Versions {
  readonly database: { readonly engineVersion: string; readonly upgradeFrom?: string };
  readonly cache: { readonly engine: 'redis' | 'valkey'; readonly upgradeFrom?: 'redis7' };
}

const BEFORE: Versions = { database: { engineVersion: '16' }, cache: { engine: 'redis' } };
const ANNOUNCED: Versions = {
  database: { engineVersion: '17', upgradeFrom: '16' },
  cache: { engine: 'valkey', upgradeFrom: 'redis7' },
};
const AFTER: Versions = { database: { engineVersion: '17' }, cache: { engine: 'valkey' } };

/** An instance with a replica, a cluster and a cache. */
function environment({ database, cache }: Versions): TerraformJson & Record<string, unknown> {
  const gone = { onDestroy: 'nothing', secretRecoveryWindowInDays: 0 } as const;
  const { json } = synth(
    (stack) => {
      const network = new Network(stack, 'network', {
        ...{ vpcCidr: '10.0.0.0/16', availabilityZones: ['eu-central-1a', 'eu-central-1b'] },
        ...{ natStrategy: 'none', interfaceEndpoints: [] },
      });
      new DatabaseRds(stack, 'database', {
        ...{ instanceClass: 'db.t4g.medium', allocatedStorage: 20, maxAllocatedStorage: 100, multiAz: false },
        ...{ backupRetentionPeriod: 7, replicas: { reports: {} }, deletionProtection: false },
        ...{ ...gone, ...database, ...network.placement('rds') },
      });
      new DatabaseAuroraServerless(stack, 'aurora', {
        ...{ name: 'aurora', minCapacity: 0.5, maxCapacity: 2, deletionProtection: false },
        ...{ ...gone, ...database, ...network.placement('rds') },
      });
      new CacheRedis(stack, 'cache', {
        ...{ nodeType: 'cache.t4g.micro', replicas: 0 },
        ...{ ...gone, ...cache, ...network.placement('redis') },
      });
    },
    { accountId: '123456789012' },
  );
  return json as TerraformJson & Record<string, unknown>;
}

const isReady = spawnSync('bash', ['-c', 'command -v aws']).status === 0 && findPostgres() !== undefined;

(isReady ? describe : describe.skip)(PAGE, () => {
  let stage: Stage;
  let stack: Stack;
  let configuration = environment(BEFORE);
  const run = new Set<string>();

  beforeAll(async () => {
    stage = await Stage.open();
    stack = await stage.stack();
    await stack.apply(configuration);
  });
  afterAll(() => stage.close());

  function aws(command: string): string {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
      encoding: 'utf8',
      env: {
        ...{ PATH: process.env['PATH'], HOME: '/nonexistent', AWS_PAGER: '', AWS_ENDPOINT_URL: stage.url },
        ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_DEFAULT_REGION: 'eu-central-1' },
        ...NAMES,
      },
    });
    if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
    return stdout;
  }

  /** The commands of a section, one after the other; what each printed. A deploy is one of the configuration. */
  async function section(name: string, deploy?: Versions): Promise<string[]> {
    const printed: string[] = [];
    for (const { where, command } of COMMANDS.filter((each) => each.where === `${PAGE}, ${name}`)) {
      run.add(`${where}: ${command}`);
      if (command.startsWith('export ')) continue;
      if (command.startsWith('npx nx run production:deploy')) {
        if (deploy) await stack.apply((configuration = environment(deploy)));
      } else printed.push(aws(command));
    }
    return printed;
  }

  const plan = (): Promise<PlanReport> => stack.plan(configuration);
  const shown = ({ changes }: PlanReport): string[] =>
    changes.flatMap(({ address, attributes }) => attributes.map(({ path }) => `${address} ${path}`));
  const versionOf = (name: string): string =>
    aws(
      `aws rds describe-db-instances --db-instance-identifier ${name} --query 'DBInstances[0].EngineVersion' --output text`,
    ).trim();

  it('checks first, and tries on a copy', async () => {
    // What is above the first heading.
    await section('');
    await section('Check before');
    expect(versionOf(NAMES.DATABASE)).toMatch(/^16\./);
    aws(`aws rds create-db-snapshot --db-instance-identifier $DATABASE --db-snapshot-identifier $SNAPSHOT`);
  });

  it('announces the upgrade, which waits for the window', async () => {
    const [instance, cluster] = await section('Announce it', ANNOUNCED);
    expect(instance).toMatch(/^16\.\d+\s17\.\d+\ssun:03:00/);
    expect(cluster).toMatch(/^16\.\d+\s17\.\d+\ssun:03:00/);
    // Until then every plan shows it, and asks for nothing else; none touches the replica.
    expect(shown(await plan())).toEqual(
      expect.arrayContaining([
        'aws_db_instance.database_instance parameter_group_name',
        'aws_rds_cluster.aurora_cluster db_cluster_parameter_group_name',
        'aws_elasticache_replication_group.cache_group engine',
      ]),
    );
    expect(shown(await plan()).filter((each) => each.includes('replica_reports'))).toEqual([]);
    await stack.apply(configuration);
  });

  it('is over in the window, with the replica and the members', async () => {
    await fetch(`${stage.url}/restartix-emulator/maintenance`, { method: 'PUT' });
    for (const name of [NAMES.DATABASE, `${NAMES.DATABASE}-reports`, `${NAMES.CLUSTER}-writer`]) {
      expect([name, versionOf(name)]).toEqual([name, expect.stringMatching(/^17\./)]);
    }
    const groups = shown(await plan()).filter((each) => each.includes('parameter_group'));
    expect(groups).toEqual([]);
  });

  it('could go back to the snapshot, as long as the old parameter group is there', async () => {
    await section('Back');
    expect(versionOf(`${NAMES.DATABASE}-before`)).toMatch(/^16\./);
    aws('aws rds delete-db-instance --db-instance-identifier $DATABASE-before --skip-final-snapshot');
  });

  it('ends with an empty plan, and without the old groups', async () => {
    const cache = await section('A cache', AFTER);
    expect(cache.at(-1)).toMatch(/valkey\s8\.2\.\d+\sNone/);
    const [instance] = await section('After', AFTER);
    expect(instance).toMatch(/^17\.\d+\savailable\sNone\sin-sync/);
    expect(shown(await plan())).toEqual([]);
    const groups = aws("aws rds describe-db-parameter-groups --query 'DBParameterGroups[].DBParameterGroupName'");
    expect(groups).toContain(`${NAMES.DATABASE}-postgresql17`);
    expect(groups).not.toContain(`${NAMES.DATABASE}-postgresql16`);
    expect(groups).not.toContain(`${NAMES.CLUSTER}-postgresql16`);
  });

  it('has no command that was not run', () => {
    expect(COMMANDS.length).toBeGreaterThan(20);
    expect(COMMANDS.map(({ where, command }) => `${where}: ${command}`).filter((each) => !run.has(each))).toEqual([]);
  });

  it('has statements that PostgreSQL takes, of which the first three find nothing in a new database', async () => {
    const postgres = await Postgres.start(findPostgres()!);
    try {
      const found = STATEMENTS.map((statement) => postgres.sql(statement).trim());
      expect(STATEMENTS.length).toBeGreaterThan(6);
      expect(found.slice(0, 4)).toEqual(['0', '0', '0', '']);
      postgres.sql('CREATE TABLE settings (search regconfig)');
      expect(postgres.sql(STATEMENTS[3]!).trim()).toBe('settings|search|regconfig');
    } finally {
      postgres.stop();
    }
  });
});
