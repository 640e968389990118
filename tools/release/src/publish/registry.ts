import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import npmFetch from 'npm-registry-fetch';
import type { Destination } from './destination';
import { capture, ToolError, type Finished } from '@restartix/kit';
import { npmrc } from './npmrc';

/** What a registry says of a version's content. */
export interface Content {
  readonly integrity?: string;
  readonly shasum?: string;
}

/** What a registry says of a package. */
interface Document {
  readonly versions?: Readonly<Record<string, { readonly dist?: Content }>>;
  readonly 'dist-tags'?: Readonly<Record<string, string>>;
}

export interface Registry {
  /** The content of a version; undefined when the registry does not have it. */
  content(name: string, version: string): Promise<Content | undefined>;
  /** @throws ToolError with npm's words when the registry does not take it. */
  publish(tarball: string, version: string): Promise<void>;
  close(): void;
}

/** A registry, asked as npm asks, and given to by npm itself. */
export class NpmRegistry implements Registry {
  // The file there is npm's project configuration, which goes before the person's own.
  private readonly folder = mkdtempSync(join(tmpdir(), 'release-'));
  private readonly env: NodeJS.ProcessEnv;
  /** e.g. `npm.example.com` */
  readonly host: string;

  constructor(
    private readonly at: Destination,
    environment: NodeJS.ProcessEnv,
  ) {
    this.host = at.registry.host;
    this.configure(this.folder);
    // `npm run` hands its own configuration on, which goes before any file.
    const own = Object.entries(environment).filter(([name]) => !/^npm_(config|package|lifecycle)_/.test(name));
    this.env = { ...Object.fromEntries(own), NPM_TOKEN: at.token };
  }

  async content(name: string, version: string): Promise<Content | undefined> {
    return (await this.versions(name))[version];
  }

  /** The newest version that is released; undefined when the registry does not have the package. */
  async newest(name: string): Promise<string | undefined> {
    return (await this.document(name))['dist-tags']?.['latest'];
  }

  async publish(tarball: string, version: string): Promise<void> {
    const [, channel = 'latest'] = /^[\d.]+-([a-z]+)/i.exec(version) ?? [];
    const { code, stderr } = await this.npm(['publish', tarball, '--ignore-scripts', `--tag=${channel}`]);
    if (code !== 0) throw new ToolError(words(stderr), HELP);
  }

  /** Installs packages, and what they depend on, into a folder that goes with this. Without peers. @returns `node_modules` */
  async install(packages: readonly string[]): Promise<string> {
    const folder = mkdtempSync(join(this.folder, 'installed-'));
    this.configure(folder);
    writeFileSync(join(folder, 'package.json'), '{}');
    const flags = ['--no-save', '--no-audit', '--ignore-scripts', '--legacy-peer-deps'];
    const { code, stderr } = await this.npm(['install', ...flags, ...packages], folder);
    if (code !== 0) throw new ToolError(`${packages.join(', ')} cannot be installed: ${words(stderr)}`, HELP);
    return join(folder, 'node_modules');
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async versions(name: string): Promise<Record<string, Content | undefined>> {
    const { versions = {} } = await this.document(name);
    return Object.fromEntries(Object.entries(versions).map(([version, { dist }]) => [version, dist]));
  }

  private async document(name: string): Promise<Document> {
    const { registry, token } = this.at;
    const { host, pathname } = registry;
    try {
      return (await npmFetch.json(`/${name.replace('/', '%2f')}`, {
        registry: registry.href,
        [`//${host}${pathname}:_authToken`]: token,
      })) as Document;
    } catch (error) {
      if ((error as { code?: string }).code === 'E404') return {};
      const reason = (error as Error).message.replaceAll(token, '***');
      throw new ToolError(`${host} does not list the versions of ${name}: ${reason}`, HELP);
    }
  }

  private configure(folder: string): void {
    writeFileSync(join(folder, '.npmrc'), npmrc(this.at.registry, this.at.scope), { mode: 0o600 });
  }

  private async npm(args: readonly string[], cwd = this.folder): Promise<Finished> {
    const finished = await capture('npm', args, { cwd, env: this.env });
    return { ...finished, stderr: finished.stderr.replaceAll(this.at.token, '***') };
  }
}

const HELP = 'Check NPM_REGISTRY and the permissions of NPM_TOKEN; docs/publishing.md has the form of each registry.';

/** What npm says beside its code and where its log is. */
function words(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => /^npm error /.test(line) && !/^npm error (code|A complete log)/.test(line));
  return lines.map((line) => line.replace('npm error ', '').trim()).join(' ') || stderr.trim();
}
