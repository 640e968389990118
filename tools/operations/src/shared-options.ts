import type { ParseArgsConfig } from 'node:util';

export type Flags = NonNullable<ParseArgsConfig['options']>;

/** The flags of every command. */
export const SHARED_OPTIONS = {
  local: { type: 'boolean', default: false },
  region: { type: 'string' },
  project: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies Flags;

export interface Shared {
  /** The emulator of this machine instead of the account. */
  readonly local: boolean;
  /** @default - the region of the synthesized configuration, else AWS_REGION */
  readonly region?: string;
  /** First part of every name. @default - the tag `Project` of the synthesized configuration, else `restartix` */
  readonly project?: string;
  /** Prints the AWS command of each read too, not only of each change. */
  readonly verbose: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

export const SHARED_USAGE = `  --local         on the emulator of this machine: no account, no questions
  --region=<r>    --project=<p>: where the environment is not synthesized
  --verbose       prints the AWS command of each read too; that of each change is always printed`;
