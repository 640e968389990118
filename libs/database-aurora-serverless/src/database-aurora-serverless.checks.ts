import {
  checkBounds,
  checkConfig,
  checkKnown,
  checkLogRetention,
  checkValues,
  isKnown,
  type ReportProblem,
} from '@restartix/core';
import { checkPostgres, checkVersions, parsePostgresVersion } from '@restartix/core/postgres';
import { supportsScaleToZero } from './engine-version';
import { type DatabaseAuroraServerlessConfig, DEFAULTS } from './database-aurora-serverless.config';
import { DATABASE_AURORA_SERVERLESS_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkDatabaseAuroraServerless(id: string, config: DatabaseAuroraServerlessConfig): void {
  checkValues('database-aurora-serverless', id, config, {
    inputs: DATABASE_AURORA_SERVERLESS_CONFIG,
    unknownLists: ['subnetIds', 'securityGroupIds'],
    known: ['engineVersion', 'upgradeFrom'],
  });
  checkConfig('database-aurora-serverless', id, (problem) => {
    checkCapacity(config, problem);
    checkPausing(config, problem);
    checkVersions('aurora-postgresql', { ...DEFAULTS, ...config }, problem);
    checkPostgres({ ...DEFAULTS, ...config }, DEFAULTS, problem);
    checkNumbers(config, problem);
    checkLogRetention('logRetentionInDays', config.logRetentionInDays, problem);
  });
}

function checkCapacity({ minCapacity, maxCapacity }: DatabaseAuroraServerlessConfig, problem: ReportProblem): void {
  const because = 'with 0 the database pauses, which other inputs follow';
  checkKnown(problem, { property: 'minCapacity', value: minCapacity, because });
  const steps = (value: number): boolean => Number.isInteger(value * 2);
  if (isKnown(minCapacity) && (!steps(minCapacity) || minCapacity < 0 || minCapacity > 256)) {
    problem({
      property: 'minCapacity',
      value: minCapacity,
      allowed: '0 to 256 ACU in steps of 0.5 (Aurora Serverless v2)',
      fix: 'Use 0 to pause when idle, or 0.5 for the smallest that is always on.',
    });
  }
  const least = isKnown(minCapacity) ? Math.max(1, minCapacity) : 1;
  if (isKnown(maxCapacity) && (!steps(maxCapacity) || maxCapacity > 256 || maxCapacity < least)) {
    problem({
      property: 'maxCapacity',
      value: maxCapacity,
      allowed: `${least} to 256 ACU in steps of 0.5 (Aurora Serverless v2), not below minCapacity`,
      fix: `Use ${Math.max(2, least)} or more.`,
    });
  }
}

function checkPausing(config: DatabaseAuroraServerlessConfig, problem: ReportProblem): void {
  const { minCapacity, enableScaleToZero, secondsUntilAutoPause, engineVersion = DEFAULTS.engineVersion } = config;
  if (!isKnown(minCapacity)) return;
  const pauses = minCapacity === 0;
  if (enableScaleToZero !== undefined && enableScaleToZero !== pauses) {
    problem({
      property: 'enableScaleToZero',
      value: enableScaleToZero,
      allowed: `${pauses} with minCapacity ${minCapacity}`,
      fix: pauses ? 'Set minCapacity to 0.5 to keep the database on.' : 'Set minCapacity to 0 to let it pause.',
    });
  }
  if (secondsUntilAutoPause !== undefined && !pauses) {
    problem({
      property: 'secondsUntilAutoPause',
      value: secondsUntilAutoPause,
      allowed: `nothing with minCapacity ${minCapacity}`,
      fix: 'Remove it, or set minCapacity to 0.',
    });
  }
  checkBounds(problem, {
    property: 'secondsUntilAutoPause',
    value: secondsUntilAutoPause,
    min: 300,
    max: 86_400,
    unit: 'seconds',
    by: 'Aurora Serverless v2',
    fix: 'Use 300.',
  });
  const version = parsePostgresVersion(engineVersion);
  if (pauses && version && !supportsScaleToZero(version)) {
    problem({
      property: 'engineVersion',
      value: engineVersion,
      allowed: '13.15, 14.12, 15.7, 16.3 or later with minCapacity 0 (Aurora Serverless v2)',
      fix: `Use ${DEFAULTS.engineVersion}.`,
    });
  }
}

function checkNumbers(config: DatabaseAuroraServerlessConfig, problem: ReportProblem): void {
  const { backupRetentionPeriod, readers = {} } = config;
  checkBounds(problem, {
    property: 'backupRetentionPeriod',
    value: backupRetentionPeriod,
    min: 1,
    max: 35,
    unit: 'days',
    by: 'Amazon Aurora',
    fix: 'Use 1 for staging, 7 or more for production.',
  });
  if (Object.keys(readers).length > 15) {
    problem({
      property: 'readers',
      value: Object.keys(readers),
      allowed: '15 or fewer (Amazon Aurora)',
      fix: 'Remove some.',
    });
  }
  for (const [key, { promotionTier }] of Object.entries(readers)) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key === 'writer') {
      problem({
        property: `readers.${key}`,
        value: key,
        allowed: 'lowercase letters, digits and single hyphens, not "writer"',
        fix: 'Rename it.',
      });
    }
    checkBounds(problem, {
      property: `readers.${key}.promotionTier`,
      value: promotionTier,
      min: 0,
      max: 15,
      by: 'Amazon Aurora',
      fix: 'Use 1, or 15 for a reader that should not become the writer.',
    });
  }
}
