import type { Construct } from 'constructs';
import { warn } from './warn';

/** An input that goes away. It lives for one major version beside what takes its place. */
export interface Deprecation {
  /** The input's path, e.g. `natGateway.perAz`. */
  readonly input: string;
  /** What to give instead, as a sentence, e.g. `Set natPerAz.` */
  readonly instead: string;
  /** The version that does not know it any more: the next major, e.g. `2.0.0`. */
  readonly removedIn: string;
}

/**
 * Warns at synth that an input was given that goes away; says nothing where it was not given.
 *
 * @example
 * deprecated(this, 'network', config.perAz, { input: 'perAz', instead: 'Set natPerAz.', removedIn: '2.0.0' });
 */
export function deprecated(scope: Construct, module: string, given: unknown, what: Deprecation): void {
  if (given === undefined) return;
  const { input, instead, removedIn } = what;
  warn(scope, `${module} "${scope.node.id}": ${input} is deprecated and will be removed in ${removedIn}. ${instead}`);
}
