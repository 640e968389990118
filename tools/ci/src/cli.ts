/** The commands that CI and people run; each is told by its name. */
import { join } from 'node:path';
import { printAffectedEnvs } from './affected/affected-envs';

const ROOT = join(__dirname, '../../..');

const COMMANDS: Readonly<Record<string, (args: readonly string[], root: string) => Promise<void>>> = {
  'affected-envs': printAffectedEnvs,
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  console.error(`There is no command "${name}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  process.exitCode = 1;
} else {
  command(args, ROOT).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
