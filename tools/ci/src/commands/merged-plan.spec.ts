import { artifactName } from '../plans/record';
import { AUTHOR, BOT, PERSON, REVIEWER, type FakeReview } from '../testing/fake-github';
import { DIGEST } from '../testing/fake-workspace';
import { useFakes } from '../testing/use-fakes';
import { mergedPlan } from './merged-plan';

const HEAD = 'c0ffee'.padEnd(40, '0');
const MERGE = 'ab12'.padEnd(40, '0');
const OLD = 'dead'.padEnd(40, '0');
const BEFORE = '2025-12-31T23:59:59Z';
const PLAN = artifactName('staging', HEAD);

const fakes = useFakes();

/** Mallory may push a branch, as the other two may. */
beforeEach(() => {
  fakes.github.permissions.set(PERSON.login, 'write');
});

function merged(merged_at: string | null = '2026-01-03T00:00:00Z'): void {
  fakes.github.addPull({ number: 7, state: 'closed', merged_at, merge_commit_sha: MERGE }, HEAD);
}

function planned(): number {
  const run = fakes.github.addRun();
  fakes.github.addArtifact(PLAN, run);
  return run.id;
}

function review(changes: Partial<FakeReview> = {}): void {
  fakes.github.addReview(7, { commit_id: HEAD, ...changes });
}

async function run(...args: string[]): Promise<Record<string, string>> {
  const all = ['staging', `--sha=${MERGE}`, ...args];
  expect(await mergedPlan(all, fakes.workspace.context(fakes.github.environment))).toBe(0);
  return fakes.workspace.outputs();
}

describe('merged-plan', () => {
  it('finds the plan that was reviewed, the run that keeps it, and who approved it', async () => {
    merged();
    const id = planned();
    review();
    expect(await run()).toEqual({ run: String(id), artifact: PLAN, 'approved-by': REVIEWER.login, reason: '' });
  });

  it.each<[string, () => void, RegExp]>([
    ['the commit is no merge of a pull request', () => undefined, /ab12000 is not the merge of a pull request/],
    ['the pull request was not merged', () => merged(null), /is not the merge/],
    ['it was not planned', () => (merged(), review()), /#7 has no plan of staging at c0ffee0, which was merged/],
    ['nobody reviewed it', () => (merged(), planned()), /no approval that counts: nobody who may write/],
    [
      'only its author approved it',
      () => (merged(), planned(), review({ user: AUTHOR })),
      /alice approves their own change/,
    ],
    [
      'somebody approved what they pushed themselves',
      () => (merged(), planned(), fakes.github.authors.set(7, [AUTHOR, REVIEWER]), review()),
      /bob approves their own change/,
    ],
    [
      'an earlier commit was approved',
      () => (merged(), planned(), review({ commit_id: OLD })),
      /bob approved dead000, not c0ffee0/,
    ],
    [
      'it was approved before its plan could be read',
      () => (merged(), planned(), review({ submitted_at: BEFORE })),
      /bob approved before the plan/,
    ],
    ['the approval was dismissed', () => (merged(), planned(), review({ state: 'DISMISSED' })), /nobody/],
    [
      'the reviewer changed their mind',
      () => (merged(), planned(), review(), review({ state: 'CHANGES_REQUESTED' })),
      /bob asks for changes/,
    ],
    [
      'one of two asks for changes',
      () => (merged(), planned(), review(), review({ user: PERSON, state: 'CHANGES_REQUESTED' })),
      /mallory asks for changes/,
    ],
    ['somebody only commented', () => (merged(), planned(), review({ state: 'COMMENTED' })), /nobody/],
    [
      'somebody approved it who may only read',
      () => (merged(), planned(), review({ user: { login: 'eve', type: 'User' } })),
      /nobody who may write/,
    ],
    ['a workflow approved it', () => (merged(), planned(), review({ user: BOT })), /nobody/],
  ])('gives no plan when %s, and says so', async (_, arrange, reason) => {
    arrange();
    const outputs = await run();
    expect(outputs).toMatchObject({ run: '', artifact: '' });
    expect(outputs['reason']).toMatch(reason);
  });

  it.each([
    ['the pull request’s own workflow', { event: 'pull_request', head_branch: 'change' }],
    ['a copy of plan.yml on a branch', { event: 'push', head_branch: 'change' }],
    [
      'a branch named main of a fork',
      { event: 'pull_request', head_repository: { id: 2, full_name: 'mallory/x', default_branch: 'main' } },
    ],
    ['another workflow of the default branch', { path: '.github/workflows/release.yml' }],
    ['plan.yml, started by hand', { event: 'workflow_dispatch' }],
  ])('takes no plan that %s left under its name', async (_, from) => {
    merged();
    const id = planned();
    review();
    // Newer than the real one.
    fakes.github.addArtifact(PLAN, fakes.github.addRun(from), { created_at: '2026-01-01T12:00:00Z' });
    expect(await run()).toMatchObject({ run: String(id) });
    fakes.github.artifacts.shift();
    expect((await run())['reason']).toMatch(/has no plan of staging/);
  });

  it('takes no approval of an earlier plan once the commit was planned again', async () => {
    merged();
    planned();
    review();
    fakes.github.addArtifact(PLAN, fakes.github.addRun(), { created_at: '2026-01-02T12:00:00Z' });
    expect((await run())['reason']).toMatch(/bob approved before the plan/);
  });

  it('takes no plan that is gone', async () => {
    merged();
    fakes.github.addArtifact(PLAN, fakes.github.addRun(), { expired: true });
    review();
    expect((await run())['reason']).toMatch(/has no plan/);
  });

  it('asks for the review alone when a person chooses the plan', async () => {
    merged();
    review({ submitted_at: BEFORE });
    expect(await run(`--digest=${DIGEST}`)).toMatchObject({ 'approved-by': REVIEWER.login, run: '' });
  });

  it.each(['--by-hand', `--digest=${DIGEST}`])(
    'fails when a person (%s) deploys what nobody approved',
    async (flag) => {
      merged();
      await expect(run(flag)).rejects.toThrow(/no approval that counts/);
      fakes.github.pulls.pop();
      await expect(run(flag)).rejects.toThrow(/is not the merge of a pull request/);
    },
  );

  it('fails when GitHub refuses to answer, for then nothing is known', async () => {
    merged();
    fakes.github.failures.push({ status: 403 });
    await expect(run()).rejects.toThrow(/GitHub answered 403/);
  });
});
