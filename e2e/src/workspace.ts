import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const REPOSITORY = realpathSync(join(__dirname, '../..'));

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order of their arrival. */
  readonly output: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Standard input. @default - none */
  readonly input?: string;
  /** Gets the process, to signal it. */
  readonly onStart?: (child: ChildProcess) => void;
  readonly onOutput?: (text: string) => void;
}

/**
 * A copy of the repository with an emulator of its own: a test may change sources and break things there. What git
 * tracks or would track is copied; installed packages are linked.
 */
export class Workspace {
  readonly root: string;

  constructor() {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'restartix-e2e-')));
    const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: REPOSITORY,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    for (const file of stdout.split('\0').filter((each) => each !== '' && existsSync(join(REPOSITORY, each)))) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      cpSync(join(REPOSITORY, file), join(this.root, file));
    }
    linkPackages(this.root);
    // Only Nx's own cache keys need a repository; nothing is ever pushed.
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['add', '-A'],
      ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', 'commit', '-qm', 'copy'],
    ]) {
      spawnSync('git', args, { cwd: this.root });
    }
  }

  /**
   * Runs an Nx command that must succeed.
   * @throws Error with what it printed.
   */
  async mustNx(...args: string[]): Promise<Result> {
    const result = await this.nx(...args);
    if (result.code !== 0) throw new Error(`nx ${args.join(' ')}: ${result.output}`);
    return result;
  }

  /** Runs an Nx command, e.g. `nx('run', 'staging:plan:local')`. */
  nx(...args: string[]): Promise<Result> {
    return this.run(join(this.root, 'node_modules/.bin/nx'), args);
  }

  /** The command behind an environment's targets, without Nx around it. */
  terraform(args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return this.run(process.execPath, [join(this.root, 'tools/terraform/dist/cli.js'), ...args], options);
  }

  run(
    program: string,
    args: readonly string[],
    { env = {}, input, onStart, onOutput }: RunOptions = {},
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: this.root,
        env: this.environment(env),
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      // A program that reads nothing may be gone before all of it is written.
      child.stdin.on('error', () => undefined).end(input);
      const parts = { stdout: '', stderr: '', output: '' };
      const collect = (stream: 'stdout' | 'stderr') => (data: Buffer) => {
        parts[stream] += data.toString();
        parts.output += data.toString();
        onOutput?.(data.toString());
      };
      child.stdout.on('data', collect('stdout'));
      child.stderr.on('data', collect('stderr'));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? -1, ...parts }));
      onStart?.(child);
    });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  json<T>(path: string): T {
    return JSON.parse(this.read(path)) as T;
  }

  write(path: string, content: string | object): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  /** Replaces a text that must be there exactly once. */
  edit(path: string, before: string, after: string): void {
    const text = this.read(path);
    if (text.split(before).length !== 2) throw new Error(`${path} does not hold "${before}" exactly once`);
    this.write(path, text.replace(before, after));
  }

  get emulatorUrl(): string {
    return this.json<{ url: string }>('.emulator/emulator.json').url;
  }

  /** Stops the emulator and removes the copy; safe after any failure. */
  async close(): Promise<void> {
    await this.run(process.execPath, [join(this.root, 'tools/emulator/dist/cli.js'), 'stop']);
    rmSync(this.root, { recursive: true, force: true });
  }

  private environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const made = join(REPOSITORY, 'tools/emulator/.venv/bin/python');
    return {
      ...process.env,
      // The installation of the repository serves its copies.
      EMULATOR_PYTHON: process.env['EMULATOR_PYTHON'] ?? (existsSync(made) ? made : undefined),
      EMULATOR_HOME: join(this.root, '.emulator'),
      // Nx then does not ask whether the project references follow: a test adds environments of its own.
      CI: 'true',
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_WORKSPACE_ROOT_PATH: undefined,
      NX_TASK_TARGET_PROJECT: undefined,
      FORCE_COLOR: '0',
      ...extra,
    };
  }
}

/** Links what npm installed, and the workspace's own packages to the copy's folders. */
function linkPackages(root: string): void {
  const from = join(REPOSITORY, 'node_modules');
  const to = join(root, 'node_modules');
  mkdirSync(join(to, '@restartix'), { recursive: true });
  for (const name of readdirSync(from).filter((each) => each !== '@restartix' && each !== '.cache')) {
    symlinkSync(join(from, name), join(to, name));
  }
  for (const group of ['libs', 'apps', 'tools']) {
    for (const name of readdirSync(join(root, group))) linkPackage(root, join(group, name));
  }
  linkPackage(root, 'e2e');
}

export function linkPackage(root: string, folder: string): void {
  const file = join(root, folder, 'package.json');
  if (!existsSync(file)) return;
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name: string };
  symlinkSync(join(root, folder), join(root, 'node_modules', name));
}
