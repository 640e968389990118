import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmulatorError } from './errors';
import { emulatorHome } from './home';
import { SOURCES, findPython } from './python';

/** A running emulator. */
export interface Emulator {
  readonly id: string;
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly home: string;
  readonly startedAt: string;
  /** One JSON line for each API call. */
  readonly callsFile: string;
  readonly logFile: string;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5000;
const HOLD_MS = 1000;
// A living starter touches its lock each second; one that did not for this long is dead.
const LOCK_TIMEOUT_MS = 10 * HOLD_MS;

/** The emulator of this home, if one runs and answers with its own id. */
export async function emulatorStatus(home = emulatorHome()): Promise<Emulator | undefined> {
  const file = join(home, 'emulator.json');
  if (!existsSync(file)) return undefined;
  const emulator = JSON.parse(readFileSync(file, 'utf8')) as Emulator;
  return (await idAt(emulator.port)) === emulator.id ? emulator : undefined;
}

/**
 * The running emulator, or a new one on a free port (or on `EMULATOR_PORT`). It outlives the command that starts it.
 * @throws EmulatorError when Python or moto is missing, the port is taken, or the server does not come up.
 */
export async function startEmulator({
  home = emulatorHome(),
  onProgress = () => undefined,
}: { home?: string; onProgress?: (line: string) => void } = {}): Promise<Emulator> {
  const running = await emulatorStatus(home);
  if (running) return running;
  mkdirSync(home, { recursive: true });
  return withLock(home, async () => (await emulatorStatus(home)) ?? launch(home, onProgress));
}

/** Stops the emulator; false when none runs. What it held is gone with it. */
export async function stopEmulator(home = emulatorHome()): Promise<boolean> {
  const emulator = await emulatorStatus(home);
  rmSync(join(home, 'emulator.json'), { force: true });
  if (!emulator) return false;
  process.kill(emulator.pid, 'SIGTERM');
  for (let waited = 0; waited < STOP_TIMEOUT_MS; waited += 50) {
    if (!isAlive(emulator.pid)) return true;
    await sleep(50);
  }
  process.kill(emulator.pid, 'SIGKILL');
  return true;
}

async function launch(home: string, onProgress: (line: string) => void): Promise<Emulator> {
  const python = await findPython({ onProgress });
  const port = await choosePort();
  // The state that Terraform kept of an emulator's resources means nothing to the next emulator.
  rmSync(join(home, 'state'), { recursive: true, force: true });
  const emulator: Omit<Emulator, 'pid'> = {
    id: randomUUID(),
    port,
    url: `http://127.0.0.1:${port}`,
    home,
    startedAt: new Date().toISOString(),
    callsFile: join(home, 'calls.jsonl'),
    logFile: join(home, 'emulator.log'),
  };
  writeFileSync(emulator.callsFile, '');

  const log = openSync(emulator.logFile, 'w');
  const child = spawn(
    python,
    ['-m', 'restartix_emulator.server', '--port', String(port), '--id', emulator.id, '--calls', emulator.callsFile],
    {
      cwd: SOURCES,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  closeSync(log);
  child.unref();
  const ended = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(failed(emulator.logFile, error.message)));
    child.on('exit', (code) => reject(failed(emulator.logFile, `it ended with ${code}`)));
  });
  await Promise.race([answering(emulator), ended]);
  child.removeAllListeners();

  const started = { ...emulator, pid: child.pid! };
  const file = join(home, 'emulator.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(started, null, 2)}\n`);
  renameSync(`${file}.new`, file);
  onProgress(`Emulator started at ${started.url}.`);
  return started;
}

async function answering({ id, port, logFile }: Omit<Emulator, 'pid'>): Promise<void> {
  for (const started = Date.now(); Date.now() - started < START_TIMEOUT_MS;) {
    if ((await idAt(port)) === id) return;
    await sleep(100);
  }
  throw failed(logFile, `it did not answer within ${START_TIMEOUT_MS / 1000} seconds`);
}

function failed(logFile: string, why: string): EmulatorError {
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' ') : '';
  return new EmulatorError(`The emulator did not start: ${why}. ${log}`.trim(), `The whole log: ${logFile}`);
}

/** The id of the emulator at a port; undefined when something else is there, or nothing. */
function idAt(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/restartix-emulator/health', timeout: 2000 },
      (response) => {
        let body = '';
        response.on('data', (data: Buffer) => (body += data.toString()));
        response.on('end', () => resolve(idIn(body)));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

function idIn(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { id?: string }).id;
  } catch {
    return undefined;
  }
}

async function choosePort(): Promise<number> {
  const wanted = process.env['EMULATOR_PORT'];
  if (wanted === undefined) return tryPort(0);
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new EmulatorError(
      `EMULATOR_PORT is "${wanted}", which is no port.`,
      'Use a number from 1024 to 65535, or unset it to take a free one.',
    );
  }
  return tryPort(port).catch((error: NodeJS.ErrnoException) => {
    throw new EmulatorError(
      `Port ${port} of EMULATOR_PORT cannot be used (${error.code}).`,
      'Choose another, or unset EMULATOR_PORT to take a free one.',
    );
  });
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

/** One starter at a time: two commands that start together share one emulator. */
async function withLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = join(home, 'starting.lock');
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isOld(lock)) rmSync(lock, { force: true });
      else await sleep(100);
    }
  }
  const held = setInterval(() => writeFileSync(lock, String(process.pid)), HOLD_MS);
  try {
    return await work();
  } finally {
    clearInterval(held);
    rmSync(lock, { force: true });
  }
}

function isOld(lock: string): boolean {
  if (!existsSync(lock)) return false;
  const idle = Date.now() - statSync(lock).mtimeMs;
  return idle > LOCK_TIMEOUT_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
