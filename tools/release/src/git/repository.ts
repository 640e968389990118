import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Git, ToolError } from '@restartix/kit';

const FETCH = 'Fetch the whole history: fetch-depth: 0 for actions/checkout, git fetch --unshallow --all elsewhere.';

/** Two trees of a repository that are compared. */
export interface Compared {
  /** The commit that the change started from. */
  readonly base: string;
  /** The tree of the change: of a commit, or of the working folder. */
  readonly head: string;
  /** Whether both hold the same files. */
  readonly same: boolean;
}

/** Git, asked without touching the index or the working folder. */
export class Repository extends Git {
  /**
   * What head changes since it left base; without a head, what the working folder changes, uncommitted files included.
   * @throws ToolError when that cannot be known: an unknown or rewritten base, a shallow clone, no common history.
   */
  compare(base: string, head?: string): Compared {
    this.refuseShallow();
    const tip = this.commit('base', base);
    const changed = this.commit('head', head ?? 'HEAD');
    const [start = ''] = this.lines(['merge-base', tip, changed]);
    if (start === '') {
      throw new ToolError(
        `The base ${base} and the head ${head ?? 'HEAD'} have no common history.`,
        'Name a base that the change started from, e.g. --base=origin/main.',
      );
    }
    this.refuseRewritten(base, tip, start);
    const tree = head === undefined ? this.workingTree() : this.must(['rev-parse', `${changed}^{tree}`]);
    return {
      base: start,
      head: tree,
      same: this.must(['rev-parse', `${start}^{tree}`]) === tree,
    };
  }

  /** The tree of a commit, branch or tag. @throws ToolError when it is unknown. */
  tree(ref: string): string {
    return this.must(['rev-parse', `${this.commit('base', ref)}^{tree}`]);
  }

  /** Tags by a pattern, e.g. `@restartix/network@*`; the newest version first. */
  tags(pattern: string): string[] {
    return this.lines(['tag', '--list', '--sort=-version:refname', pattern]);
  }

  /** Each file of a tree with its object's id, in the order of the paths. */
  files(tree: string): [string, string][] {
    return this.lines(['ls-tree', '-r', '-z', tree]).map((line) => {
      const [about = '', path = ''] = line.split('\t');
      return [path, about.split(' ')[2]!];
    });
  }

  /** The texts of objects. */
  blobs(ids: readonly string[]): string[] {
    const { stdout } = spawnSync('git', ['cat-file', '--batch'], {
      cwd: this.root,
      input: ids.map((id) => `${id}\n`).join(''),
      maxBuffer: 2 ** 30,
    });
    let at = 0;
    return ids.map(() => {
      const end = stdout.indexOf('\n', at);
      const size = Number(stdout.subarray(at, end).toString().split(' ')[2]);
      at = end + size + 2;
      return stdout.subarray(end + 1, end + 1 + size).toString();
    });
  }

  /** Writes a tree's files under these paths into a folder. */
  extract(tree: string, paths: readonly string[], folder: string): void {
    const { stdout, status, stderr } = spawnSync('git', ['archive', '--format=tar', tree, '--', ...paths], {
      cwd: this.root,
      maxBuffer: 2 ** 30,
    });
    const unpacked = status === 0 ? spawnSync('tar', ['-x', '-C', folder], { input: stdout }) : undefined;
    if (unpacked?.status !== 0) {
      throw new ToolError(
        `The tree ${tree} cannot be unpacked: ${(unpacked?.stderr ?? stderr).toString().trim()}`,
        'Check the repository with git fsck, and that there is room in the folder for temporary files.',
      );
    }
  }

  /** The tree that a commit of everything would have. Objects are written, the index is not. */
  workingTree(): string {
    const folder = mkdtempSync(join(tmpdir(), 'affected-index-'));
    try {
      const index = { GIT_INDEX_FILE: join(folder, 'index') };
      this.must(['read-tree', 'HEAD'], index);
      this.must(['add', '--all'], index);
      return this.must(['write-tree'], index);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  private refuseShallow(): void {
    if (this.must(['rev-parse', '--is-shallow-repository']) !== 'true') return;
    throw new ToolError('This clone is shallow: what a change started from may be missing in it.', FETCH);
  }

  private commit(role: 'base' | 'head', ref: string): string {
    const { code, stdout } = this.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    if (code === 0 && ref !== '') return stdout.trim();
    throw new ToolError(
      /^0+$/.test(ref)
        ? `The ${role} is ${ref}: a push that made the branch has nothing to compare with.`
        : `The ${role} "${ref}" is unknown here.`,
      `Name a commit, branch or tag of this clone, e.g. --${role}=${role === 'base' ? 'origin/main' : 'HEAD'}. ${FETCH}`,
    );
  }

  /** A base that no branch holds any more was replaced by a forced push: what it had would be missed. */
  private refuseRewritten(ref: string, base: string, start: string): void {
    if (base === start || this.lines(['for-each-ref', '--contains', base, '--count=1']).length > 0) return;
    throw new ToolError(
      `The base ${ref} was rewritten: no branch and no tag of this clone holds it.`,
      'Name the branch that took its place, e.g. --base=origin/main.',
    );
  }
}
