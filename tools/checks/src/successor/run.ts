import { execFile } from 'node:child_process';

/** Runs a program. @throws Error with all that it printed when it fails. */
export function mustRun(program: string, args: readonly string[], cwd: string): Promise<string> {
  return run(program, args, cwd).then(({ stdout }) => stdout);
}

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export function run(program: string, args: readonly string[], cwd: string): Promise<Printed> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env: environment(), maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr || error.message}`));
      else resolve({ stdout, stderr });
    });
  });
}

/** Without what npm and Nx tell their children of the workspace that is copied. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_)|NX_|INIT_CWD)/.test(name)),
  );
}
