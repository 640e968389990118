/** `npm run bench:synth`: time and memory of large syntheses, beside raw CDKTF with the same resources. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureNode, resourcesIn, time, type Measured } from './measure';
import { ratios, spread } from './statistics';

const ROUNDS = 3;
const LARGE = 1000;

interface Way {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

interface Synthesis extends Measured {
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
  const runs = WAYS.map(() => [] as Synthesis[]);
  // In turn, so that a slow minute of the machine counts for all.
  for (let round = 0; round < ROUNDS; round += 1) WAYS.forEach((way, i) => runs[i]!.push(synthesis(way)));
  print(runs);
} finally {
  rmSync(outdir, { recursive: true });
}

function synthesis({ args, env }: Way): Synthesis {
  const measured = measureNode([join(__dirname, 'bench-synth-worker.js'), ...args], {
    env: { ...env, CDKTF_OUTDIR: outdir },
  });
  const configuration = JSON.parse(readFileSync(join(outdir, 'stacks/bench/cdk.tf.json'), 'utf8')) as Parameters<
    typeof resourcesIn
  >[0];
  return { ...measured, resources: resourcesIn(configuration) };
}

function print(runs: readonly Synthesis[][]): void {
  const seconds = runs.map((each) => each.map((one) => one.seconds));
  console.log('| services | resources | synthesized by | time, median (min – max) | / raw | peak memory |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  WAYS.forEach(({ name, args: [, services] }, i) => {
    const ratio = services === RAW.args[1] ? ratios(seconds[i]!, seconds[0]!).median.toFixed(2) : '';
    const memory = spread(runs[i]!.map(({ megabytes }) => megabytes)).median.toFixed(0);
    console.log(
      `| ${services} | ${runs[i]![0]!.resources} | ${name} | ${time(spread(seconds[i]!))} | ${ratio} | ${memory} MB |`,
    );
  });
}
