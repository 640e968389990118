/** `npm run bench:growth`: what an environment of 10, 100 and 300 services costs to synthesize, plan and show. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopEmulator } from '@restartix/emulator';
import { Session } from '@restartix/terraform';
import { measureNode, must, resourcesIn, seconds, time, type Measured } from './measure';
import { spread, type Spread } from './statistics';

const ROOT = join(__dirname, '../../..');
const SIZES = [10, 100, 300];
const ROUNDS = 3;

interface Row {
  readonly services: number;
  readonly resources: number;
  readonly synth: readonly Measured[];
  readonly raw: readonly number[];
  readonly runner: readonly Measured[];
  readonly pageMegabytes: number;
}

async function main(): Promise<void> {
  const root = workspace();
  process.env['EMULATOR_HOME'] = join(root, 'emulator');
  // The runner finds its workspace from where it is called.
  process.chdir(root);
  try {
    const rows: Row[] = [];
    for (const services of SIZES) rows.push(await measure(root, services));
    print(rows);
  } finally {
    await stopEmulator();
    process.chdir(ROOT);
    rmSync(root, { recursive: true });
  }
}

/** A workspace with the account's stack of this one, whose bucket holds the state, and an environment to be synthesized. */
function workspace(): string {
  const root = mkdtempSync(join(tmpdir(), 'bench-growth-'));
  writeFileSync(join(root, 'nx.json'), '{}');
  for (const part of ['cdktf.json', 'cdktf.out']) {
    cpSync(join(ROOT, 'apps/bootstrap', part), join(root, 'apps/bootstrap', part), { recursive: true });
  }
  mkdirSync(join(root, 'apps/bench'), { recursive: true });
  writeFileSync(join(root, 'apps/bench/cdktf.json'), '{ "language": "typescript", "app": "true" }');
  return root;
}

/** Nothing is deployed: every resource is planned and shown, which is the most that a plan of this size can hold. */
async function measure(root: string, services: number): Promise<Row> {
  const app = join(root, 'apps/bench');
  const { bucket } = (
    json(join(root, 'apps/bootstrap/cdktf.out/stacks/bootstrap/cdk.tf.json')) as {
      terraform: { backend: { s3: { bucket: string } } };
    }
  ).terraform.backend.s3;
  const synthesize = (): Measured =>
    measureNode([join(__dirname, 'bench-growth-environment.js'), `${services}`, bucket], {
      env: { CDKTF_OUTDIR: join(app, 'cdktf.out') },
    });
  const plan = (): Measured => measureNode([join(ROOT, 'tools/terraform/dist/cli.js'), 'plan', 'bench', '--local']);

  const synth = times(ROUNDS, synthesize);
  // The first one starts the emulator and prepares Terraform.
  plan();
  const session = await Session.open({ command: 'plan', env: 'bench', target: 'local', root });
  const raw: number[] = [];
  const runner: Measured[] = [];
  // In turn, so that a slow minute of the machine counts for both.
  for (let round = 0; round < ROUNDS; round += 1) {
    raw.push(
      seconds(() => must(session.raw(['plan', '-input=false', '-no-color', `-out=${join(root, 'raw.tfplan')}`]))),
    );
    runner.push(plan());
  }
  const configuration = json(join(app, 'cdktf.out/stacks/bench/cdk.tf.json')) as Parameters<typeof resourcesIn>[0];
  return {
    ...{ services, synth, raw, runner },
    resources: resourcesIn(configuration),
    pageMegabytes: statSync(join(app, '.tf/plan.html')).size / 2 ** 20,
  };
}

const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work);

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

function print(rows: readonly Row[]): void {
  const elapsed = (all: readonly Measured[]): Spread => spread(all.map((each) => each.seconds));
  const memory = (all: readonly Measured[]): string =>
    `${spread(all.map((each) => each.megabytes)).median.toFixed(0)} MB`;
  console.log('| services | resources | synth | its memory | raw plan | plan and reports | its memory | plan.html |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { services, resources, synth, raw, runner, pageMegabytes } of rows) {
    const cells = [
      ...[services, resources, time(elapsed(synth)), memory(synth)],
      ...[time(spread(raw)), time(elapsed(runner)), memory(runner), `${pageMegabytes.toFixed(1)} MB`],
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

void main();
