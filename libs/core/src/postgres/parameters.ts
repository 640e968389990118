export interface Parameter {
  readonly value: string;
  /** A static parameter takes effect at the next restart; asked to apply at once, AWS refuses it. */
  readonly applyMethod: 'immediate' | 'pending-reboot';
  readonly why: string;
}

/** Connections that the platform's PostgreSQL takes, in Aurora and in RDS. */
export const MAX_CONNECTIONS = 200;

type Parameters = Readonly<Record<string, Parameter>>;

/** What the platform requires of its PostgreSQL, the same in Aurora and in RDS. */
export const PARAMETERS: Parameters = {
  'rds.force_ssl': {
    value: '1',
    // A value that equals the engine's default (RDS since PostgreSQL 15, Aurora since 17) is reported with this method
    // whatever was asked for; `immediate` would differ in every plan.
    // https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/db_parameter_group#problematic-plan-changes
    applyMethod: 'pending-reboot',
    why: 'No connection without TLS',
  },
  shared_preload_libraries: {
    value: 'pg_stat_statements',
    applyMethod: 'pending-reboot',
    why: 'Which statements cost time; Performance Insights reads it too',
  },
  max_connections: {
    value: String(MAX_CONNECTIONS),
    applyMethod: 'pending-reboot',
    why: 'Room for the pool; a database that pauses keeps this number at every size',
  },
  log_min_duration_statement: {
    value: '1000',
    applyMethod: 'immediate',
    why: 'Milliseconds from which a statement is logged',
  },
  idle_in_transaction_session_timeout: {
    value: '300000',
    applyMethod: 'immediate',
    why: 'Milliseconds after which a forgotten transaction is ended: it blocks vacuum, and keeps the database awake',
  },
};

/** What a database that pauses requires besides: it stays awake as long as one session is open, busy or not. */
export const PAUSING_PARAMETERS: Parameters = {
  idle_session_timeout: {
    value: '300000',
    applyMethod: 'immediate',
    why: 'Milliseconds after which an idle session is ended: a forgotten one keeps the database awake',
  },
};

// PostgreSQL has the parameter since 14.
const FIRST_MAJOR_THAT_ENDS_IDLE_SESSIONS = 14;

/** The parameters of a cluster. */
export function parametersOf({ pauses, major }: { readonly pauses: boolean; readonly major: number }): Parameters {
  const endsIdleSessions = pauses && major >= FIRST_MAJOR_THAT_ENDS_IDLE_SESSIONS;
  return endsIdleSessions ? { ...PARAMETERS, ...PAUSING_PARAMETERS } : PARAMETERS;
}
