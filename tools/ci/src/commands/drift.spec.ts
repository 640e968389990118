import { BOT, PERSON } from '../testing/fake-github';
import { useFakes } from '../testing/use-fakes';
import { driftAll } from './drift-all';
import { driftIssues } from './drift-issues';

const fakes = useFakes();

describe('drift-all', () => {
  /** The tool that looks, by its exit code for each environment; what it plans, by address. */
  function finds(codes: Record<string, number>, { plans = {}, drifted = [] as string[], planCode = 0 } = {}): void {
    const list = (addresses: readonly string[]): object[] => addresses.map((address) => ({ address }));
    const changes = Object.fromEntries(Object.entries<string[]>(plans).map(([env, each]) => [env, list(each)]));
    const script = [
      `const [, , command, env] = process.argv;`,
      `require('fs').appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');`,
      `if (command === 'drift') process.exit(${JSON.stringify(codes)}[env] ?? 0);`,
      `const summary = { changes: ${JSON.stringify(changes)}[env] ?? [], drift: ${JSON.stringify(list(drifted))} };`,
      `if (${planCode} === 0) require('fs').writeFileSync('apps/' + env + '/.tf/plan-summary.json', JSON.stringify(summary));`,
      `process.exit(${planCode});`,
    ];
    fakes.workspace.program('tools/terraform/dist/cli.js', script.join('\n'));
  }

  it.each([
    [{}, 0],
    [{ staging: 2 }, 2],
    [{ staging: 1 }, 1],
    [{ production: 2, staging: 1 }, 1],
    [{ staging: 130 }, 1],
  ])('ends for %p with %d', async (codes, expected) => {
    finds(codes);
    expect(await driftAll([], fakes.workspace.context())).toBe(expected);
  });

  it('looks at the named environment alone, and leaves what it found', async () => {
    finds({ staging: 2, production: 1 });
    expect(await driftAll(['staging'], fakes.workspace.context())).toBe(2);
    expect(result('staging')).toEqual({ env: 'staging', drift: 'found', unapplied: 'none' });
    expect(fakes.workspace.read('apps/production/.tf/drift-result.json')).toBe('');
  });

  function result(env: string): unknown {
    return JSON.parse(fakes.workspace.read(`apps/${env}/.tf/drift-result.json`));
  }

  it('finds a merge that was not applied', async () => {
    finds({}, { plans: { staging: ['aws_vpc.main'] } });
    expect(await driftAll([], fakes.workspace.context())).toBe(2);
    expect(result('staging')).toEqual({ env: 'staging', drift: 'none', unapplied: 'found' });
    expect(result('production')).toEqual({ env: 'production', drift: 'none', unapplied: 'none' });
  });

  it('takes what would only undo drift for no merge, and what comes beside it for one', async () => {
    finds({ staging: 2 }, { plans: { staging: ['aws_vpc.main'] }, drifted: ['aws_vpc.main'] });
    await driftAll(['staging'], fakes.workspace.context());
    expect(result('staging')).toMatchObject({ drift: 'found', unapplied: 'none' });
    finds({ staging: 2 }, { plans: { staging: ['aws_vpc.main', 'aws_s3_bucket.a'] }, drifted: ['aws_vpc.main'] });
    await driftAll(['staging'], fakes.workspace.context());
    expect(result('staging')).toMatchObject({ drift: 'found', unapplied: 'found' });
  });

  it('looks at the next environment when one fails, and does not take an old plan for a new one', async () => {
    fakes.workspace.write('apps/bootstrap/.tf/plan-summary.json', { changes: [], drift: [] });
    finds({ bootstrap: 1 }, { planCode: 1 });
    expect(await driftAll([], fakes.workspace.context())).toBe(1);
    expect(result('bootstrap')).toMatchObject({ drift: 'failed', unapplied: 'failed' });
    expect(result('staging')).toMatchObject({ drift: 'none', unapplied: 'failed' });
  });

  it('reads no secret, except from the emulator', async () => {
    finds({});
    await driftAll(['staging'], fakes.workspace.context());
    await driftAll(['staging', '--local'], fakes.workspace.context());
    expect(fakes.workspace.read('calls').trim().split('\n')).toEqual([
      'drift staging --without-secrets',
      'plan staging --without-secrets',
      'drift staging --local',
      'plan staging --local',
    ]);
  });

  it('refuses an environment that is none', async () => {
    await expect(driftAll(['preview'], fakes.workspace.context())).rejects.toThrow(/Unknown environment "preview"/);
  });
});

