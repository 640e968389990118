import { spawnSync } from 'node:child_process';
import { PackagesError } from './errors';

/**
 * Runs a program in a folder and gives what it prints. Nx and npm tell their children what they run; a run of another
 * workspace must not hear it.
 */
export function run(cwd: string, program: string, args: readonly string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|NODE_OPTIONS$)/.test(name));
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...Object.fromEntries(inherited), NX_DAEMON: 'false' },
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return stdout;
  throw new PackagesError(
    `${[program, ...args.slice(0, 2)].join(' ')} failed:\n${error?.message ?? `${stdout}\n${stderr}`.trim()}`,
    `Run it in the workspace: ${program} ${args.slice(0, 3).join(' ')} …`,
  );
}
