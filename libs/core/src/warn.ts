import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';

/** A warning for what is legal but risky; printed at synth, stops nothing. */
export function warn(scope: Construct, message: string): void {
  Annotations.of(scope).addWarning(message);
}
