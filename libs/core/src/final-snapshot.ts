import { DataResource, Fn } from 'cdktf';
import type { Construct } from 'constructs';

const SUFFIX_LENGTH = 6;

/**
 * The name of the snapshot that a destroy takes: `{identifier}-final-{suffix}`. AWS keeps the snapshot after the destroy
 * and refuses a second one of the same name, so the suffix is random, and is kept in the state until the destroy.
 */
export function finalSnapshotName(scope: Construct, identifier: string): string {
  const { id } = new DataResource(scope, 'final-snapshot');
  return `${identifier}-final-${Fn.substr(id, 0, SUFFIX_LENGTH)}`;
}
