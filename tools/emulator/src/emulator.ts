import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ToolError, processIdentity, withLock } from '@restartix/kit';
import { emulatorAt } from './health';
import { emulatorHome } from './home';
import { wantedPort } from './port';
import { keepPrevious, loss } from './previous';
import { commandLineHas, end, processesWith } from './processes';
import { SOURCES, findPython } from './python';
import { readRecord, removeRecord, writeRecord, type Emulator } from './record';
import { serverEnvironment } from './server-environment';

export interface StartOptions {
  readonly home?: string;
  /** What goes on, line by line: an installation on first use takes a minute. */
  readonly onProgress?: (line: string) => void;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5000;

/** The emulator of this home, if one runs and answers with its own id. */
export async function emulatorStatus(home = emulatorHome()): Promise<Emulator | undefined> {
  const emulator = readRecord(home);
  return emulator && (await emulatorAt(emulator.port))?.id === emulator.id ? emulator : undefined;
}

/**
 * The running emulator, or a new one on a free port (or on `EMULATOR_PORT`). It outlives the command that starts it.
 * @throws ToolError when Python or moto is missing, the port is taken, or the server does not come up.
 */
export async function startEmulator({
  home = emulatorHome(),
  onProgress = () => undefined,
}: StartOptions = {}): Promise<Emulator> {
  const running = await emulatorStatus(home);
  if (running) return running;
  makeHome(home);
  const lock = join(home, 'starting.lock');
  return withLock(
    lock,
    { purpose: 'start the emulator', say: onProgress },
    async () => (await emulatorStatus(home)) ?? launch(home, onProgress),
  );
}

/** Stops the emulator; false when none runs. What it held is gone with it. */
export async function stopEmulator(home = emulatorHome()): Promise<boolean> {
  const emulator = readRecord(home);
  if (!emulator) return false;
  const ours = (await emulatorAt(emulator.port))?.id === emulator.id || isOurs(emulator);
  if (ours) await end(emulator.pid, STOP_TIMEOUT_MS);
  removeRecord(home);
  return ours;
}

/** One that runs but does not answer is still known by the id in its command line. */
function isOurs({ pid, id }: Emulator): boolean {
  return processIdentity(pid) !== undefined && commandLineHas(pid, id);
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (error) {
    throw new ToolError(
      `The emulator's folder cannot be created: ${(error as Error).message}`,
      'Set EMULATOR_HOME to a folder that you may write to.',
    );
  }
}

async function launch(home: string, onProgress: (line: string) => void): Promise<Emulator> {
  const port = await wantedPort();
  const python = await findPython({ onProgress });
  const lost = loss(home);
  await stopEmulator(home);
  // The state that Terraform kept of an emulator's resources means nothing to the next emulator.
  rmSync(join(home, 'state'), { recursive: true, force: true });
  const id = randomUUID();
  const key = randomUUID();
  const files = { callsFile: join(home, 'calls.jsonl'), logFile: join(home, 'emulator.log') };
  const readyFile = join(home, `${id}.ready`);
  keepPrevious(home);
  writeFileSync(files.callsFile, '');

  if (lost) onProgress(lost);
  onProgress('Starting the emulator.');
  const startedAt = new Date().toISOString();
  const log = openSync(files.logFile, 'w');
  const child = spawn(
    python,
    [
      ...['-m', 'restartix_emulator.server', '--port', String(port), '--id', id],
      ...['--calls', files.callsFile, '--ready', readyFile, '--detach'],
    ],
    { cwd: SOURCES, detached: true, stdio: ['ignore', log, log], env: serverEnvironment(key) },
  );
  closeSync(log);
  child.unref();
  try {
    const ended = new Promise<never>((_, reject) => {
      child.on('error', (error) => reject(failed(files.logFile, error.message)));
      // The server goes on in a process of its own, and this one ends well, once it listens.
      child.on('exit', (code, signal) => {
        if (code !== 0) reject(failed(files.logFile, `it exited with ${code ?? signal}`));
      });
    });
    const { port: bound, pid } = await Promise.race([listening(id, readyFile, files.logFile), ended]);
    const url = `http://127.0.0.1:${bound}`;
    const emulator = { id, pid, port: bound, url, home, startedAt, key, ...files };
    writeRecord(emulator);
    return emulator;
  } catch (error) {
    for (const pid of processesWith(id)) await end(pid, STOP_TIMEOUT_MS);
    throw error;
  } finally {
    child.removeAllListeners();
    rmSync(readyFile, { force: true });
  }
}

/** The port on which the server with this id answers, and its process. */
async function listening(
  id: string,
  readyFile: string,
  logFile: string,
): Promise<{ readonly port: number; readonly pid: number }> {
  for (const started = Date.now(); Date.now() - started < START_TIMEOUT_MS;) {
    const port = existsSync(readyFile) ? Number(readFileSync(readyFile, 'utf8')) : undefined;
    const found = port ? await emulatorAt(port) : undefined;
    if (port && found?.id === id) return { port, pid: found.pid };
    await sleep(50);
  }
  throw failed(logFile, `it did not respond within ${START_TIMEOUT_MS / 1000} seconds`);
}

function failed(logFile: string, why: string): ToolError {
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' ') : '';
  return new ToolError(`The emulator did not start: ${why}. ${log}`.trim(), `Full log: ${logFile}`);
}
