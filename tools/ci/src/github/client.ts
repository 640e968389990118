import { setTimeout as sleep } from 'node:timers/promises';
import { ToolError } from '@restartix/kit';

interface GitHubOptions {
  /** e.g. `https://api.github.com` */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
  /**
   * Milliseconds before the second attempt; each further one waits twice as long.
   * @default 1000
   */
  readonly pause?: number;
}

/** GitHub refused, or did not answer after all attempts. */
export class GitHubError extends ToolError {
  constructor(
    request: string,
    readonly status: number,
    answer: string,
  ) {
    super(`GitHub answered ${status} to ${request}: ${answer.slice(0, 500)}`, hintFor(status));
    this.name = 'GitHubError';
  }
}

const ATTEMPTS = 5;
const PAGE = 100;
// GitHub asks for at most a minute after its secondary limit; the primary one can be an hour, which no job waits for.
const LONGEST_PAUSE = 60_000;

/**
 * The few calls of GitHub's REST API that the workflows need. Octokit comes as ES modules alone, which this repository's
 * CommonJS and Jest do not load.
 */
export class GitHub {
  constructor(private readonly options: GitHubOptions) {}

  /** @throws ToolError when a variable of the workflow is missing. */
  static fromEnvironment(environment: Readonly<Record<string, string | undefined>> = process.env): GitHub {
    const {
      GITHUB_API_URL: apiUrl = 'https://api.github.com',
      GITHUB_REPOSITORY: repository,
      GITHUB_TOKEN: token,
    } = environment;
    if (!repository || !token) {
      const name = repository ? 'GITHUB_TOKEN' : 'GITHUB_REPOSITORY';
      throw new ToolError(
        `${name} is not set.`,
        'In a workflow, give it by env. On a laptop: GITHUB_REPOSITORY=owner/name GITHUB_TOKEN=$(gh auth token).',
      );
    }
    return new GitHub({ apiUrl, repository, token });
  }

  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  /** All pages of a list; `key` where GitHub wraps it in an object. */
  async list<T>(path: string, key?: string): Promise<T[]> {
    const items: T[] = [];
    for (let page = 1; ; page += 1) {
      const query = `${path.includes('?') ? '&' : '?'}per_page=${PAGE}&page=${page}`;
      const answer = await this.get<T[] | Readonly<Record<string, T[]>>>(`${path}${query}`);
      const found = Array.isArray(answer) ? answer : (answer[key ?? ''] ?? []);
      items.push(...found);
      if (found.length < PAGE) return items;
    }
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.request<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.request<T>('PATCH', path, body);
  }

  private async request<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
    const { apiUrl, repository, token, pause = 1000 } = this.options;
    const request = `${method} /repos/${repository}${path}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(`${apiUrl}/repos/${repository}${path}`, {
        method,
        headers: {
          Accept: 'application/vnd.github+json',
          Authorization: `Bearer ${token}`,
          'User-Agent': 'restartix-ci',
          'X-GitHub-Api-Version': '2022-11-28',
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(30_000),
      }).catch((error: unknown) => error as Error);

      if (answer instanceof Response && answer.ok) return (await answer.json()) as T;
      const status = answer instanceof Response ? answer.status : 0;
      const text = answer instanceof Response ? await answer.text() : reasonOf(answer);
      const wait = answer instanceof Response ? askedPause(answer) : undefined;
      const limited = status === 429 || (status === 403 && wait !== undefined);
      // A POST that failed on the way may have been done: whoever sent it looks before sending it again.
      const again = limited || ((status === 0 || status >= 500) && method !== 'POST');
      if (!again || attempt === ATTEMPTS) throw new GitHubError(request, status, text);
      await sleep(Math.min(wait ?? pause * 2 ** (attempt - 1), LONGEST_PAUSE));
    }
  }
}

/** Milliseconds that GitHub asks to wait, when it limits. */
function askedPause({ headers }: Response): number | undefined {
  const seconds = headers.get('retry-after');
  if (seconds !== null) return Number(seconds) * 1000;
  if (headers.get('x-ratelimit-remaining') !== '0') return undefined;
  return Math.max(0, Number(headers.get('x-ratelimit-reset') ?? 0) * 1000 - Date.now());
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function hintFor(status: number): string {
  if (status === 401) return 'The token is not valid: give GITHUB_TOKEN of this run.';
  if (status === 403 || status === 404)
    return "The token lacks the permission: check the job's permissions and the repository's name.";
  if (status === 422) return 'GitHub rejects the request; its answer names the field.';
  return 'Run the job again; https://www.githubstatus.com says whether GitHub has an outage.';
}
