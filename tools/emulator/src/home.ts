import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The emulator's files: `EMULATOR_HOME`, else `.emulator` in the workspace. */
export function emulatorHome(environment: NodeJS.ProcessEnv = process.env, from = process.cwd()): string {
  const named = environment['EMULATOR_HOME'];
  if (named) return resolve(named);
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return join(folder, '.emulator');
  }
  return join(from, '.emulator');
}
