import { isKnown, type ReportProblem } from './config-error';

/** The periods for which CloudWatch Logs keeps records, in days. */
export type LogRetentionDays =
  | 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731 | 1096 | 1827 | 2192 | 2557 | 2922
  | 3288 | 3653; // prettier-ignore

/**
 * The retention periods that CloudWatch Logs knows, in days.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Reports a number of days that CloudWatch Logs refuses, with the next one that it takes. */
export function checkLogRetention(property: string, value: number | undefined, problem: ReportProblem): void {
  if (!isKnown(value) || LOG_RETENTION_DAYS.includes(value)) return;
  const next = LOG_RETENTION_DAYS.find((days) => days > value) ?? LOG_RETENTION_DAYS.at(-1)!;
  problem({
    property,
    value,
    allowed: `${LOG_RETENTION_DAYS.join(', ')} days (CloudWatch Logs)`,
    fix: `Use ${next}.`,
  });
}
