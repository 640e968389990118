import { resolve } from 'node:path';

/** The root of the workspace. */
export const REPOSITORY = resolve(__dirname, '../../..');

/** Where the sources are published. */
export const GITHUB = { org: 'restartix', repo: 'infrastructure' };
