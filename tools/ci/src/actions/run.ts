import { spawn, type ChildProcess } from 'node:child_process';

export interface Ran {
  readonly code: number;
  /** The last lines that it printed, both streams. */
  readonly tail: string;
}

const TAIL = 60;

interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs a program, shows all that it prints, and remembers the end of it. It gets no terminal to ask on. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const take = (stream: NodeJS.WriteStream) => (data: Buffer) => {
    stream.write(data);
    text = (text + data.toString()).split('\n').slice(-TAIL).join('\n');
  };
  child.stdout.on('data', take(process.stdout));
  child.stderr.on('data', take(process.stderr));
  return ended(child).then((code) => ({ code, tail: text.trim() }));
}

/** Runs a program in this one's place: it gets the terminal, if there is one. */
export function become(program: string, args: readonly string[], options: RunOptions): Promise<number> {
  return ended(spawn(program, args, { ...options, stdio: 'inherit' }));
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // A job that is cancelled sends one interrupt: Terraform must get it, save its state and release its lock.
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('close', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? 130);
    });
  });
}
