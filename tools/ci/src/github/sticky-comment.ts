import { isOurs, markedEnv, marker, type Author } from './bot';
import { GitHubError, type GitHub } from './client';

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly html_url: string;
  readonly user: Author | null;
}

/** Our comments of a kind on a pull request, by environment. */
export async function stickyComments(github: GitHub, kind: string, pull: number): Promise<Map<string, Comment>> {
  const comments = await github.list<Comment>(`/issues/${pull}/comments`);
  const found = new Map<string, Comment>();
  for (const comment of comments.filter(isOurs)) {
    const env = markedEnv(kind, comment.body);
    // The first one, should an outage ever have made two.
    if (env !== undefined && !found.has(env)) found.set(env, comment);
  }
  return found;
}

interface Sticky {
  readonly kind: string;
  readonly pull: number;
  readonly env: string;
  /** Begins with the marker. */
  readonly body: string;
}

/** Writes the one comment of an environment: in place when it is there already. */
export async function stick(github: GitHub, { kind, pull, env, body }: Sticky): Promise<Comment> {
  if (!body.startsWith(marker(kind, env))) throw new Error(`the comment does not begin with ${marker(kind, env)}`);
  for (let attempt = 1; ; attempt += 1) {
    const existing = (await stickyComments(github, kind, pull)).get(env);
    if (existing) return github.patch<Comment>(`/issues/comments/${existing.id}`, { body });
    try {
      return await github.post<Comment>(`/issues/${pull}/comments`, { body });
    } catch (error) {
      // It may be there in spite of the failure: look again.
      const passing = error instanceof GitHubError && (error.status === 0 || error.status >= 500);
      if (!passing || attempt === 3) throw error;
    }
  }
}
