import type { RunnableTask, ScheduledTask } from '@restartix/scheduled-tasks';

/** Schedules that differ between environments. */
export interface ScheduleConfig {
  /** How often the service providers' health is checked, e.g. `rate(5 minutes)`. */
  readonly checkProviders: string;
  /** When the database is dumped, e.g. `cron(0 2 * * ? *)`; null where backups are started by hand. */
  readonly backupRunner: string | null;
}

/** The foundation's registry of jobs that run in Core API's image. `backup-runner` has an image and roles of its own. */
export function coreApiTasks(coreApi: RunnableTask, { checkProviders }: ScheduleConfig): Record<string, ScheduledTask> {
  const task = (command: string, scheduleExpression: string): ScheduledTask => ({
    runs: coreApi,
    command: [command],
    scheduleExpression,
  });
  return {
    // Provisions the next three monthly partitions.
    'audit-partition-roll': task('audit-partition-roll', 'cron(0 2 1 * ? *)'),
    // Resets quota counters and advances the period.
    'usage-quota-reset': task('usage-quota-reset', 'cron(5 0 1 * ? *)'),
    // Closes the prior month's usage summaries.
    'usage-summary-rollup': task('usage-summary-rollup', 'cron(0 3 1 * ? *)'),
    'check-providers': task('check-providers', checkProviders),
  };
}
