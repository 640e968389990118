import { PlatformStack } from '@restartix/platform';
import { approvals, consequencesIn } from '@restartix/plan-report';
import { Database, config } from '@restartix/production';
import type { TerraformJson } from '@restartix/testing';
import { Testing } from 'cdktf';
import { reportBetween } from './planned';

type Config = ConstructorParameters<typeof PlatformStack<typeof config.database>>[1];

const synthesized = (change: object): TerraformJson =>
  JSON.parse(
    Testing.synth(new PlatformStack(Testing.app(), { ...config, ...change } as Config, Database)),
  ) as TerraformJson;

const { services, database, cache } = config;
const [core, telemetry] = [services['core-api'], services['telemetry-api']];

const BEFORE = synthesized({ database: { ...database, engineVersion: '16.11' } });

/** The same without every resource of these names: what is planned is their creation. */
function without(pattern: RegExp): TerraformJson {
  const resource = Object.entries(BEFORE.resource ?? {}).map(([type, blocks]) => [
    type,
    Object.fromEntries(Object.entries(blocks).filter(([name]) => !pattern.test(name))),
  ]);
  return { ...BEFORE, resource: Object.fromEntries(resource) as TerraformJson['resource'] };
}

describe('the usual changes of production need no approval', () => {
  const after = synthesized({
    services: {
      ...services,
      'core-api': { ...core, cpu: 2048, memory: 4096 },
      'telemetry-api': { ...telemetry, desiredCount: 3, minCapacity: 3, maxCapacity: 20 },
    },
    logLevel: 'debug',
    observability: {
      ...config.observability,
      minFreeStorageGib: 30,
      alarmsEmailSubscribers: [...config.observability.alarmsEmailSubscribers, 'on-call@restartix.pro'],
    },
    secrets: { ...config.secrets, keyVersions: { encryption: { versions: [1, 2], current: 1 } } },
    database: { ...database, engineVersion: '16.13', instanceClass: 'db.t4g.large', backupRetentionPeriod: 30 },
    cache: { ...cache, nodeType: 'cache.t4g.medium' },
    schedules: { ...config.schedules, backupRunner: 'cron(0 3 * * ? *)' },
    network: { ...config.network, flowLogs: { retentionInDays: 30 } },
  });
  const changed = reportBetween(BEFORE, after);
  const added = reportBetween(without(/console|external/), BEFORE);

  it.each([
    ['a service’s size, and a variable of its tasks', 'aws_ecs_task_definition.core_api_task_definition'],
    ['how many tasks it has', 'aws_ecs_service.telemetry_api_service'],
    ['how many it may have', 'aws_appautoscaling_target.telemetry_api_scaling'],
    ['an alarm’s threshold', /^aws_cloudwatch_metric_alarm\.observability_.*storage/],
    ['another recipient of alarms', /^aws_sns_topic_subscription\./],
    ['another version of a generated key', /^aws_secretsmanager_secret\..*encryption.*2/],
    ['a minor version, the class and the backups of the database', 'aws_db_instance.database_instance'],
    ['the node type of the cache', 'aws_elasticache_replication_group.cache_group'],
    ['a schedule', /^aws_scheduler_schedule\./],
    ['how long logs stay', /^aws_cloudwatch_log_group\.network/],
  ])('%s', (_, address) => {
    const own = changed.changes.filter((each) => each.address === address || each.address.match(address));
    expect(own).not.toEqual([]);
    expect(approvals({ changes: own, needsApproval: true })).toEqual([]);
  });

  it('a new service and a new secret', () => {
    const addresses = added.changes.map((each) => each.address);
    expect(addresses).toEqual(
      expect.arrayContaining([
        'aws_ecs_service.console_service',
        expect.stringMatching(/^aws_secretsmanager_secret\./),
      ]),
    );
    expect(approvals(added)).toEqual([]);
  });

  it('all of them together, and AWS refuses none', () => {
    expect(approvals(changed)).toEqual([]);
    expect([changed, added].flatMap((each) => consequencesIn(each, 'refused-by-aws'))).toEqual([]);
  });
});

it('a change that stops production needs one: another port, a class at once, a service less', () => {
  const after = synthesized({
    network: { ...config.network, dataPorts: { rds: 5433 } },
    database: {
      ...database,
      engineVersion: '16.11',
      port: 5433,
      applyImmediately: true,
      multiAz: false,
      instanceClass: 'db.t4g.large',
    },
  });
  const asked = [reportBetween(BEFORE, after), reportBetween(BEFORE, without(/console/))].flatMap((report) =>
    approvals(report).flatMap(({ kind, items }) => (kind === 'outage' ? items : []).map(({ text }) => text)),
  );
  expect(asked).toEqual(
    expect.arrayContaining([
      'the database restarts at once, and answers at another port',
      'the database restarts with the new class',
      'the service stops',
    ]),
  );
});
