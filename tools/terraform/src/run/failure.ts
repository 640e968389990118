import { ToolError } from '@restartix/kit';

/** What kind of failure it is, where another part of the tool acts on it. */
export type FailureKind =
  'state-bucket-missing' | 'other-stack-missing' | 'locked' | 'protected' | 'interrupted' | 'other';

/** A run of Terraform that failed. */
export class TerraformFailure extends ToolError {
  constructor(
    what: string,
    hint: string,
    readonly kind: FailureKind = 'other',
    /** All that Terraform said of it. */
    readonly text = what,
  ) {
    super(what, hint, { exitCode: kind === 'interrupted' ? 130 : 1 });
  }
}
