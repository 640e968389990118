import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { EnvStack } from '@restartix/core';
import { synth } from '@restartix/testing';
import { cliConfiguration, findMirror } from '@restartix/terraform';
import { REPOSITORY } from './workspace';

interface Example {
  readonly default: (stack: EnvStack) => void;
}

const EXAMPLES = readdirSync(join(REPOSITORY, 'libs')).flatMap((lib) => {
  const folder = join(REPOSITORY, 'libs', lib, 'examples');
  return existsSync(folder)
    ? readdirSync(folder).map((file) => ({ lib, name: basename(file, '.ts'), file: join(folder, file) }))
    : [];
});

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
}

/** Every example as a module of one configuration: the provider, slow to start, is asked once. */
describe('terraform validate, with the real provider', () => {
  let folder: string;
  let diagnostics: readonly Diagnostic[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'validate-'));
    const modules: Record<string, { source: string }> = {};
    for (const { lib, name, file } of EXAMPLES) {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { default: build } = require(file) as Example;
      const { json } = synth(build, { accountId: '123456789012' });
      const { resource, data, ephemeral, moved, terraform } = json;
      const module = `${lib}--${name}`;
      mkdirSync(join(folder, module));
      // A module brings neither provider nor backend.
      const required = { required_providers: terraform?.['required_providers'] };
      writeFileSync(
        join(folder, module, 'main.tf.json'),
        JSON.stringify({ resource, data, ephemeral, moved, terraform: required }),
      );
      modules[module] = { source: `./${module}` };
    }
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({ module: modules, provider: { aws: [{ region: 'eu-central-1' }] } }),
    );
    terraform(['init', '-backend=false', '-input=false']);
    diagnostics = (JSON.parse(terraform(['validate', '-json'])) as { diagnostics: Diagnostic[] }).diagnostics;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function terraform(args: readonly string[]): string {
    const config = join(folder, 'terraform.rc');
    const mirror = findMirror([{ source: 'hashicorp/aws', version: '5.100.0' }]);
    writeFileSync(config, cliConfiguration(mirror, join(folder, 'plugins')));
    if (!mirror) mkdirSync(join(folder, 'plugins'), { recursive: true });
    const { stdout, stderr } = spawnSync(
      process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform',
      [`-chdir=${folder}`, ...args],
      {
        encoding: 'utf8',
        env: { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1' },
        maxBuffer: 2 ** 26,
      },
    );
    if (args[0] === 'init' && !/successfully initialized/.test(stdout)) throw new Error(`${stdout}\n${stderr}`);
    return stdout;
  }

  it.each(EXAMPLES)('$lib: $name', ({ lib, name }) => {
    const own = diagnostics.filter(({ range }) => range?.filename.startsWith(`${lib}--${name}/`));
    expect(own).toEqual([]);
  });

  it('finds nothing else wrong either', () => {
    expect(diagnostics).toEqual([]);
  });

  it('covers every module', () => {
    const modules = readdirSync(join(REPOSITORY, 'libs')).filter((lib) => !['core', 'testing'].includes(lib));
    expect(new Set(EXAMPLES.map(({ lib }) => lib))).toEqual(new Set(modules));
  });
});
