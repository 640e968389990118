import type { ModuleConfig, PolicyStatement } from '@restartix/core';

/** Inputs of the role for emergencies. */
export interface BreakGlassConfig extends ModuleConfig {
  /** Names of the account's IAM users who may assume it, with MFA. */
  readonly users: readonly string[];
  /** What changing the environment's state takes: `statePolicy({ …, access: 'write' })` of tfstate-backend. */
  readonly stateStatements: readonly PolicyStatement[];
}
