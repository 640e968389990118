import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorStatus, resetEmulator, startEmulator, stopEmulator, type Emulator } from '@restartix/emulator';
import { createBucket, inventory } from '../aws';
import { REPOSITORY } from '../workspace';

export type Json = Readonly<Record<string, unknown>>;

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
  /** What Terraform failed for, resource by resource. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly address: string;
  readonly why: string;
}

/** One call to AWS, as the emulator wrote it down. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly path: string;
}

const STATE_BUCKET = 'restartix-tfstate';

/** A workspace of synthesized environments with an AWS of its own, and the commands that a person runs there. */
export class Place {
  private constructor(
    private readonly root: string,
    private readonly env: string,
    private started: Emulator,
  ) {}

  /**
   * @param env - what the commands are about
   * @param configurations - what each environment's synthesis gave
   */
  static async open(env: string, configurations: Readonly<Record<string, Json>>): Promise<Place> {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'faults-')));
    writeFileSync(join(root, 'nx.json'), '{}');
    const place = new Place(root, env, await startEmulator({ home: join(root, '.emulator') }));
    for (const [name, json] of Object.entries(configurations)) place.configure(name, json);
    return place;
  }

  get emulator(): Emulator {
    return this.started;
  }

  /** Takes the place of what was synthesized before. */
  configure(env: string, json: Json): void {
    const stack = join(this.root, 'apps', env, 'cdktf.out', 'stacks', env);
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(this.root, 'apps', env, 'cdktf.json'), '{}');
    writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(impatient(json)));
  }

  async close(): Promise<void> {
    await stopEmulator(this.started.home);
    rmSync(this.root, { recursive: true, force: true });
  }

  /** An account without anything, or with nothing but a bucket for the state; no run is remembered. */
  async reset({ stateBucket }: { readonly stateBucket: boolean }): Promise<void> {
    await resetEmulator(this.started);
    rmSync(join(this.started.home, 'state'), { recursive: true, force: true });
    for (const env of readdirSync(join(this.root, 'apps'))) {
      const work = join(this.root, 'apps', env, '.tf');
      if (!existsSync(work)) continue;
      // What `init` installed stays.
      for (const name of readdirSync(work).filter((each) => each !== 'data' && each !== 'terraform-version.json'))
        rmSync(join(work, name), { recursive: true, force: true });
    }
    if (stateBucket) await createBucket(this.started.url, STATE_BUCKET);
  }

  /** Ends the emulator as a crash does, and starts another one. */
  async crash(): Promise<void> {
    process.kill(this.started.pid, 'SIGKILL');
    while (await emulatorStatus(this.started.home)) await new Promise((resolve) => setTimeout(resolve, 50));
    this.started = await startEmulator({ home: this.started.home });
    await createBucket(this.started.url, STATE_BUCKET);
  }

  /** Runs a command of the environment on the emulator: `deploy`, `plan`. */
  async run(command: string, ...flags: string[]): Promise<Outcome> {
    const before = this.logs();
    const cli = join(REPOSITORY, 'tools/terraform/dist/cli.js');
    const env = { ...process.env, EMULATOR_HOME: this.started.home, FORCE_COLOR: '0' };
    const args = [cli, command, this.env, '--local', ...flags];
    const { code, output } = await new Promise<Omit<Outcome, 'failures'>>((resolve) => {
      execFile(process.execPath, args, { cwd: this.root, env, maxBuffer: 2 ** 26 }, (error, out, err) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, output: `${err}${out}` }),
      );
    });
    const logs = this.logs().filter((name) => !before.includes(name));
    return { code, output, failures: logs.flatMap(failuresIn) };
  }

  /** What AWS was asked while something was done. */
  async calls(during: () => Promise<unknown>): Promise<Call[]> {
    const before = readFileSync(this.started.callsFile, 'utf8').length;
    await during();
    const lines = readFileSync(this.started.callsFile, 'utf8').slice(before).split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Call);
  }

  /** Everything that exists, without the parts of names that AWS makes up. */
  async account(): Promise<string[]> {
    const found = Object.entries(await inventory(this.started.url));
    return found.flatMap(([kind, names]) => names.map((name) => `${kind} ${name.replace(MADE_UP, '…')}`)).sort();
  }

  private logs(): string[] {
    const folder = join(this.root, 'apps', this.env, '.tf', 'logs');
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  }
}

const MADE_UP =
  /(?<=-)[0-9a-f]{8,}\b|\b[0-9a-f]{16,}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+|(?<=-)[A-Za-z0-9]{6}$|(?<=^ns-)\w+/g;

interface Event {
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

function failuresIn(log: string): Failure[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const { diagnostic } = JSON.parse(line) as Event;
      if (diagnostic?.severity !== 'error') return [];
      const { address = '', summary, detail = '' } = diagnostic;
      return [{ address, why: `${summary} ${detail}`.trim() }];
    });
}

/** The provider gives up after two attempts; by default it makes 25, which takes minutes. */
function impatient(json: Json): Json {
  const { aws = [] } = (json['provider'] ?? {}) as { aws?: Json[] };
  return {
    ...json,
    provider: { ...(json['provider'] as Json), aws: aws.map((each) => ({ ...each, max_retries: 2 })) },
  };
}
