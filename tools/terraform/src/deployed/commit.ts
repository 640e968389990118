import { Git } from '@restartix/kit';

/** A commit, and when it was made. */
export interface Commit {
  readonly sha: string;
  readonly at: string;
  /** Whether files were changed and not committed. */
  readonly dirty?: true;
}

/** The commit that is checked out; undefined outside of a clone. */
export function checkedOut(root: string): Commit | undefined {
  const git = new Git(root);
  const [line] = git.lines(['log', '-1', '--format=%H %cI']);
  const [sha, at] = line?.split(' ') ?? [];
  if (sha === undefined || at === undefined) return undefined;
  return { sha, at, ...(git.uncommitted().length > 0 ? { dirty: true } : {}) };
}

/** What deploying a commit does to the deployed one. */
export type Step =
  | { readonly kind: 'forward' }
  /** It is a part of what is deployed: what came later is taken back. */
  | { readonly kind: 'back'; readonly later: readonly string[]; readonly count: number }
  /** Each has what the other has not. */
  | { readonly kind: 'aside'; readonly missing: readonly string[]; readonly count: number }
  /** This clone does not have the deployed commit, and only the time tells. */
  | { readonly kind: 'unknown'; readonly older: boolean };

const SHOWN = 10;

export function stepFrom(deployed: Commit, to: Commit, root: string): Step {
  const git = new Git(root);
  const isAncestor = (a: string, b: string): boolean => git.run(['merge-base', '--is-ancestor', a, b]).code === 0;
  if (deployed.sha === to.sha) return { kind: 'forward' };
  if (git.run(['cat-file', '-e', `${deployed.sha}^{commit}`]).code !== 0)
    return { kind: 'unknown', older: Date.parse(to.at) < Date.parse(deployed.at) };
  if (isAncestor(deployed.sha, to.sha)) return { kind: 'forward' };
  const commits = git.lines(['log', '--format=%h %s', `${to.sha}..${deployed.sha}`]);
  const part = { count: commits.length };
  return isAncestor(to.sha, deployed.sha)
    ? { kind: 'back', later: commits.slice(0, SHOWN), ...part }
    : { kind: 'aside', missing: commits.slice(0, SHOWN), ...part };
}

/** `abc1234 of 2026-11-20` */
export function named({ sha, at, dirty }: Commit): string {
  return `${sha.slice(0, 7)} of ${at.slice(0, 10)}${dirty ? ', with uncommitted changes' : ''}`;
}
