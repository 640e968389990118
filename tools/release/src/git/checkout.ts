import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Sources } from './packages';
import type { Repository } from './repository';

/**
 * An environment's sources in a folder of their own, with the installed packages linked beside them. A package that the
 * environment does not name among its dependencies is not there: what can be read is what is compared.
 */
export class Checkout {
  readonly folder: string;

  constructor(repository: Repository, tree: string, sources: Sources) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'affected-')));
    try {
      repository.extract(tree, sources.paths, this.folder);
      this.link(repository.root, sources);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What npm installed is shared, the workspace's packages are not: npm links those, and links are omitted. */
  private link(root: string, { packages }: Sources): void {
    const installed = join(root, 'node_modules');
    for (const name of packageNames(installed)) this.place(join(installed, name), join('node_modules', name));
    for (const [folder, name] of packages) {
      if (name) this.place(join(this.folder, folder), join('node_modules', name));
      const nested = join(root, folder, 'node_modules');
      if (existsSync(nested)) this.place(nested, join(folder, 'node_modules'));
    }
  }

  private place(target: string, path: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    symlinkSync(target, join(this.folder, path));
  }
}

/** The packages of a node_modules folder; links into the workspace, and those that a removed package left, are none. */
function packageNames(installed: string): string[] {
  const names = readdirSync(installed).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(installed, name)).map((each) => `${name}/${each}`) : [name],
  );
  return names
    .filter((name) => existsSync(join(installed, name)))
    .filter((name) => realpathSync(join(installed, name)).includes('/node_modules/'));
}
