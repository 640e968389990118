import {
  checkBounds,
  checkConfig,
  checkLogRetention,
  checkUnique,
  checkValues,
  isKnown,
  type ReportProblem,
} from '@restartix/core';
import { checkPostgres, checkVersions } from '@restartix/core/postgres';
import { withoutInsights } from './instance-class';
import { type DatabaseRdsConfig, DEFAULTS } from './database-rds.config';
import { DATABASE_RDS_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkDatabaseRds(id: string, config: DatabaseRdsConfig): void {
  checkValues('database-rds', id, config, {
    inputs: DATABASE_RDS_CONFIG,
    unknownLists: ['subnetIds', 'securityGroupIds'],
    known: ['engineVersion', 'upgradeFrom'],
  });
  checkConfig('database-rds', id, (problem) => {
    checkPostgres({ ...DEFAULTS, ...config }, DEFAULTS, problem);
    checkClass('instanceClass', config.instanceClass, problem);
    checkStorage(config, problem);
    checkVersions('postgres', { ...DEFAULTS, ...config }, problem);
    checkBackups(config, problem);
    checkReplicas(config, problem);
    checkLogRetention('logRetentionInDays', config.logRetentionInDays, problem);
  });
}

function checkClass(property: string, value: string | undefined, problem: ReportProblem): void {
  if (!isKnown(value)) return;
  if (!/^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(value)) {
    problem({ property, value, allowed: 'an instance class such as db.t4g.medium (Amazon RDS)', fix: 'Write it so.' });
  } else if (withoutInsights(value)) {
    problem({
      property,
      value,
      allowed: 'a class that has Performance Insights: not db.t2, nor micro and small of db.t3 and db.t4g (Amazon RDS)',
      fix: 'Use db.t4g.medium or larger.',
    });
  }
}

function checkStorage({ allocatedStorage, maxAllocatedStorage }: DatabaseRdsConfig, problem: ReportProblem): void {
  checkBounds(problem, {
    property: 'allocatedStorage',
    value: allocatedStorage,
    min: 20,
    max: 65_536,
    unit: 'GiB',
    by: 'gp3, Amazon RDS',
    fix: 'Use 20 or more.',
  });
  if (!isKnown(allocatedStorage) || !isKnown(maxAllocatedStorage)) return;
  // In whole numbers: 100 * 1.1 is a little more than 110 in floating point.
  const least = Math.ceil((allocatedStorage * 11) / 10);
  checkBounds(problem, {
    property: 'maxAllocatedStorage',
    value: maxAllocatedStorage,
    min: least,
    max: 65_536,
    unit: 'GiB',
    by: `Amazon RDS: a tenth more than allocatedStorage ${allocatedStorage}`,
    fix: `Use ${allocatedStorage * 5}, and an alarm on free storage.`,
  });
}

function checkBackups({ backupRetentionPeriod, snapshots = [] }: DatabaseRdsConfig, problem: ReportProblem): void {
  checkBounds(problem, {
    property: 'backupRetentionPeriod',
    value: backupRetentionPeriod,
    min: 1,
    max: 35,
    unit: 'days',
    by: 'Amazon RDS; 0 would switch backups off',
    fix: 'Use 7 or more for production.',
  });
  snapshots.forEach((label, index) => {
    if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(label) && label !== 'final') return;
    problem({
      property: `snapshots[${index}]`,
      value: label,
      allowed: 'lowercase letters, digits and single hyphens, not "final"',
      fix: 'Name the moment, e.g. before-2027-migration.',
    });
  });
  checkUnique('snapshots', snapshots, problem);
}

function checkReplicas({ replicas = {} }: DatabaseRdsConfig, problem: ReportProblem): void {
  const keys = Object.keys(replicas);
  if (keys.length > 15) {
    problem({ property: 'replicas', value: keys, allowed: '15 or fewer (Amazon RDS)', fix: 'Remove some.' });
  }
  for (const [key, { instanceClass }] of Object.entries(replicas)) {
    checkClass(`replicas.${key}.instanceClass`, instanceClass, problem);
    if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)) continue;
    problem({
      property: `replicas.${key}`,
      value: key,
      allowed: 'lowercase letters, digits and single hyphens',
      fix: 'Rename it.',
    });
  }
}
