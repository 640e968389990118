/** The newest release of CDKTF's successor that installs on Node.js 20. */
export const SUCCESSOR = { name: 'cdktn', version: '0.24.0' };

/** The newest `constructs` that it takes: its peer is `>=10.6.0 <10.8.0`. */
const CONSTRUCTS = '10.7.2';

/** The parts of the root's package.json that a move changes. */
export interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

/**
 * The root's package.json with the successor under the name `cdktf`. Sources, modules and provider bindings go on asking
 * for `cdktf`; the override gives them the successor, whatever range their peers name.
 * @throws Error when there is no CDKTF to move from, or it moved already.
 */
export function moved<T extends Manifest>(manifest: T): T {
  if (!manifest.devDependencies['cdktf'] || !manifest.devDependencies['constructs']) {
    throw new Error('package.json names no cdktf and constructs in devDependencies: there is nothing to move from.');
  }
  if (manifest.devDependencies['cdktf'].startsWith('npm:')) {
    throw new Error(
      'package.json installs another package under the name cdktf already: there is nothing left to move.',
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
