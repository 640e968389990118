import { spawnSync } from 'node:child_process';
import type { Spread } from './statistics';

/** What a program did. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program cost. */
export interface Measured {
  readonly seconds: number;
  /** Its own peak, not that of the processes that it starts. */
  readonly megabytes: number;
}

export function seconds(work: () => void): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

/** @throws Error with what the program printed, when it failed. */
export function must<T extends Finished>(finished: T): T {
  if (finished.status !== 0) throw new Error(`${finished.stdout}\n${finished.stderr}`);
  return finished;
}

const WITH_PEAK = `
  process.on('exit', () => process.stderr.write('\\nRSS ' + process.resourceUsage().maxRSS));
  require(process.argv[1]);`;

/** Runs a script with its arguments in a Node.js process of its own. */
export function measureNode(
  script: readonly string[],
  { env = {}, cwd }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Measured {
  let stderr = '';
  const elapsed = seconds(() => {
    const finished = spawnSync(process.execPath, ['-e', WITH_PEAK, '--', ...script], {
      ...{ encoding: 'utf8' as const, maxBuffer: 2 ** 28, cwd },
      env: { ...process.env, ...env },
    });
    ({ stderr } = must(finished));
  });
  return { seconds: elapsed, megabytes: Number(/RSS (\d+)$/.exec(stderr.trim())?.[1]) / 1024 };
}

/** `1.50 s (1.20 – 2.00)` */
export function time({ min, median, max }: Spread): string {
  return `${median.toFixed(2)} s (${min.toFixed(2)} – ${max.toFixed(2)})`;
}

/** How many resources a synthesized configuration has. */
export function resourcesIn({ resource }: { readonly resource: Readonly<Record<string, object>> }): number {
  return Object.values(resource).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
}
