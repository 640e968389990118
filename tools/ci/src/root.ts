import { join } from 'node:path';

/** The repository that this tool is part of. */
export const ROOT = join(__dirname, '../../..');
