import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cliConfigurationFile, findMirror } from '@restartix/terraform';
import { REPOSITORY } from './workspace';

interface RootPackage {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

/** A third-party workspace: an nx.json, a package.json, and the plugin as it would be published. */
export class EmptyWorkspace {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'acme-')));

  constructor() {
    const { devDependencies: known, overrides } = JSON.parse(
      readFileSync(join(REPOSITORY, 'package.json'), 'utf8'),
    ) as RootPackage;
    const pick = (names: readonly string[]): Record<string, string | undefined> =>
      Object.fromEntries(names.map((name) => [name, known[name]]));
    this.write('nx.json', '{}\n');
    this.write('.prettierrc', '{ "singleQuote": true, "printWidth": 120 }\n');
    this.write('.gitignore', 'node_modules\n');
    this.write(
      'package.json',
      JSON.stringify({
        name: '@acme/infrastructure',
        private: true,
        devDependencies: {
          ...pick(['nx', '@nx/devkit', 'typescript', 'prettier']),
          '@restartix/nx-cdktf': `file:${this.pack('tools/nx-cdktf')}`,
        },
        overrides,
      }),
    );
    this.must('git', 'init', '-q');
    this.must('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  }

  /** The tarball that `npm publish` would upload. */
  private pack(folder: string): string {
    this.must('npm', 'pack', '--silent', '--pack-destination', this.root, join(REPOSITORY, folder));
    return readdirSync(this.root).find((file) => file.endsWith('.tgz'))!;
  }

  nx(...args: string[]): string {
    return this.must(join(this.root, 'node_modules/.bin/nx'), ...args);
  }

  /**
   * Runs a program that must succeed; what it prints.
   * @throws Error with its output.
   */
  must(program: string, ...args: string[]): string {
    const { stdout, stderr, status, error } = spawnSync(program, args, {
      cwd: this.root,
      encoding: 'utf8',
      env: this.environment(),
      maxBuffer: 2 ** 26,
    });
    if (status === 0) return stripVTControlCharacters(stdout);
    throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? ''}${stdout}\n${stderr}`);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** Replaces a text that must be there exactly once. */
  edit(path: string, before: string, after: string): void {
    const text = this.read(path);
    if (text.split(before).length !== 2) throw new Error(`${path} does not hold "${before}" exactly once`);
    this.write(path, text.replace(before, after));
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** A person's own settings: the provider comes from this machine's mirror, where it has one. */
  private environment(): NodeJS.ProcessEnv {
    const work = join(this.root, '.plugins');
    mkdirSync(work, { recursive: true });
    const mirror = findMirror([{ source: 'hashicorp/aws', version: '5.100.0' }]);
    const config = cliConfigurationFile(work, { mirror }, { TF_PLUGIN_CACHE_DIR: work });
    const outer = Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|JEST_|NODE_ENV$)/.test(name));
    return {
      ...Object.fromEntries(outer),
      CI: 'true',
      NX_DAEMON: 'false',
      FORCE_COLOR: '0',
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: '1',
    };
  }
}
