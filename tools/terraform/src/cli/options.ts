import type { ApprovalKind, Target } from '@restartix/plan-report';
import type { Given } from './flags';

/** What a command was asked for. */
export interface Options {
  readonly command: string;
  readonly env: string;
  /** One of its stacks. @default - all, or the one with the environment's name */
  readonly stack?: string;
  readonly target: Target;
  /** The digest of the plan that was reviewed. */
  readonly approve?: string;
  /** Says that production is meant. */
  readonly production: boolean;
  /** The environment's name, given ahead instead of typed. */
  readonly yes?: string;
  /** Addresses that may lose data, and that may interrupt what serves. */
  readonly allowed: Readonly<Record<ApprovalKind, readonly string[]>>;
  /** Minutes to wait for. */
  readonly timeout?: number;
  /** Minutes to wait for a state that another run has locked. */
  readonly lockTimeout: number;
  /** A state lock's id. */
  readonly id?: string;
  /** Platforms to lock providers for, e.g. `linux_amd64`. */
  readonly platforms: readonly string[];
  /** Lists what is ok too. */
  readonly verbose: boolean;
  /** Answers for a program. */
  readonly json: boolean;
  /** Neither reads the value of a secret nor takes the lock. */
  readonly withoutSecrets: boolean;
}

/** A deployment takes that long at most, as a rule; a first one that makes databases takes longer. */
export const LOCK_TIMEOUT_MINUTES = 10;

export function optionsOf(command: string, env: string, given: Given): Options {
  const { local, allowDataLoss = [], allowOutage = [], platform = [], ...rest } = given;
  return {
    production: false,
    lockTimeout: LOCK_TIMEOUT_MINUTES,
    verbose: false,
    json: false,
    withoutSecrets: false,
    ...rest,
    command,
    env,
    target: local ? 'local' : 'cloud',
    allowed: { 'data-loss': allowDataLoss, outage: allowOutage },
    platforms: platform,
  };
}
