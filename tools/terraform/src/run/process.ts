import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Product } from '@restartix/plan-report';
import { follow } from './follow-file';
import { forwardInterrupts } from './interrupts';

export interface TerraformRun {
  readonly binary: string;
  readonly product: Product;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Gets everything that Terraform prints, unless `secret`. */
  readonly log: string;
  /** Each line that Terraform prints. */
  readonly onLine?: (line: string) => void;
  /** Keeps standard output out of the log: for what holds values in the clear. */
  readonly secret?: boolean;
  /** Ends the run early, for a reason of the caller's. */
  readonly watch?: (stop: Stop) => { stop(): void };
  readonly say: (line: string) => void;
}

/** Asks Terraform to stop, or ends it at once. */
export type Stop = (how: 'interrupt' | 'kill') => void;

export interface TerraformResult {
  readonly code: number;
  /** Standard output; with errors in it when it went into the log. */
  readonly output: string;
  readonly errors: string;
  /** True when a person interrupted the run. */
  readonly interrupted: boolean;
  readonly log: string;
}

/**
 * Runs Terraform in a process group of its own: a terminal sends Ctrl-C to every process of the foreground group, and
 * Terraform takes a second interrupt as "stop at once, without saving". Here it gets exactly one, from us.
 *
 * It prints into a file that we read, not into a pipe: should this process be killed, a pipe would break and take
 * Terraform with it in the middle of its work; so it goes on, saves the state and releases the lock.
 */
export async function runTerraform(run: TerraformRun): Promise<TerraformResult> {
  const descriptor = openSync(run.log, 'a', 0o600);
  const child = spawn(run.binary, run.args, {
    env: run.environment,
    detached: true,
    stdio: ['ignore', run.secret ? 'pipe' : descriptor, descriptor],
  });
  closeSync(descriptor);
  const stop: Stop = (how) => signal(child, how);
  const interrupts = forwardInterrupts({
    product: run.product,
    interrupt: () => stop('interrupt'),
    kill: () => stop('kill'),
    say: run.say,
  });
  const watch = run.watch?.(stop);

  const output: Buffer[] = [];
  child.stdout?.on('data', (data: Buffer) => output.push(data));
  const lines: string[] = [];
  const log = follow(run.log, (line) => {
    lines.push(line);
    run.onLine?.(line);
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status ?? 1));
    });
    log.stop();
    const printed = lines.join('\n');
    return {
      code,
      output: run.secret ? Buffer.concat(output).toString('utf8') : printed,
      errors: printed,
      interrupted: interrupts.count > 0,
      log: run.log,
    };
  } finally {
    watch?.stop();
    interrupts.stop();
  }
}

/** An interrupt is for Terraform, which tells its plugins; a kill is for all of them. */
function signal({ pid }: ChildProcess, how: 'interrupt' | 'kill'): void {
  if (pid === undefined) return;
  try {
    process.kill(how === 'kill' ? -pid : pid, how === 'kill' ? 'SIGKILL' : 'SIGINT');
  } catch (error) {
    // It ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
