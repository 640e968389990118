import { checkBounds } from '../bounds';
import { isKnown, type ReportProblem } from '../config-error';
import { checkWindows } from '../windows';
import { isReserved } from './reserved-words';

/** What every PostgreSQL of RDS takes, as an instance or as an Aurora cluster. */
export interface PostgresConfig {
  readonly name?: string;
  readonly dbName?: string;
  readonly masterUsername?: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly port?: number;
  readonly passwordVersion?: number;
  readonly backupWindow: string;
  readonly maintenanceWindow: string;
}

interface Defaults {
  readonly masterUsername: string;
  readonly backupWindow: string;
  readonly maintenanceWindow: string;
}

// Minutes (Amazon RDS).
const SHORTEST_WINDOW = 30;

/** Reports names, numbers and windows that RDS refuses for any PostgreSQL. */
export function checkPostgres(config: PostgresConfig, defaults: Defaults, problem: ReportProblem): void {
  checkNames(config, defaults, problem);
  checkTimes(config, defaults, problem);
  checkNumbers(config, problem);
}

function checkNames(
  { dbName, masterUsername, name }: PostgresConfig,
  defaults: Defaults,
  problem: ReportProblem,
): void {
  if (name !== undefined && !/^[a-z]([a-z0-9]|-(?!-))*[a-z0-9]$/.test(name)) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and single hyphens, starting with a letter (Amazon RDS)',
      fix: 'Use a name such as database.',
    });
  }
  if (isKnown(dbName) && (!/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(dbName) || isReserved('dbName', dbName))) {
    problem({
      property: 'dbName',
      value: dbName,
      allowed:
        '1 to 63 letters, digits and underscores, starting with a letter, that PostgreSQL and RDS do not reserve',
      fix: 'Use a name such as restartix.',
    });
  }
  if (
    isKnown(masterUsername) &&
    (!/^[a-z][a-z0-9_]{0,62}$/.test(masterUsername) || isReserved('masterUsername', masterUsername))
  ) {
    problem({
      property: 'masterUsername',
      value: masterUsername,
      allowed: '1 to 63 lowercase letters, digits and underscores that PostgreSQL and RDS do not reserve',
      fix: `Use ${defaults.masterUsername}.`,
    });
  }
}

function checkTimes(
  { backupWindow, maintenanceWindow }: PostgresConfig,
  defaults: Defaults,
  problem: ReportProblem,
): void {
  checkWindows(
    {
      daily: { property: 'backupWindow', value: backupWindow, fallback: defaults.backupWindow },
      weekly: { property: 'maintenanceWindow', value: maintenanceWindow, fallback: defaults.maintenanceWindow },
      shortest: SHORTEST_WINDOW,
      service: 'Amazon RDS',
    },
    problem,
  );
}

function checkNumbers(
  { subnetIds, securityGroupIds, port, passwordVersion }: PostgresConfig,
  problem: ReportProblem,
): void {
  if (isKnown(securityGroupIds) && securityGroupIds.length === 0) {
    problem({
      property: 'securityGroupIds',
      value: securityGroupIds,
      allowed: "one or more: without one, AWS takes the VPC's default group",
      fix: "Give the network's security group for the database.",
    });
  }
  if (isKnown(subnetIds) && new Set(subnetIds).size < 2) {
    problem({
      property: 'subnetIds',
      value: subnetIds,
      allowed: 'two or more, in different availability zones (Amazon RDS)',
      fix: 'Give the private subnet of each zone.',
    });
  }
  checkBounds(
    problem,
    { property: 'port', value: port, min: 1150, max: 65_535, by: 'Amazon RDS', fix: 'Use 5432.' },
    {
      property: 'passwordVersion',
      value: passwordVersion,
      min: 1,
      fix: 'Start at 1 and raise it by one for a new password.',
    },
  );
}
