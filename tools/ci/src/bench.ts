/** `npm run bench`: what the tools cost beside what they run, as ratios measured in one run. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatorStatus } from '@restartix/emulator';
import { Session } from '@restartix/terraform';
import { measureNode, must, seconds, time, type Finished, type Measured } from './measure';
import { ratios, spread, type Spread } from './statistics';

const ROOT = join(__dirname, '../../..');
const PAIRS = 5;
const NX = join(ROOT, 'node_modules/.bin/nx');
const RUNNER = join(ROOT, 'tools/terraform/dist/cli.js');

interface Row {
  readonly what: string;
  readonly figure: string;
  readonly aim: string;
}

async function main(): Promise<void> {
  if (!(await emulatorStatus()) || !existsSync(join(ROOT, 'apps/staging/.tf/data'))) {
    throw new Error('There is no local staging to plan. Deploy it first: npx nx run staging:deploy:local');
  }
  const session = await Session.open({ command: 'plan', env: 'staging', target: 'local', root: ROOT });

  const raw = (): number => seconds(() => must(session.raw(['plan', '-input=false', '-no-color'])));
  const runner = (): number => seconds(() => must(run(process.execPath, [RUNNER, 'plan', 'staging', '--local'])));
  const nx = (): number => seconds(() => must(run(NX, ['run', 'staging:plan:local'])));
  nx();
  requireNoChanges();
  raw();
  const plans = { raw: [] as number[], runner: [] as number[], nx: [] as number[] };
  for (let i = 0; i < PAIRS; i += 1) {
    plans.raw.push(raw());
    plans.runner.push(runner());
    plans.nx.push(nx());
  }

  const cold: Measured[] = [];
  const nothing: number[] = [];
  for (let i = 0; i < PAIRS; i += 1) {
    cold.push(measureNode(['./dist/main.js'], { cwd: join(ROOT, 'apps/staging') }));
    nothing.push(seconds(() => must(run(process.execPath, ['-e', '']))));
  }
  const cached = Array.from({ length: PAIRS }, () => seconds(() => must(run(NX, ['run', 'staging:synth']))));

  print([
    { what: 'raw terraform plan of the same JSON', figure: time(spread(plans.raw)), aim: '' },
    { what: 'the runner / raw plan', figure: ratio(ratios(plans.runner, plans.raw)), aim: '' },
    { what: 'nx run staging:plan:local / raw plan', figure: ratio(ratios(plans.nx, plans.raw)), aim: '1.05' },
    {
      what: 'synth of staging, cold node process',
      figure: time(spread(cold.map((each) => each.seconds))),
      aim: '0.5 s on an idle machine',
    },
    {
      what: 'the same / a node process that does nothing',
      figure: ratio(
        ratios(
          cold.map((each) => each.seconds),
          nothing,
        ),
      ),
      aim: '10',
    },
    { what: 'its memory at the peak', figure: memory(spread(cold.map((each) => each.megabytes))), aim: '150 MB' },
    { what: 'nx run staging:synth, from the cache', figure: time(spread(cached)), aim: '' },
    { what: 'a node process that does nothing', figure: time(spread(nothing)), aim: '' },
  ]);
}

/** A plan with changes reads the plan a second time for its report; the figure is about the plan that finds nothing. */
function requireNoChanges(): void {
  const { changes } = JSON.parse(readFileSync(join(ROOT, 'apps/staging/.tf/plan-summary.json'), 'utf8')) as {
    changes: unknown[];
  };
  if (changes.length > 0) {
    throw new Error('The local staging is not as configured. Deploy it first: npx nx run staging:deploy:local');
  }
}

function run(program: string, args: readonly string[], cwd = ROOT): Finished {
  return spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

function print(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  console.log(`${'what'.padEnd(width)}  ${'median (min – max)'.padEnd(26)}  aim, at most`);
  for (const { what, figure, aim } of rows) console.log(`${what.padEnd(width)}  ${figure.padEnd(26)}  ${aim}`);
}

const ratio = ({ min, median, max }: Spread): string => `${median.toFixed(3)} (${min.toFixed(3)} – ${max.toFixed(3)})`;
const memory = ({ min, median, max }: Spread): string =>
  `${median.toFixed(0)} MB (${min.toFixed(0)} – ${max.toFixed(0)})`;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
