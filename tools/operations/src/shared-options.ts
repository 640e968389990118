import { SHARED_OPTIONS, type CommandUnknownOpts } from '@restartix/kit';

/** The options of every command. */
export interface Shared {
  /** The emulator of this machine instead of the account. */
  readonly local?: boolean;
  /** @default - the region of the synthesized configuration, else AWS_REGION */
  readonly region?: string;
  /** First part of every name. @default - the tag `Project` of the synthesized configuration, else `restartix` */
  readonly project?: string;
  /** Prints the AWS command of each read too, not only of each change. */
  readonly verbose?: boolean;
}

export function addShared(command: CommandUnknownOpts): void {
  command
    .option(...SHARED_OPTIONS.local)
    .option('--region <region>', 'where the environment is not synthesized')
    .option('--project <name>', 'first part of every name, where the environment is not synthesized')
    .option('--verbose', 'print the AWS command of each read too; that of each change is always printed');
}