describe('drift-issues', () => {
  function found(env: string, drift: string, { markdown = '## drift', unapplied = 'none' } = {}): void {
    fakes.workspace.write(`results/drift-${env}/drift-result.json`, JSON.stringify({ env, drift, unapplied }));
    fakes.workspace.write(`results/drift-${env}/drift.md`, markdown);
    fakes.workspace.write(`results/drift-${env}/plan.md`, '## a plan');
  }

  function run(...envs: string[]): Promise<number> {
    const list = JSON.stringify(envs.map((env) => ({ env, reason: '' })));
    const args = [`--envs=${list}`, `--results=${fakes.workspace.root}/results`];
    return driftIssues(args, fakes.workspace.context(fakes.github.environment));
  }

  it('opens one issue, brings it up to date, and closes it when the drift is gone', async () => {
    found('staging', 'found', { markdown: 'first' });
    expect(await run('staging')).toBe(0);
    found('staging', 'found', { markdown: 'second' });
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues).toHaveLength(1);
    expect(fakes.github.issues[0]).toMatchObject({ state: 'open', title: 'staging was changed outside Terraform' });
    expect(fakes.github.issues[0]?.body).toContain('second');

    found('staging', 'none');
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues[0]?.state).toBe('closed');
    expect(fakes.github.comments.get(fakes.github.issues[0]!.number)?.[0]?.body).toMatch(/No drift any more/);
  });

  it('opens a new issue after the old one was closed', async () => {
    fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->', state: 'closed' });
    found('staging', 'found');
    await run('staging');
    expect(fakes.github.issues).toHaveLength(2);
  });

  it('keeps the issues of two environments apart, and finds one behind a hundred others', async () => {
    for (let i = 0; i < 120; i += 1) fakes.github.addIssue({ title: `issue ${i}`, body: '', user: PERSON });
    const production = fakes.github.addIssue({ title: '', body: '<!-- drift:production -->' });
    found('staging', 'found');
    found('production', 'none');
    await run('staging', 'production');
    expect(production.state).toBe('closed');
    expect(fakes.github.issues.filter(({ state, user }) => state === 'open' && user === BOT)).toHaveLength(1);
  });

  it('touches neither an issue of a person, nor a pull request', async () => {
    const theirs = fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->', user: PERSON });
    const pull = fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->', pull_request: {} });
    found('staging', 'none');
    await run('staging');
    expect([theirs.state, pull.state]).toEqual(['open', 'open']);
  });

  it.each(['failed', 'missing'])('fails and leaves the issue open when the check %s', async (outcome) => {
    const issue = fakes.github.addIssue({ title: '', body: '<!-- drift:staging -->' });
    if (outcome === 'failed') found('staging', outcome);
    expect(await run('staging')).toBe(1);
    expect(issue.state).toBe('open');
    expect(fakes.workspace.read('summary')).toContain('- staging: drift check failed');
  });

  it('reports a merge that was not applied until it is', async () => {
    found('staging', 'none', { unapplied: 'found' });
    expect(await run('staging')).toBe(0);
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues).toEqual([
      expect.objectContaining({ state: 'open', title: 'staging: the default branch is not applied' }),
    ]);
    expect(fakes.github.issues[0]?.body).toContain('## a plan');
    found('staging', 'none');
    await run('staging');
    expect(fakes.github.issues[0]?.state).toBe('closed');
  });

  it('keeps the issues of the others when one account is not known, names it and fails', async () => {
    found('staging', 'found');
    const args = [
      '--envs=[{"env":"staging","reason":""}]',
      '--misconfigured=[{"env":"production","reason":"AWS_ACCOUNTS has nothing for production."}]',
      `--results=${fakes.workspace.root}/results`,
    ];
    expect(await driftIssues(args, fakes.workspace.context(fakes.github.environment))).toBe(1);
    expect(fakes.github.issues).toHaveLength(1);
    expect(fakes.workspace.read('summary')).toContain('- production: not looked at: AWS_ACCOUNTS has nothing');
  });

  it('cuts a report that is too long for GitHub', async () => {
    found('staging', 'found', { markdown: 'a line of drift\n'.repeat(6000) });
    expect(await run('staging')).toBe(0);
    expect(fakes.github.issues[0]?.body).toMatch(/_The rest is in drift\.html of/);
  });
});
