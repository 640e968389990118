import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';

/** What ElastiCache can log: commands that take long, and what the engine says of itself. */
export const LOG_TYPES = ['slow-log', 'engine-log'] as const;

export type LogType = (typeof LOG_TYPES)[number];

/** A log group for each type. ElastiCache writes as itself: its log delivery adds what the group's policy needs. */
export function makeLogGroups(
  scope: Construct,
  { identifier, retentionInDays = 30, kmsKeyId }: { identifier: string; retentionInDays?: number; kmsKeyId?: string },
): Record<LogType, CloudwatchLogGroup> {
  const group = (type: LogType): CloudwatchLogGroup =>
    new CloudwatchLogGroup(scope, type, { name: `/elasticache/${identifier}/${type}`, retentionInDays, kmsKeyId });
  return { 'slow-log': group('slow-log'), 'engine-log': group('engine-log') };
}
