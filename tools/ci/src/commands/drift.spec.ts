import { BOT, PERSON } from '../testing/fake-github';
import { useFakes } from '../testing/use-fakes';
import { driftAll } from './drift-all';
import { driftIssues } from './drift-issues';

const fakes = useFakes();

describe('drift-all', () => {
  /** The tool that looks, by the exit code for each environment. */
  function exits(codes: Record<string, number>): void {
    const script = `process.exit(${JSON.stringify(codes)}[process.argv[3]] ?? 0)`;
    fakes.workspace.program('tools/terraform/dist/cli.js', script);
  }

  it.each([
    [{}, 0],
    [{ staging: 2 }, 2],
    [{ staging: 1 }, 1],
    [{ production: 2, staging: 1 }, 1],
    [{ staging: 130 }, 1],
  ])('ends for %p with %d', async (codes, expected) => {
    exits(codes);
    expect(await driftAll([], fakes.workspace.context())).toBe(expected);
  });

  it('looks at the named environment alone, and leaves what it found', async () => {
    exits({ staging: 2, production: 1 });
    expect(await driftAll(['staging'], fakes.workspace.context())).toBe(2);
    expect(JSON.parse(fakes.workspace.read('apps/staging/.tf/drift-result.json'))).toEqual({
      env: 'staging',
      outcome: 'drifted',
    });
    expect(fakes.workspace.read('apps/production/.tf/drift-result.json')).toBe('');
  });

  it('refuses an environment that is none', async () => {
    await expect(driftAll(['preview'], fakes.workspace.context())).rejects.toThrow(/Unknown environment "preview"/);
  });
});

describe('drift-issues', () => {
  function found(env: string, outcome: string, markdown = '## drift'): void {
    fakes.workspace.write(`results/drift-${env}/drift-result.json`, JSON.stringify({ env, outcome }));
    fakes.workspace.write(`results/drift-${env}/drift.md`, markdown);
  }

  function run(...envs: string[]): Promise<number> {
    const list = JSON.stringify(envs.map((env) => ({ env, reason: '' })));
    const args = [`--envs=${list}`, `--results=${fakes.workspace.root}/results`];
    return driftIssues(args, fakes.workspace.context(fakes.github.environment));
  }

  it('opens one issue, brings it up to date, and closes it when the drift is gone', async () => {
    found('staging', 'drifted', 'first');
    expect(await run('staging')).toBe(0);
    found('staging', 'drifted', 'second');
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues).toHaveLength(1);
    expect(fakes.github.issues[0]).toMatchObject({ state: 'open', title: 'staging was changed outside Terraform' });
    expect(fakes.github.issues[0]?.body).toContain('second');

    found('staging', 'clean');
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues[0]?.state).toBe('closed');
    expect(fakes.github.comments.get(fakes.github.issues[0]!.number)?.[0]?.body).toMatch(/No drift any more/);
  });

  it('opens a new issue after the old one was closed', async () => {
    fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->', state: 'closed' });
    found('staging', 'drifted');
    await run('staging');
    expect(fakes.github.issues).toHaveLength(2);
  });

  it('keeps the issues of two environments apart, and finds one behind a hundred others', async () => {
    for (let i = 0; i < 120; i += 1) fakes.github.addIssue({ title: `issue ${i}`, body: '', user: PERSON });
    const production = fakes.github.addIssue({ title: '', body: '<!-- drift:production -->' });
    found('staging', 'drifted');
    found('production', 'clean');
    await run('staging', 'production');
    expect(production.state).toBe('closed');
    expect(fakes.github.issues.filter(({ state, user }) => state === 'open' && user === BOT)).toHaveLength(1);
  });

  it('touches neither an issue of a person, nor a pull request', async () => {
    const theirs = fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->', user: PERSON });
    const pull = fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->', pull_request: {} });
    found('staging', 'clean');
    await run('staging');
    expect([theirs.state, pull.state]).toEqual(['open', 'open']);
  });

  it.each(['failed', 'none'])('fails and leaves the issue open when the check %s', async (outcome) => {
    const issue = fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->' });
    if (outcome === 'failed') found('staging', outcome);
    expect(await run('staging')).toBe(1);
    expect(issue.state).toBe('open');
    expect(fakes.workspace.read('summary')).toContain('- staging: drift check failed');
  });

  it('cuts a report that is too long for GitHub', async () => {
    found('staging', 'drifted', 'a line of drift\n'.repeat(6000));
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues[0]?.body).toMatch(/_The rest is in drift\.html of/);
  });
});
