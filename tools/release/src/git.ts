import { ReleaseError } from './errors';
import { run } from './run';

/** The working folder's commit, whether it is all that the folder holds, and the tags that say what was published. */
export class Git {
  constructor(private readonly root: string) {}

  head(): Promise<string> {
    return this.must(['rev-parse', 'HEAD']);
  }

  /** What is changed, added or deleted and not committed. */
  async uncommitted(): Promise<string[]> {
    const text = await this.must(['status', '--porcelain']);
    return text === '' ? [] : text.split('\n').map((line) => line.trim().replace(/^\S+\s+/, ''));
  }

  /** Tags the current commit; false when the tag exists, wherever it points. */
  async tag(name: string): Promise<boolean> {
    if ((await this.must(['tag', '--list', name])) !== '') return false;
    await this.must(['tag', name]);
    return true;
  }

  private async must(args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await run('git', args, { cwd: this.root });
    if (code === 0) return stdout.trimEnd();
    throw new ReleaseError(`git ${args.join(' ')} failed: ${stderr.trim()}`, 'Run it inside a clone with a commit.');
  }
}
