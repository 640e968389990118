import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { ServiceRole, type ModuleContext } from '@restartix/core';
import { parametersOf } from '@restartix/core/postgres';
import type { Construct } from 'constructs';
import { DEFAULTS, type DatabaseRdsConfig } from './database-rds.config';

/** The logs that RDS exports. */
export const LOGS = ['postgresql', 'upgrade'] as const;

export type LogName = (typeof LOGS)[number];

export interface PartsInput {
  readonly context: ModuleContext;
  readonly identifier: string;
  readonly config: DatabaseRdsConfig;
}

/** A family is one major's and cannot change, so that each major has a group of its own. */
export function makeParameterGroup(scope: Construct, { identifier }: PartsInput, major: number): DbParameterGroup {
  return new DbParameterGroup(scope, `parameters-${major}`, {
    name: `${identifier}-postgresql${major}`,
    family: `postgres${major}`,
    description: `What ${identifier} requires of PostgreSQL ${major}`,
    parameter: Object.entries(parametersOf({ pauses: false, major })).map(([name, { value, applyMethod }]) => ({
      name,
      value,
      applyMethod,
    })),
    // Removed after the instance has left it, not before.
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Made before the instance: RDS would make it without retention, and it would stay for good. */
export function makeLogGroup(scope: Construct, name: LogName, { identifier, config }: PartsInput): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, `${name}-logs`, {
    name: `/aws/rds/instance/${identifier}/${name}`,
    retentionInDays: config.logRetentionInDays ?? DEFAULTS.logRetentionInDays,
    kmsKeyId: config.logKmsKeyArn,
  });
}

/** Lets Enhanced Monitoring write its metrics. */
export function makeMonitoringRole(scope: Construct, { context, config }: PartsInput): ServiceRole {
  return new ServiceRole(scope, 'monitoring-role', context, {
    name: context.name(`${config.name ?? 'database'}-monitoring`, 64),
    description: 'Enhanced Monitoring of the database',
    service: 'monitoring.rds.amazonaws.com',
    sourceArn: context.arn({ service: 'rds', resource: 'db:*' }),
    managedPolicyArns: {
      monitoring: `arn:${context.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
  });
}
