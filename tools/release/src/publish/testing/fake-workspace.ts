import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { Scratch } from '@restartix/kit/testing';
import { MANIFEST, PACKED, type Packed } from '../packed';
import type { Content, Registry } from '../registry';

/** A workspace with git history, whose packages are packed already. */
export class FakeWorkspace extends Scratch {
  constructor() {
    super();
    this.write('package.json', { workspaces: ['libs/*', 'tools'] });
    this.write('.gitignore', 'dist/\nbin/\n');
  }

  /** The PATH with a program of the shell first. */
  pathWith(name: string, script: string): string {
    this.program(`bin/${name}`, script);
    return `${join(this.root, 'bin')}:${process.env['PATH']}`;
  }

  lib(name: string, json: object = {}): void {
    this.write(`libs/${name}/package.json`, { name: `@acme/${name}`, version: '1.0.0', ...json });
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
    this.write(MANIFEST, { commit, clean: true, packages });
    return packages;
  }

  tags(): string[] {
    return this.git('tag', '--list').split('\n').filter(Boolean);
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
