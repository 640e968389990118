import type { GitHub } from './client';

/** A pull request, as far as a review of it is asked about. */
export interface ReviewedPull {
  readonly number: number;
  readonly user: { readonly login: string } | null;
  readonly head: { readonly sha: string };
}

interface Review {
  readonly user: { readonly login: string; readonly type: string } | null;
  /** APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED, PENDING */
  readonly state: string;
  readonly commit_id: string | null;
  readonly submitted_at?: string;
}

interface Commit {
  readonly author: { readonly login: string } | null;
  readonly committer: { readonly login: string } | null;
}

/** Who approved, or why that does not count, a sentence. */
export type Approval = { readonly by: readonly string[] } | { readonly reason: string };

/**
 * Who approved exactly the head of a pull request: people who may write to the repository, who have no part in what they approve,
 * and whose last word it is. `since` is when the plan was there to be reviewed.
 */
export async function approvalOf(github: GitHub, pull: ReviewedPull, since?: string): Promise<Approval> {
  const what = `Pull request #${pull.number}`;
  const reviews = await github.list<Review>(`/pulls/${pull.number}/reviews`);
  const commits = await github.list<Commit>(`/pulls/${pull.number}/commits`);
  const authors = new Set(
    [pull.user, ...commits.flatMap(({ author, committer }) => [author, committer])].map((each) => each?.login),
  );
  const by: string[] = [];
  const turnedDown: string[] = [];
  for (const [login, review] of lastWords(reviews)) {
    if (review.state === 'DISMISSED' || !(await mayWrite(github, login))) continue;
    if (review.state === 'CHANGES_REQUESTED') return { reason: `${what}: ${login} asks for changes.` };
    const problem = problemOf(review, { login, authors, head: pull.head.sha, since });
    if (problem === undefined) by.push(login);
    else turnedDown.push(problem);
  }
  if (by.length > 0) return { by };
  const reason = turnedDown.length > 0 ? turnedDown.join('; ') : 'nobody who may write to the repository approved it';
  return { reason: `${what} has no approval that counts: ${reason}.` };
}

/** The last decision of each person; a comment is none. Reviews come oldest first. */
function lastWords(reviews: readonly Review[]): Map<string, Review> {
  const words = new Map<string, Review>();
  for (const review of reviews) {
    const { user, state } = review;
    if (user?.type === 'User' && ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(state)) {
      words.set(user.login, review);
    }
  }
  return words;
}

interface Asked {
  readonly login: string;
  readonly authors: ReadonlySet<string | undefined>;
  readonly head: string;
  readonly since?: string;
}

function problemOf(review: Review, { login, authors, head, since }: Asked): string | undefined {
  if (authors.has(login)) return `${login} approves their own change`;
  if (review.commit_id !== head) {
    const [approved, merged] = [review.commit_id ?? 'nothing', head].map((each) => each.slice(0, 7));
    return `${login} approved ${approved}, not ${merged}`;
  }
  const isBefore = since !== undefined && !(Date.parse(review.submitted_at ?? '') >= Date.parse(since));
  return isBefore ? `${login} approved before the plan was there to be read` : undefined;
}

/** https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user: `maintain` is `write` here. */
async function mayWrite(github: GitHub, login: string): Promise<boolean> {
  const { permission } = await github.get<{ permission: string }>(
    `/collaborators/${encodeURIComponent(login)}/permission`,
  );
  return permission === 'admin' || permission === 'write';
}
