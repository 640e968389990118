import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { MANIFEST, PACKED, type Packed } from '../packed';
import type { Content, Registry } from '../registry';

/** A workspace with git history, whose packages are packed already. */
export class FakeWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'release-tool-'));

  constructor() {
    this.write('package.json', JSON.stringify({ workspaces: ['libs/*', 'tools'] }));
    this.write('.gitignore', 'dist/\nbin/\n');
    this.git('init', '-q', '-b', 'main');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** A program of the shell, first on the PATH that is returned. */
  program(name: string, script: string): string {
    this.write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.root, 'bin', name), 0o755);
    return `${join(this.root, 'bin')}:${process.env['PATH']}`;
  }

  lib(name: string, json: object = {}): void {
    this.write(`libs/${name}/package.json`, JSON.stringify({ name: `@acme/${name}`, version: '1.0.0', ...json }));
  }

  commit(): void {
    this.git('add', '-A');
    this.git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '-q', '-m', 'change');
  }

  /** Puts tarballs into `dist/packages`, as `pack` does. */
  packed(names: readonly string[], content = ''): Packed[] {
    const packages = names.map((name): Packed => {
      const bytes = `${name}${content}`;
      const file = `acme-${name}-1.0.0.tgz`;
      this.write(`${PACKED}/${file}`, bytes);
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const shasum = createHash('sha1').update(bytes).digest('hex');
      return { name: `@acme/${name}`, version: '1.0.0', file, integrity, shasum, size: 1000, unpackedSize: 2500 };
    });
    const commit = this.git('rev-parse', 'HEAD');
    this.write(MANIFEST, JSON.stringify({ commit, clean: true, packages }));
    return packages;
  }

  tags(): string[] {
    return this.git('tag', '--list').split('\n').filter(Boolean);
  }

  git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A registry in memory. */
export class FakeRegistry implements Registry {
  readonly contents = new Map<string, Content>();
  /** Tarballs, in the order of their arrival. */
  readonly taken: string[] = [];
  /** The end of a tarball's name that is not taken. */
  refused = 'nothing';

  constructor(private readonly packages: readonly Packed[]) {}

  content(name: string, version: string): Promise<Content | undefined> {
    return Promise.resolve(this.contents.get(`${name}@${version}`));
  }

  publish(tarball: string): Promise<void> {
    if (tarball.endsWith(this.refused)) return Promise.reject(new ToolError('403 Forbidden', 'Ask for the right.'));
    const { name, version, integrity } = this.packages.find(({ file }) => tarball.endsWith(`/${file}`))!;
    this.contents.set(`${name}@${version}`, { integrity });
    this.taken.push(name);
    return Promise.resolve();
  }

  close(): void {
    this.contents.clear();
  }
}
