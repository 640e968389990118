import { spawn } from 'node:child_process';

export interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/**
 * Runs steps one after the other and prints what they print. The last one has been running beside them from the start, and
 * what it printed follows theirs: it mostly waits, they mostly compute.
 */
export async function runSteps(
  root: string,
  { steps, beside }: { readonly steps: readonly Step[]; readonly beside: Step },
): Promise<StepResult[]> {
  const held = new Held();
  const waiting = run(root, beside, held);
  const results: StepResult[] = [];
  for (const step of steps) {
    heading(step);
    results.push(await run(root, step));
  }
  heading(beside);
  held.release();
  return [...results, await waiting];
}

/** Keeps output until it may be printed. */
class Held {
  private readonly chunks: Buffer[] = [];
  private released = false;

  write(chunk: Buffer): void {
    if (this.released) process.stdout.write(chunk);
    else this.chunks.push(chunk);
  }

  release(): void {
    this.released = true;
    process.stdout.write(Buffer.concat(this.chunks));
  }
}

function heading({ name }: Step): void {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 100 - name.length))}`);
}

function run(root: string, { name, command: [program = '', ...args] }: Step, held?: Held): Promise<StepResult> {
  const started = Date.now();
  return new Promise((resolve) => {
    const done = (ok: boolean): void => resolve({ name, ok, seconds: (Date.now() - started) / 1000 });
    const child = spawn(program, args, { cwd: root, stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    child.stdout?.on('data', (chunk: Buffer) => held?.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => held?.write(chunk));
    child.on('error', (error) => {
      console.error(error.message);
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
}
