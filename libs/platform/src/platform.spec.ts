import { checkSchedule } from '@restartix/schedule-expression';
import { serviceHosts } from './domain';
import { coreApiTasks } from './schedules';

describe('host names', () => {
  it('carry the environment’s suffix before the zone', () => {
    expect(serviceHosts({ zone: 'restartix.pro', suffix: '-staging' })).toMatchObject({
      'core-api': 'api-staging.restartix.pro',
      'telemetry-api': 'telemetry-staging.restartix.pro',
      clinic: '*.clinic-staging.restartix.pro',
      portal: '*.portal-staging.restartix.pro',
      console: 'console-staging.restartix.pro',
    });
    expect(serviceHosts({ zone: 'restartix.pro', suffix: '' }).clinic).toBe('*.clinic.restartix.pro');
  });
});

describe('the registry of jobs', () => {
  const coreApi = {
    taskDefinitionArnWithoutRevision: 'family',
    containerName: 'core-api',
    taskRoleArn: 't',
    executionRoleArn: 'e',
  };
  const tasks = coreApiTasks(coreApi, { checkProviders: 'rate(5 minutes)', backupRunner: null });

  it('runs each by its own name in Core API’s image', () => {
    expect(Object.entries(tasks).map(([name, task]) => [name, task.command, task.runs])).toEqual(
      ['audit-partition-roll', 'usage-quota-reset', 'usage-summary-rollup', 'check-providers'].map((name) => [
        name,
        [name],
        coreApi,
      ]),
    );
  });

  it('has expressions that EventBridge Scheduler takes', () => {
    for (const { scheduleExpression } of Object.values(tasks))
      expect(checkSchedule(scheduleExpression!)).toBeUndefined();
  });
});
