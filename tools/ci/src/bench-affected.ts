/**
 * `npm run bench:affected`: what it costs to know which environments a change affects, beside plain `nx affected`; with
 * `-- --environments=40` in a workspace of as many more environments.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { act, command, main } from '@restartix/kit';
import { seconds, time } from './measure';
import { ratios, spread } from './statistics';

const ROOT = join(__dirname, '../../..');
const ROUNDS = 5;

/** The changes; each is one commit on top of the same base. */
const CHANGES: readonly { readonly name: string; readonly make: (folder: string) => void }[] = [
  { name: 'a page of the docs', make: (folder) => appendFileSync(join(folder, 'README.md'), '\nmore\n') },
  { name: "a module's README", make: (folder) => appendFileSync(join(folder, 'libs/network/README.md'), '\nmore\n') },
  {
    name: 'a comment in a module',
    make: (folder) => appendFileSync(join(folder, 'libs/network/src/network.ts'), '\n// more\n'),
  },
  {
    name: 'a value in a module',
    make: (folder) =>
      replaceIn(join(folder, 'libs/network/src/network.ts'), 'enableDnsSupport: true', 'enableDnsSupport: false'),
  },
];

interface Way {
  readonly name: string;
  readonly folder: string;
  /** The environments, as it names them. */
  readonly ask: (change: string) => string[];
}

function bench(further: number): void {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-affected-'));
  try {
    print(measure(waysToAsk(copyWithHistory(join(scratch, 'copy'), further))));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

interface Measured {
  readonly way: string;
  readonly change: string;
  readonly answer: string;
  /** Seconds of the first answer, when nothing is synthesized yet. */
  readonly first: number;
  readonly seconds: number[];
}

/** In turn, so that a slow minute of the machine counts for all. */
function measure(ways: readonly Way[]): Measured[] {
  return CHANGES.flatMap(({ name: change }) => {
    const rows = ways.map((way) => {
      let answer = '';
      const first = seconds(() => (answer = words(way.ask(change))));
      return { way: way.name, change, answer, first, seconds: [] as number[] };
    });
    for (let round = 0; round < ROUNDS; round += 1) {
      ways.forEach(({ ask }, i) => rows[i]!.seconds.push(seconds(() => ask(change))));
    }
    return rows;
  });
}

/** `production, staging, 40 more` */
function words(envs: readonly string[]): string {
  const own = envs.filter((env) => !env.startsWith('fleet-'));
  const further = envs.length - own.length;
  return [...own, ...(further > 0 ? [`${further} more`] : [])].join(', ') || '–';
}

/** This repository's files with a history of their own. */
function copyWithHistory(folder: string, further: number): string {
  const files = output('git', ['ls-files', '-z'], ROOT).split('\0').filter(Boolean);
  for (const file of files) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
  for (let i = 1; i <= further; i += 1) copyStaging(folder, `fleet-${i}`);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  history(folder);
  return folder;
}

/** Another environment with everything that staging has. */
function copyStaging(folder: string, name: string): void {
  const files = output('git', ['ls-files', '-z', 'apps/staging'], ROOT).split('\0').filter(Boolean);
  for (const file of files) {
    const place = join(folder, file.replace('apps/staging', `apps/${name}`));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, readFileSync(join(ROOT, file), 'utf8').replaceAll('staging', name));
  }
}

function history(folder: string): void {
  const git = (...args: string[]): string => output('git', args, folder);
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'bench');
  git('config', 'user.email', 'bench@localhost');
  git('add', '-A');
  git('commit', '-qm', 'base');
  CHANGES.forEach(({ make }, i) => {
    git('checkout', '-q', '-B', `change-${i}`, 'main');
    make(folder);
    git('commit', '-qam', 'change');
  });
}

function checkout(folder: string, change: string): void {
  output('git', ['checkout', '-q', `change-${CHANGES.findIndex(({ name }) => name === change)}`], folder);
}

function waysToAsk(folder: string): Way[] {
  const cli = join(ROOT, 'tools/release/dist/affected/index.js');
  const script = `require(${JSON.stringify(cli)}).affectedEnvs({ root: process.cwd(), base: 'main', head: 'HEAD' })
    .then((all) => console.log(all.filter(({ affected }) => affected).map(({ env }) => env).join('\\n')))`;
  const env = { ...process.env, NX_DAEMON: 'false' };
  return [
    {
      name: 'affected-envs',
      folder,
      ask: (change) => {
        checkout(folder, change);
        return lines(output(process.execPath, ['-e', script], folder, env));
      },
    },
    {
      name: 'nx affected',
      folder,
      ask: (change) => {
        checkout(folder, change);
        const args = ['show', 'projects', '--affected', '--withTarget=plan', '--base=main', '--head=HEAD', '--sep=\n'];
        return lines(output(join(ROOT, 'node_modules/.bin/nx'), args, folder, env));
      },
    },
  ];
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .sort();

function output(program: string, args: readonly string[], cwd: string, env = process.env): string {
  const { status, stdout, stderr } = spawnSync(program, [...args], { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

function replaceIn(file: string, before: string, after: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} does not hold "${before}"`);
  writeFileSync(file, text.replace(before, after));
}

function print(rows: readonly Measured[]): void {
  const ours = (change: string): number[] => rows.find((row) => row.change === change)!.seconds;
  console.log('| change | asked | answer | first | then, median (min – max) | times affected-envs |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { way, change, answer, first, seconds: all } of rows) {
    const times = way === 'affected-envs' ? '' : ratios(all, ours(change)).median.toFixed(1);
    console.log(`| ${change} | ${way} | ${answer} | ${first.toFixed(2)} s | ${time(spread(all))} | ${times} |`);
  }
}

main(
  act(
    command('npm run bench:affected --', 'How long the ways to ask which environments a change affects take.').option(
      '--environments <count>',
      'further environments',
      Number,
      0,
    ),
    ({ environments }) => {
      bench(environments);
      return Promise.resolve(0);
    },
  ),
);
