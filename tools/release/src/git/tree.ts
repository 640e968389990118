import { createHash } from 'node:crypto';
import type { Repository } from './repository';

/** The files of a commit or of the working folder, as git holds them. */
export class Tree {
  /** Path → object id. */
  private readonly files: ReadonlyMap<string, string>;

  constructor(
    private readonly repository: Repository,
    readonly id: string,
  ) {
    this.files = new Map(repository.files(id));
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** The folders right in a folder. */
  folders(parent: string): string[] {
    const depth = parent.split('/').length + 1;
    const inside = [...this.files.keys()]
      .filter((path) => path.startsWith(`${parent}/`))
      .map((path) => path.split('/'));
    return [...new Set(inside.filter(({ length }) => length > depth).map((parts) => parts.slice(0, depth).join('/')))];
  }

  /** The files under a folder. */
  list(folder: string): string[] {
    return [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
  }

  /** The texts of those files that there are. */
  read(paths: readonly string[]): Map<string, string> {
    const present = paths.filter((path) => this.files.has(path));
    const texts = this.repository.blobs(present.map((path) => this.files.get(path)!));
    return new Map(present.map((path, i) => [path, texts[i]!]));
  }

  /** What the files under these paths are, as one checksum. */
  checksum(paths: readonly string[]): string {
    const hash = createHash('sha256');
    for (const [path, object] of this.files) {
      if (paths.some((each) => path === each || path.startsWith(`${each}/`))) hash.update(`${path} ${object}\n`);
    }
    return hash.digest('hex');
  }
}
