import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, mustCapture, outsideEnvironment, parseJson } from '@restartix/kit';
import type { Packed } from '@restartix/release/packages';
import type { TerraformJson } from '@restartix/testing';
import { LIBRARIES } from '../readmes/libraries';
import { REPOSITORY } from '../repository';

export const PROVIDER = '@cdktf/provider-aws';

interface RootPackage {
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** `network/minimal` → what it synthesizes to. */
export type Examples = Readonly<Record<string, TerraformJson>>;

const SYNTHESIZE = `
  const { synth } = require('@restartix/testing');
  const [, ...names] = process.argv;
  const of = (name) => [name, synth(require('./out/' + name + '.js').default, { accountId: '123456789012' }).json];
  process.stdout.write(JSON.stringify(Object.fromEntries(names.map(of))));
`;

/** A project outside this repository with the packed libraries and any version of the provider's binding. */
export class RangeConsumer {
  private constructor(
    readonly folder: string,
    private readonly examples: readonly string[],
  ) {}

  /** @throws ToolError when npm fails: then the libraries' peer range does not take the binding. */
  static async install(binding: string, packages: readonly Packed[]): Promise<RangeConsumer> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'binding-')));
    const consumer = new RangeConsumer(folder, copyExamples(join(folder, 'examples')));
    const { devDependencies } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as RootPackage;
    const installedHere = ['cdktf', 'constructs', '@cdktf/provider-cloudflare', '@types/node'];
    const dependencies = {
      [PROVIDER]: binding,
      ...Object.fromEntries(installedHere.map((name) => [name, devDependencies[name]])),
      ...Object.fromEntries(packages.map(({ name, file }) => [name, `file:${file}`])),
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'acme', private: true, dependencies }));
    try {
      // A peer that the range does not take is an error, not a warning.
      const flags = ['--ignore-scripts', '--strict-peer-deps', '--no-audit', '--no-fund', '--prefer-offline'];
      await mustCapture('npm', ['install', ...flags], { cwd: folder, env: outsideEnvironment() });
    } catch (error) {
      consumer.close();
      throw error;
    }
    return consumer;
  }

  /** The binding's folder. */
  get binding(): string {
    return join(this.folder, 'node_modules', PROVIDER);
  }

  /** The AWS provider that the binding was made of. */
  get provider(): string {
    const { cdktf } = parseJson(readFileSync(join(this.binding, 'package.json'), 'utf8'), this.binding) as {
      readonly cdktf: { readonly provider: { readonly version: string } };
    };
    return cdktf.provider.version;
  }

  /** The compiler's errors: of the examples with the libraries' types, and of the libraries' sources themselves. */
  async compile(): Promise<string[]> {
    const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, types: ['node'], skipLibCheck: true };
    const projects = {
      examples: { compilerOptions: { ...compilerOptions, rootDir: 'examples', outDir: 'out' }, include: ['examples'] },
      sources: {
        compilerOptions: { ...compilerOptions, noEmit: true },
        include: ['node_modules/@restartix/*/src'],
        exclude: ['node_modules/@restartix/nx-cdktf'],
      },
    };
    const errors: string[] = [];
    for (const [name, project] of Object.entries(projects)) {
      writeFileSync(join(this.folder, `tsconfig.${name}.json`), JSON.stringify(project));
      const tsgo = join(REPOSITORY, 'node_modules/.bin/tsgo');
      const { stdout } = await capture(tsgo, ['-p', `tsconfig.${name}.json`, '--pretty', 'false'], {
        cwd: this.folder,
      });
      errors.push(...stdout.split('\n').filter((line) => line.trim() !== ''));
    }
    return errors;
  }

  /** What the examples synthesize to; compiled before. */
  async synthesize(): Promise<Examples> {
    const text = await mustCapture(process.execPath, ['-e', SYNTHESIZE, ...this.examples], {
      cwd: this.folder,
      env: outsideEnvironment(),
    });
    return JSON.parse(text) as Examples;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The examples of all libraries, of whoever has them from a registry. @returns their names, e.g. `network/minimal` */
function copyExamples(into: string): string[] {
  return LIBRARIES.flatMap(({ name, packageName, folder, example }) => {
    if (!example?.includes('/examples/')) return [];
    cpSync(join(folder, 'examples'), join(into, name), { recursive: true });
    return readdirSync(join(into, name)).map((file) => {
      const text = readFileSync(join(into, name, file), 'utf8');
      writeFileSync(join(into, name, file), text.replace("from '../src'", `from '${packageName}'`));
      return `${name}/${file.replace(/\.ts$/, '')}`;
    });
  });
}
