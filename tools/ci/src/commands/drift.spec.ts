import { BOT, FakeGitHub, PERSON } from '../testing/fake-github';
import { FakeWorkspace } from '../testing/fake-workspace';
import { driftAll } from './drift-all';
import { driftIssues } from './drift-issues';

let workspace: FakeWorkspace;
let github: FakeGitHub;

beforeEach(async () => {
  workspace = new FakeWorkspace();
  github = await FakeGitHub.start();
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(async () => {
  workspace.dispose();
  await github.close();
  jest.restoreAllMocks();
});

describe('drift-all', () => {
  /** The tool that looks, by the exit code for each environment. */
  function exits(codes: Record<string, number>): void {
    const script = `process.exit(${JSON.stringify(codes)}[process.argv[3]] ?? 0)`;
    workspace.program('tools/terraform/dist/cli.js', script);
  }

  it.each([
    [{}, 0],
    [{ staging: 2 }, 2],
    [{ staging: 1 }, 1],
    [{ production: 2, staging: 1 }, 1],
    [{ staging: 130 }, 1],
  ])('ends for %p with %d', async (codes, expected) => {
    exits(codes);
    expect(await driftAll([], workspace.context())).toBe(expected);
  });

  it('looks at the named environment alone, and leaves what it found', async () => {
    exits({ staging: 2, production: 1 });
    expect(await driftAll(['staging'], workspace.context())).toBe(2);
    expect(JSON.parse(workspace.read('apps/staging/.tf/drift-result.json'))).toEqual({
      env: 'staging',
      outcome: 'drifted',
    });
    expect(workspace.read('apps/production/.tf/drift-result.json')).toBe('');
  });

  it('refuses an environment that is none', async () => {
    await expect(driftAll(['preview'], workspace.context())).rejects.toThrow(/no environment "preview"/);
  });
});

describe('drift-issues', () => {
  function found(env: string, outcome: string, markdown = '## drift'): void {
    workspace.write(`results/drift-${env}/drift-result.json`, JSON.stringify({ env, outcome }));
    workspace.write(`results/drift-${env}/drift.md`, markdown);
  }

  function run(...envs: string[]): Promise<number> {
    const list = JSON.stringify(envs.map((env) => ({ env, reason: '' })));
    const args = [`--envs=${list}`, `--results=${workspace.root}/results`];
    return driftIssues(args, workspace.context(github.environment));
  }

  it('opens one issue, brings it up to date, and closes it when the drift is gone', async () => {
    found('staging', 'drifted', 'first');
    expect(await run('staging')).toBe(0);
    found('staging', 'drifted', 'second');
    expect(await run('staging')).toBe(0);
    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]).toMatchObject({ state: 'open', title: 'staging was changed outside Terraform' });
    expect(github.issues[0]?.body).toContain('second');

    found('staging', 'clean');
    expect(await run('staging')).toBe(0);
    expect(github.issues[0]?.state).toBe('closed');
    expect(github.comments.get(github.issues[0]!.number)?.[0]?.body).toMatch(/No difference any more/);
  });

  it('opens a new issue after the old one was closed', async () => {
    github.addIssue({ title: '', body: '<!-- drift:staging -->', state: 'closed' });
    found('staging', 'drifted');
    await run('staging');
    expect(github.issues).toHaveLength(2);
  });

  it('keeps the issues of two environments apart, and finds one behind a hundred others', async () => {
    for (let i = 0; i < 120; i += 1) github.addIssue({ title: `issue ${i}`, body: '', user: PERSON });
    const production = github.addIssue({ title: '', body: '<!-- drift:production -->' });
    found('staging', 'drifted');
    found('production', 'clean');
    await run('staging', 'production');
    expect(production.state).toBe('closed');
    expect(github.issues.filter(({ state, user }) => state === 'open' && user === BOT)).toHaveLength(1);
  });

  it('touches neither an issue of a person, nor a pull request', async () => {
    const theirs = github.addIssue({ title: '', body: '<!-- drift:staging -->', user: PERSON });
    const pull = github.addIssue({ title: '', body: '<!-- drift:staging -->', pull_request: {} });
    found('staging', 'clean');
    await run('staging');
    expect([theirs.state, pull.state]).toEqual(['open', 'open']);
  });

  it.each(['failed', 'none'])('fails and leaves the issue open when the look %s', async (outcome) => {
    const issue = github.addIssue({ title: '', body: '<!-- drift:staging -->' });
    if (outcome === 'failed') found('staging', outcome);
    expect(await run('staging')).toBe(1);
    expect(issue.state).toBe('open');
    expect(workspace.read('summary')).toContain('- staging: could not be looked at');
  });

  it('cuts a report that is too long for GitHub', async () => {
    found('staging', 'drifted', 'a line of drift\n'.repeat(6000));
    expect(await run('staging')).toBe(0);
    expect(github.issues[0]?.body).toMatch(/_The rest is in drift\.html of/);
  });
});
