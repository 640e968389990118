/**
 * The day on which the tables below were compared with AWS's calendars; a test fails half a year later. To bring them up
 * to date, read the calendars and `aws rds describe-db-engine-versions --engine postgres` (and `aurora-postgresql`).
 */
export const VERSIONS_AS_OF = '2026-11-28';

export type PostgresEngine = 'postgres' | 'aurora-postgresql';

export interface EngineVersions {
  readonly calendar: string;
  /** Oldest minor version of each major that AWS still creates; older ones are also upgraded by force. */
  readonly oldestMinor: Readonly<Record<number, number>>;
  /** Minor versions with long-term support, which outlive later ones. */
  readonly longTerm: Readonly<Record<number, number>>;
}

export const ENGINE_VERSIONS: Readonly<Record<PostgresEngine, EngineVersions>> = {
  postgres: {
    calendar: 'https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html',
    // 14.18, 15.13, 16.9 and 17.5, and each one after them: not since 2026-10-01.
    oldestMinor: { 13: 17, 14: 20, 15: 15, 16: 11, 17: 7, 18: 1 },
    longTerm: {},
  },
  'aurora-postgresql': {
    calendar:
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html',
    // 14.10 and 15.5: not since 2025-09-30; 15.7 and 16.3: not since 2025-11.
    oldestMinor: { 13: 14, 14: 11, 15: 8, 16: 4, 17: 4 },
    longTerm: { 13: 9, 14: 6, 15: 10, 16: 8 },
  },
};

export interface PostgresVersion {
  readonly major: number;
  /** Undefined for the major alone: AWS chooses the minor. */
  readonly minor: number | undefined;
}

/** Undefined for what is neither `major` nor `major.minor`. */
export function parsePostgresVersion(text: string): PostgresVersion | undefined {
  const [, major, minor] = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: minor ? Number(minor) : undefined };
}

/** Whether AWS still creates a database of this version. */
export function isOffered(engine: PostgresEngine, { major, minor }: PostgresVersion): boolean {
  const { oldestMinor, longTerm } = ENGINE_VERSIONS[engine];
  const oldest = oldestMinor[major];
  if (oldest === undefined) return false;
  return minor === undefined || minor >= oldest || minor === longTerm[major];
}
