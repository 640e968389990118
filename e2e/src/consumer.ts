import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@restartix/release/rehearsal';
import { REPOSITORY } from './workspace';

/** How a project reads modules; each has the example in a folder of its own. */
export const MODES = {
  commonjs: { type: 'commonjs', compilerOptions: { module: 'nodenext' } },
  esm: { type: 'module', compilerOptions: { module: 'nodenext' } },
  bundler: { type: 'module', compilerOptions: { module: 'esnext', moduleResolution: 'bundler' } },
} as const;

export type Mode = keyof typeof MODES;

/** The guide's programs: `main.ts` in an `EnvStack`, `plain.ts` in a `TerraformStack`; each writes a stack. */
export const PROGRAMS = { main: 'preview', plain: 'plain' } as const;

/** The commands of the guide that install the packages. */
export function installCommands(): string[] {
  const guide = readFileSync(join(REPOSITORY, 'docs/consuming.md'), 'utf8');
  return guide.split('\n').filter((line) => line.startsWith('npm install ') && !line.includes('@latest'));
}

/** The binding has no `exports`, so an ES module would have to import `…/lib/provider/index.js`. */
function programsOf(type: string): (keyof typeof PROGRAMS)[] {
  return type === 'module' ? ['main'] : ['main', 'plain'];
}

/** A third-party project, outside the repository, that knows nothing but a registry. */
export class Consumer {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'shop-')));

  constructor(registry: string) {
    writeFileSync(join(this.root, '.npmrc'), `@restartix:registry=${registry}/\naudit=false\nfund=false\n`);
    writeFileSync(join(this.root, 'package.json'), JSON.stringify({ name: 'shop', version: '1.0.0', private: true }));
    for (const [mode, { type, compilerOptions }] of Object.entries(MODES)) {
      const folder = join(this.root, mode);
      mkdirSync(folder);
      cpSync(join(REPOSITORY, 'e2e/consumer'), folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
      const options = { ...compilerOptions, target: 'es2022', strict: true, outDir: 'dist', types: ['node'] };
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: programsOf(type).map((program) => `${program}.ts`) }),
      );
    }
  }

  /** Runs a command of the guide. @returns seconds */
  run(command: string, mode: Mode | '' = ''): number {
    const started = Date.now();
    const [program = '', ...args] = command.split(' ');
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: join(this.root, mode),
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', NPM_TOKEN: undefined },
    });
    if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
    return (Date.now() - started) / 1000;
  }

  /** Checks the types, and leaves JavaScript beside the sources. */
  compile(mode: Mode): void {
    this.run(`${join(this.root, 'node_modules/.bin/tsc')} -p .`, mode);
  }

  /** What Terraform would read. */
  synthesize(mode: Mode, program: keyof typeof PROGRAMS = 'main'): Json {
    rmSync(join(this.root, mode, 'cdktf.out'), { recursive: true, force: true });
    this.run(`${process.execPath} dist/${program}.js`, mode);
    const file = join(this.root, mode, 'cdktf.out/stacks', PROGRAMS[program], 'cdk.tf.json');
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  }

  /** The version that is installed. */
  version(name: string): string {
    const file = join(this.root, 'node_modules', name, 'package.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
