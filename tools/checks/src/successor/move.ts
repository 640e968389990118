import { ToolError } from '@restartix/kit';

/** The newest release of CDKTF's successor that installs on Node.js 20. */
export const SUCCESSOR = { name: 'cdktn', version: '0.24.0' };

/** The newest `constructs` that it supports: its peer is `>=10.6.0 <10.8.0`. */
const CONSTRUCTS = '10.7.2';

/** The parts of the root's package.json that a move changes. */
export interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

/**
 * The root's package.json with the successor under the name `cdktf`. Sources, modules and provider bindings still require
 * `cdktf`; the override gives them the successor, whatever range their peers name.
 * @throws ToolError when there is no CDKTF to move from, or it has moved already.
 */
export function moved<T extends Manifest>(manifest: T): T {
  if (!manifest.devDependencies['cdktf'] || !manifest.devDependencies['constructs']) {
    throw new ToolError(
      'package.json has no cdktf and constructs in devDependencies: there is nothing to move from.',
      'Run it in a workspace that uses CDKTF.',
    );
  }
  if (manifest.devDependencies['cdktf'].startsWith('npm:')) {
    throw new ToolError(
      'package.json already installs another package under the name cdktf: there is nothing left to move.',
      'Remove this check: docs/leaving-cdktf.md.',
    );
  }
  return {
    ...manifest,
    devDependencies: {
      ...manifest.devDependencies,
      cdktf: `npm:${SUCCESSOR.name}@${SUCCESSOR.version}`,
      constructs: CONSTRUCTS,
    },
    overrides: { ...manifest.overrides, cdktf: '$cdktf' },
  };
}
