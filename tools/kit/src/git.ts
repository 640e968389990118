import { ToolError } from './errors';
import { captureSync, type CaptureOptions, type Finished } from './run';

/** Git in one folder. */
export class Git {
  constructor(readonly root: string) {}

  /** The commit that is checked out. */
  head(): string {
    return this.must(['rev-parse', 'HEAD']);
  }

  /** Paths that are changed, added or deleted and not committed. */
  uncommitted(): string[] {
    return this.run(['status', '--porcelain', '-z', '--no-renames'])
      .stdout.split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => entry.slice(3));
  }

  /** Tags the current commit; false when the tag exists, wherever it points. */
  tag(name: string): boolean {
    if (this.lines(['tag', '--list', name]).length > 0) return false;
    this.must(['tag', name]);
    return true;
  }

  /** The lines of the answer; none when git fails. */
  lines(args: readonly string[]): string[] {
    const { code, stdout } = this.run(args);
    const end = args.includes('-z') ? '\0' : '\n';
    return code === 0 ? stdout.split(end).filter((line) => line !== '') : [];
  }

  /** @throws ToolError in git's own words. */
  must(args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
    const { code, stdout, stderr } = this.run(args, { env: { ...process.env, ...env } });
    if (code === 0) return stdout.trim();
    throw new ToolError(
      `git ${args.join(' ')} failed: ${stderr.trim()}`,
      'Run it inside a clone that has the commits it names; in CI, check out with fetch-depth: 0.',
    );
  }

  run(args: readonly string[], options: Omit<CaptureOptions, 'cwd'> = {}): Finished {
    return captureSync('git', args, { ...options, cwd: this.root });
  }
}
