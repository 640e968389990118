/** One of Core API's own jobs: the same image and roles, another command. */
export interface CoreApiJob {
  readonly command: readonly string[];
  /** Cron or rate expression in UTC; null keeps the schedule, switched off. */
  readonly scheduleExpression: string | null;
}

/** Schedules that differ between environments. */
export interface ScheduleConfig {
  /** How often the service providers' health is checked, e.g. `rate(5 minutes)`. */
  readonly checkProviders: string;
  /** When the database is dumped, e.g. `cron(0 2 * * ? *)`; null where backups are started by hand. */
  readonly backupRunner: string | null;
  /**
   * Seconds without a connection after which the database pauses, so that a task which keeps it awake is warned of.
   * @default - it does not pause
   */
  readonly databaseAutoPauseSeconds?: number;
}

/** The foundation's registry of jobs that run in Core API's image. `backup-runner` has an image and roles of its own. */
export function coreApiJobs({ checkProviders }: ScheduleConfig): Record<string, CoreApiJob> {
  return {
    // Provisions the next three monthly partitions.
    'audit-partition-roll': job('audit-partition-roll', 'cron(0 2 1 * ? *)'),
    // Resets quota counters and advances the period.
    'usage-quota-reset': job('usage-quota-reset', 'cron(5 0 1 * ? *)'),
    // Closes the prior month's usage summaries.
    'usage-summary-rollup': job('usage-summary-rollup', 'cron(0 3 1 * ? *)'),
    'check-providers': job('check-providers', checkProviders),
  };
}

function job(name: string, scheduleExpression: string): CoreApiJob {
  return { command: [name], scheduleExpression };
}

/** The names of all scheduled tasks. */
export function taskNames(config: ScheduleConfig): string[] {
  return [...Object.keys(coreApiJobs(config)), 'backup-runner'];
}
