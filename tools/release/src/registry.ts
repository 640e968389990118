import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Destination } from './destination';
import { ReleaseError } from './errors';
import { npmrc } from './npmrc';
import { run, type Finished } from './run';

/** What a registry says of a version's content. */
export interface Content {
  readonly integrity?: string;
  readonly shasum?: string;
}

export interface Registry {
  /** The content of a version; undefined when the registry does not have it. */
  content(name: string, version: string): Promise<Content | undefined>;
  /** @throws ReleaseError with npm's words when the registry does not take it. */
  publish(tarball: string, version: string): Promise<void>;
  close(): void;
}

/** A registry, asked by npm itself: its proxies, certificates and retries are those that a person has configured. */
export class NpmRegistry implements Registry {
  // The file there is npm's project configuration, which goes before the person's own.
  private readonly folder = mkdtempSync(join(tmpdir(), 'release-'));
  private readonly env: NodeJS.ProcessEnv;

  constructor(
    private readonly at: Destination,
    environment: NodeJS.ProcessEnv,
  ) {
    writeFileSync(join(this.folder, '.npmrc'), npmrc(at.registry, at.scope), { mode: 0o600 });
    // `npm run` hands its own configuration on, which goes before any file.
    const own = Object.entries(environment).filter(([name]) => !/^npm_(config|package|lifecycle)_/.test(name));
    this.env = { ...Object.fromEntries(own), NPM_TOKEN: at.token };
  }

  async content(name: string, version: string): Promise<Content | undefined> {
    const { code, stdout, stderr } = await this.npm(['view', `${name}@${version}`, 'dist', '--json']);
    if (code === 0) return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as Content);
    if (/^npm error code E404$/m.test(stderr)) return undefined;
    throw new ReleaseError(
      `${this.at.registry.host} does not say whether it has ${name}@${version}: ${words(stderr)}`,
      HELP,
    );
  }

  async publish(tarball: string, version: string): Promise<void> {
    const [, channel = 'latest'] = /^[\d.]+-([a-z]+)/i.exec(version) ?? [];
    const { code, stderr } = await this.npm(['publish', tarball, '--ignore-scripts', `--tag=${channel}`]);
    if (code !== 0) throw new ReleaseError(words(stderr), HELP);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async npm(args: readonly string[]): Promise<Finished> {
    const finished = await run('npm', args, { cwd: this.folder, env: this.env });
    return { ...finished, stderr: finished.stderr.replaceAll(this.at.token, '***') };
  }
}

const HELP = 'Look at NPM_REGISTRY and at what NPM_TOKEN may do; docs/publishing.md has the form of each registry.';

/** What npm says beside its code and where its log is. */
function words(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => /^npm error /.test(line) && !/^npm error (code|A complete log)/.test(line));
  return lines.map((line) => line.replace('npm error ', '').trim()).join(' ') || stderr.trim();
}
