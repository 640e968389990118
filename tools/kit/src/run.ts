import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { ToolError } from './errors';

export interface RunOptions {
  readonly cwd?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

export interface CaptureOptions extends RunOptions {
  /** Standard input. */
  readonly input?: string | Buffer;
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Shown {
  readonly code: number;
  /** The last lines that it printed, both streams. */
  readonly tail: string;
}

const MAX_BUFFER = 2 ** 30;
const TAIL_LINES = 60;

/** Runs a program to its end and gives what it printed. */
export function capture(program: string, args: readonly string[], options: CaptureOptions = {}): Promise<Finished> {
  const { input, ...where } = options;
  const child = spawn(program, args, { ...where, stdio: ['pipe', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (data: Buffer) => stdout.push(data));
  child.stderr.on('data', (data: Buffer) => stderr.push(data));
  // A program need not read what it is given.
  child.stdin.on('error', () => undefined).end(input);
  return ended(child, program).then((code) => ({ code, stdout: textOf(stdout), stderr: textOf(stderr) }));
}

/** The same, while nothing else in this process goes on. */
export function captureSync(program: string, args: readonly string[], options: CaptureOptions = {}): Finished {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: MAX_BUFFER,
  });
  // A program need not read what it is given: its end counts, not a broken pipe.
  if (error && status === null && signal === null) throw notStarted(program, error);
  return { code: exitCode(status, signal), stdout, stderr };
}

/** @returns standard output @throws ToolError with all that was printed when the program fails. */
export async function mustCapture(
  program: string,
  args: readonly string[],
  options: CaptureOptions = {},
): Promise<string> {
  return stdoutOf(await capture(program, args, options), program, args, options);
}

/** @returns standard output @throws ToolError with all that was printed when the program fails. */
export function mustCaptureSync(program: string, args: readonly string[], options: CaptureOptions = {}): string {
  return stdoutOf(captureSync(program, args, options), program, args, options);
}

/**
 * Runs a program, shows all that it prints and keeps the end of it. It gets no terminal to ask on. It has a process group of
 * its own, so that a signal reaches it once, from here, and all that it started too.
 */
export async function show(program: string, args: readonly string[], options: RunOptions = {}): Promise<Shown> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let text = '';
  const tee = (stream: NodeJS.WriteStream) => (data: Buffer) => {
    stream.write(data);
    text = (text + data.toString()).split('\n').slice(-TAIL_LINES).join('\n');
  };
  child.stdout.on('data', tee(process.stdout));
  child.stderr.on('data', tee(process.stderr));
  const code = await forwarding(
    ['SIGINT', 'SIGTERM', 'SIGHUP'],
    (signal) => signalGroup(child, signal),
    () => ended(child, program),
  );
  return { code, tail: text.trim() };
}

/** Runs a program in this one's place: it gets the terminal, if there is one. */
export function become(program: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const child = spawn(program, args, { ...options, stdio: 'inherit' });
  // A terminal sends Ctrl-C to both by itself. Terraform takes a second interrupt as "stop without saving".
  const forward = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  return forwarding(['SIGINT', 'SIGTERM', 'SIGHUP'], forward, () => ended(child, program));
}

/** Without what npm and Nx tell their children of this workspace: for runs in another one. */
export function outsideEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(NX_|npm_(?!config_)|npm_config_local_prefix$|INIT_CWD$|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(kept);
}

async function forwarding<T>(
  signals: readonly NodeJS.Signals[],
  forward: (signal: NodeJS.Signals) => void,
  work: () => Promise<T>,
): Promise<T> {
  for (const signal of signals) process.on(signal, forward);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function ended(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(notStarted(program, error)));
    child.on('close', (status, signal) => resolve(exitCode(status, signal)));
  });
}

/** As a shell says it: 130 for an interrupt. */
function exitCode(status: number | null, signal: NodeJS.Signals | null): number {
  return status ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

function stdoutOf(
  { code, stdout, stderr }: Finished,
  program: string,
  args: readonly string[],
  { cwd = process.cwd() }: RunOptions,
): string {
  if (code === 0) return stdout;
  const line = [program, ...args].join(' ');
  const printed = `${stdout}\n${stderr}`.trim();
  throw new ToolError(
    `${line.length > 200 ? `${line.slice(0, 200)}…` : line} failed with exit code ${code}${printed === '' ? '.' : `:\n${printed}`}`,
    `Run it in ${cwd}.`,
  );
}

function notStarted(program: string, error: Error): ToolError {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new ToolError(
    `${program} cannot be started: ${error.message}`,
    isMissing
      ? `Install ${program} and put it on the PATH.`
      : 'Check its permissions, and that this machine has memory left.',
    { cause: error },
  );
}

function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('utf8');
}
