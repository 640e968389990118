import { isKnown, type ReportProblem } from '../config-error';
import { ENGINE_VERSIONS, isOffered, parsePostgresVersion, type PostgresEngine } from './versions';

/** What a database says about its version. */
export interface UpgradeConfig {
  readonly engineVersion: string;
  readonly minorVersionUpgrades?: 'manual' | 'automatic';
  readonly upgradeFrom?: string;
}

/** The major that runs, e.g. 16 of `16.11`. */
export function majorOf(engineVersion: string): number {
  return parseInt(engineVersion);
}

/** Whether AWS brings minor versions: without a minor of one's own there is nothing that it could differ from. */
export function upgradesItself({ engineVersion, minorVersionUpgrades }: UpgradeConfig): boolean {
  return (minorVersionUpgrades ?? (engineVersion.includes('.') ? 'manual' : 'automatic')) === 'automatic';
}

/** Reports versions that AWS does not create, and upgrades that it or Terraform would undo. */
export function checkVersions(engine: PostgresEngine, config: UpgradeConfig, problem: ReportProblem): void {
  const { engineVersion, minorVersionUpgrades, upgradeFrom } = config;
  if (!isKnown(engineVersion)) return;
  const version = parsePostgresVersion(engineVersion);
  if (!version || !isOffered(engine, version)) {
    const { oldestMinor, calendar } = ENGINE_VERSIONS[engine];
    const oldest = version && oldestMinor[version.major];
    const majors = Object.keys(oldestMinor);
    problem({
      property: 'engineVersion',
      value: engineVersion,
      allowed: oldest
        ? `${version.major} or ${version.major}.${oldest} and later: AWS has retired the others, ${calendar}`
        : `the major alone, ${majors[0]} to ${majors.at(-1)}, or major.minor`,
      fix: `Use '${oldest ? version.major : 16}': AWS chooses the minor version and keeps it up to date.`,
    });
    return;
  }
  if (minorVersionUpgrades === 'automatic' && version.minor !== undefined) {
    problem({
      property: 'minorVersionUpgrades',
      value: minorVersionUpgrades,
      allowed: `'manual' with engineVersion ${engineVersion}: a plan would undo what AWS upgraded`,
      fix: `Set engineVersion to '${version.major}'.`,
    });
  }
  if (upgradeFrom !== undefined && !(/^\d{2}$/.test(upgradeFrom) && Number(upgradeFrom) < version.major)) {
    problem({
      property: 'upgradeFrom',
      value: upgradeFrom,
      allowed: `a major below engineVersion ${engineVersion}, such as '${version.major - 1}'`,
      fix: 'Name the major that runs today, or remove it once the upgrade is done.',
    });
  }
}
