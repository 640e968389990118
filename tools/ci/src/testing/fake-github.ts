import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeUser {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export interface FakeComment {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: FakeUser;
}

export interface FakeIssue extends FakeComment {
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  readonly pull_request?: object;
}

export interface FakePull {
  readonly number: number;
  readonly user: FakeUser;
  readonly state: 'open' | 'closed';
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: FakeRepository };
  readonly base: { readonly ref: string; readonly repo: FakeRepository };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

export interface FakeRepository {
  readonly id: number;
  readonly full_name: string;
  readonly default_branch: string;
}

export interface FakeReview {
  readonly user: FakeUser;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly commit_id: string;
  readonly submitted_at: string;
}

export interface FakeRun {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly head_branch: string;
  readonly head_sha: string;
  readonly head_repository: FakeRepository;
  readonly repository: FakeRepository;
}

export interface FakeArtifact {
  readonly name: string;
  readonly expired: boolean;
  readonly created_at: string;
  readonly workflow_run: { readonly id: number };
}

export const BOT: FakeUser = { login: 'github-actions[bot]', type: 'Bot' };
export const PERSON: FakeUser = { login: 'mallory', type: 'User' };
/** Opens pull requests. */
export const AUTHOR: FakeUser = { login: 'alice', type: 'User' };
/** May write to the repository, as the author may. */
export const REVIEWER: FakeUser = { login: 'bob', type: 'User' };

/** GitHub measures a comment in characters and answers 422 above this. */
const LONGEST_BODY = 65_536;

/** The calls of GitHub's API that the scripts use, on 127.0.0.1, with its limits and its pages. */
export class FakeGitHub {
  readonly repository = 'restartix/infrastructure';
  readonly own: FakeRepository = { id: 1, full_name: this.repository, default_branch: 'main' };
  readonly fork: FakeRepository = { id: 2, full_name: 'mallory/infrastructure', default_branch: 'main' };
  readonly token = 'token-of-a-test';
  /** By number of the pull request. */
  readonly comments = new Map<number, FakeComment[]>();
  readonly pulls: FakePull[] = [];
  /** By number of the pull request, oldest first. */
  readonly reviews = new Map<number, FakeReview[]>();
  /** By number of the pull request: who wrote its commits. */
  readonly authors = new Map<number, FakeUser[]>();
  /** By login; others may read. */
  readonly permissions = new Map([
    [AUTHOR.login, 'write'],
    [REVIEWER.login, 'write'],
  ]);
  readonly runs: FakeRun[] = [];
  readonly artifacts: FakeArtifact[] = [];
  /** What GitHub answers to a path below the repository, e.g. `/environments`. */
  readonly settings = new Map<string, unknown>();
  readonly issues: FakeIssue[] = [];
  /** Name → commit. */
  readonly refs = new Map<string, string>();
  /** Method and path of every request. */
  readonly requests: string[] = [];
  /** What goes wrong next, one for each request. */
  readonly failures: Failure[] = [];
  private nextId = 1;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeGitHub> {
    const server = createServer();
    const fake = new FakeGitHub(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void fake.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a workflow's step has in its environment. */
  get environment(): Record<string, string> {
    return { GITHUB_API_URL: this.url, GITHUB_REPOSITORY: this.repository, GITHUB_TOKEN: this.token };
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  addComment(pull: number, body: string, user: FakeUser = BOT): FakeComment {
    const id = this.nextId++;
    const comment = { id, body, user, html_url: `https://github.com/${this.repository}/pull/${pull}#${id}` };
    this.comments.set(pull, [...(this.comments.get(pull) ?? []), comment]);
    return comment;
  }

  addIssue(issue: Pick<FakeIssue, 'title' | 'body'> & Partial<FakeIssue>): FakeIssue {
    const number = this.nextId++;
    const html_url = `https://github.com/${this.repository}/issues/${number}`;
    const added: FakeIssue = { id: number, number, html_url, user: BOT, state: 'open', ...issue };
    this.issues.push(added);
    return added;
  }

  /** An open pull request of the author's, from a branch of the repository. */
  addPull(pull: Partial<FakePull> & Pick<FakePull, 'number'>, sha: string, from: FakeRepository = this.own): FakePull {
    const added: FakePull = {
      user: AUTHOR,
      state: 'open',
      head: { ref: 'change', sha, repo: from },
      base: { ref: 'main', repo: this.own },
      merged_at: null,
      merge_commit_sha: null,
      ...pull,
    };
    this.pulls.push(added);
    return added;
  }

  addReview(pull: number, review: Partial<FakeReview> & Pick<FakeReview, 'commit_id'>): void {
    const added: FakeReview = { user: REVIEWER, state: 'APPROVED', submitted_at: '2026-01-02T00:00:00Z', ...review };
    this.reviews.set(pull, [...(this.reviews.get(pull) ?? []), added]);
  }

  /** A run of plan.yml, unless it is told otherwise. */
  addRun(run: Partial<FakeRun> = {}): FakeRun {
    const added: FakeRun = {
      id: this.nextId++,
      path: '.github/workflows/plan.yml',
      event: 'workflow_run',
      head_branch: 'main',
      head_sha: 'f'.repeat(40),
      head_repository: this.own,
      repository: this.own,
      ...run,
    };
    this.runs.push(added);
    return added;
  }

  addArtifact(name: string, { id }: FakeRun, artifact: Partial<FakeArtifact> = {}): void {
    const created_at = '2026-01-01T00:00:00Z';
    this.artifacts.push({ name, expired: false, created_at, workflow_run: { id }, ...artifact });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(`${method} ${url.pathname}`);
    const body = await readJson(request);
    const failure = this.failureOf(method);
    const reply = failure && !failure.done ? undefined : this.route(method, url, body, request.headers.authorization);
    if (failure) return send(response, failure.status, { message: 'made up' }, failure.headers);
    return send(response, reply?.status ?? 404, reply?.body ?? { message: 'Not Found' });
  }

  private failureOf(method: string): Failure | undefined {
    const index = this.failures.findIndex((failure) => (failure.method ?? method) === method);
    return index < 0 ? undefined : this.failures.splice(index, 1)[0];
  }

  private route(method: string, url: URL, body: Body, authorization = ''): Reply | undefined {
    if (authorization !== `Bearer ${this.token}`) return { status: 401, body: { message: 'Bad credentials' } };
    const path = url.pathname.replace(`/repos/${this.repository}`, `${method} `);
    const [, pull] = /^(?:GET|POST) \/issues\/(\d+)\/comments$/.exec(path) ?? [];
    const [, comment] = /^PATCH \/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const [, commit] = /^GET \/commits\/([0-9a-f]+)\/pulls$/.exec(path) ?? [];
    const [, issue] = /^PATCH \/issues\/(\d+)$/.exec(path) ?? [];
    if (tooLong(body)) return { status: 422, body: { message: 'body is too long (maximum is 65536 characters)' } };
    if (pull && method === 'GET') return ok(page(this.comments.get(Number(pull)) ?? [], url));
    if (pull) return { status: 201, body: this.addComment(Number(pull), body.body ?? '') };
    if (comment) return this.change([...this.comments.values()].flat(), Number(comment), body);
    if (commit) return ok(page(this.pullsOf(commit), url));
    const found = this.lookUp(path, url);
    if (found) return found;
    if (path === 'GET /issues') {
      const state = url.searchParams.get('state') ?? 'open';
      return ok(
        page(
          this.issues.filter((each) => state === 'all' || each.state === state),
          url,
        ),
      );
    }
    if (path === 'POST /issues') {
      return { status: 201, body: this.addIssue({ title: body.title ?? '', body: body.body ?? '' }) };
    }
    if (path === 'POST /git/refs') return this.addRef(body);
    if (issue) return this.change(this.issues, Number(issue), body);
    return undefined;
  }

  private pullsOf(commit: string): FakePull[] {
    return this.pulls.filter(({ head, merge_commit_sha }) => head.sha === commit || merge_commit_sha === commit);
  }

  /** Reads alone. */
  private lookUp(path: string, url: URL): Reply | undefined {
    const [, reviewed] = /^GET \/pulls\/(\d+)\/reviews$/.exec(path) ?? [];
    const [, committed] = /^GET \/pulls\/(\d+)\/commits$/.exec(path) ?? [];
    const [, login] = /^GET \/collaborators\/([\w-]+)\/permission$/.exec(path) ?? [];
    const [, run] = /^GET \/actions\/runs\/(\d+)$/.exec(path) ?? [];
    if (reviewed) return ok(page(this.reviews.get(Number(reviewed)) ?? [], url));
    if (committed) {
      const authors = this.authors.get(Number(committed)) ?? [AUTHOR];
      return ok(
        page(
          authors.map((author) => ({ author, committer: { login: 'web-flow', type: 'User' } })),
          url,
        ),
      );
    }
    if (login) return ok({ permission: this.permissions.get(login) ?? 'read' });
    if (run) {
      const found = this.runs.find(({ id }) => id === Number(run));
      return found && ok(found);
    }
    if (path === 'GET /actions/artifacts') {
      const named = this.artifacts.filter(({ name }) => name === url.searchParams.get('name'));
      return ok({ total_count: named.length, artifacts: page(named, url) });
    }
    if (path === 'GET /pulls') {
      const { searchParams } = url;
      const open = this.pulls.filter(({ state, head }) => {
        const [owner] = head.repo.full_name.split('/');
        return state === searchParams.get('state') && `${owner}:${head.ref}` === searchParams.get('head');
      });
      return ok(page(open, url));
    }
    const setting = this.settings.get(path.replace('GET ', ''));
    return setting === undefined ? undefined : ok(setting);
  }

  private addRef({ ref = '', sha = '' }: Body): Reply {
    if (this.refs.has(ref)) return { status: 422, body: { message: 'Reference already exists' } };
    this.refs.set(ref, sha);
    return { status: 201, body: { ref } };
  }

  private change(items: readonly FakeComment[], id: number, body: Body): Reply | undefined {
    const item = items.find((each) => each.id === id);
    return item ? ok(Object.assign(item, body)) : undefined;
  }
}

interface Failure {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** @default any */
  readonly method?: string;
  /** True when the work is done all the same, and only the answer is lost. */
  readonly done?: boolean;
}

type Body = Partial<Record<'body' | 'title' | 'state' | 'ref' | 'sha', string>>;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function tooLong({ body = '' }: Body): boolean {
  return body.length > LONGEST_BODY;
}

function page<T>(items: readonly T[], { searchParams }: URL): T[] {
  const size = Math.min(Number(searchParams.get('per_page') ?? 30), 100);
  const start = (Number(searchParams.get('page') ?? 1) - 1) * size;
  return items.slice(start, start + size);
}

async function readJson(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
