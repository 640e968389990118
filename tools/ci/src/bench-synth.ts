/** `npm run bench:synth`: time and memory of large syntheses, beside raw CDKTF with the same resources. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratios, spread } from './statistics';

const ROUNDS = 3;
const LARGE = 1000;

interface Way {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly resources: number;
}

const RAW: Way = { name: 'raw CDKTF', args: ['raw', `${LARGE}`] };
const WAYS: readonly Way[] = [
  RAW,
  { name: 'ours', args: ['ours', `${LARGE}`] },
  { name: 'ours with stack traces', args: ['ours', `${LARGE}`], env: { CDKTF_STACK_TRACES: '1' } },
  { name: 'ours', args: ['ours', '100'] },
  { name: 'ours', args: ['ours', '10'] },
];

const outdir = mkdtempSync(join(tmpdir(), 'bench-synth-'));
try {
  const runs = WAYS.map(() => [] as Measured[]);
  // In turn, so that a slow minute of the machine counts for all.
  for (let round = 0; round < ROUNDS; round += 1) WAYS.forEach((way, i) => runs[i]!.push(synthesis(way)));
  print(runs);
} finally {
  rmSync(outdir, { recursive: true });
}

function synthesis({ args, env }: Way): Measured {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'bench-synth-worker.js'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, CDKTF_OUTDIR: outdir },
    maxBuffer: 2 ** 26,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  const { resource } = JSON.parse(readFileSync(join(outdir, 'stacks/bench/cdk.tf.json'), 'utf8')) as {
    resource: Record<string, object>;
  };
  const resources = Object.values(resource).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
  return { seconds, megabytes: Number(/RSS (\d+)/.exec(stdout)?.[1]) / 1024, resources };
}

function print(runs: readonly Measured[][]): void {
  const seconds = runs.map((each) => each.map((one) => one.seconds));
  console.log('| services | resources | synthesized by | time, median (min – max) | / raw | peak memory |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  WAYS.forEach(({ name, args: [, services] }, i) => {
    const { min, median, max } = spread(seconds[i]!);
    const ratio = services === RAW.args[1] ? ratios(seconds[i]!, seconds[0]!).median.toFixed(2) : '';
    const memory = spread(runs[i]!.map(({ megabytes }) => megabytes)).median.toFixed(0);
    const time = `${median.toFixed(2)} s (${min.toFixed(2)} – ${max.toFixed(2)})`;
    console.log(`| ${services} | ${runs[i]![0]!.resources} | ${name} | ${time} | ${ratio} | ${memory} MB |`);
  });
}
