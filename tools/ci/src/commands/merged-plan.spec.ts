import { planComment, goneComment } from '../plans/comment';
import { PERSON } from '../testing/fake-github';
import { DIGEST, summaryOf } from '../testing/fake-workspace';
import { useFakes } from '../testing/use-fakes';
import type { PlanSummary } from '@restartix/plan-report';
import { mergedPlan } from './merged-plan';

const HEAD = 'c0ffee'.padEnd(40, '0');
const MERGE = 'ab12'.padEnd(40, '0');

const fakes = useFakes();

beforeEach(() => {
  merged(HEAD);
});

function merged(head: string, merged_at: string | null = '2026-01-01T00:00:00Z'): void {
  const pull = { number: 7, html_url: '', head: { sha: head }, merged_at, merge_commit_sha: MERGE };
  fakes.github.pulls.set(MERGE, [pull]);
}

function comment(head = HEAD): string {
  const plan = { summary: summaryOf('staging') as PlanSummary, markdown: '' };
  return planComment({ env: 'staging', reason: 'why', head, run: '4711', runUrl: 'https://…', plan });
}

async function run(): Promise<Record<string, string>> {
  expect(await mergedPlan(['staging', `--sha=${MERGE}`], fakes.workspace.context(fakes.github.environment))).toBe(0);
  return fakes.workspace.outputs();
}

describe('merged-plan', () => {
  it('finds the digest of the plan that was reviewed, and the run that keeps its files', async () => {
    fakes.github.addComment(7, comment());
    expect(await run()).toEqual({ digest: DIGEST, run: '4711', reason: '' });
  });

  it.each([
    [
      'the commit is no merge of a pull request',
      () => fakes.github.pulls.clear(),
      /ab12000 is not the merge of a pull request/,
    ],
    ['the pull request was not merged', () => merged(HEAD, null), /is not the merge/],
    ['there is no comment', () => undefined, /Pull request #7 has no plan of staging/],
    ['a person wrote it', () => fakes.github.addComment(7, comment(), PERSON), /has no plan of staging/],
    [
      'its plan failed',
      () => fakes.github.addComment(7, '<!-- plan:staging -->\n\n## staging: plan failed'),
      /has no plan/,
    ],
    ['a later commit did not affect it', () => fakes.github.addComment(7, goneComment('staging', HEAD)), /has no plan/],
    [
      'it is of an earlier commit',
      () => fakes.github.addComment(7, comment('dead'.padEnd(40, '0'))),
      /is of dead000; merged was c0ffee0/,
    ],
    ['its record is broken', () => fakes.github.addComment(7, comment().replace('sha256:', 'sha1:')), /has no plan/],
  ])('gives no digest when %s, and says so', async (_, arrange, reason) => {
    arrange();
    const outputs = await run();
    expect(outputs).toMatchObject({ digest: '', run: '' });
    expect(outputs['reason']).toMatch(reason);
  });

  it('fails when GitHub refuses to answer, for then nothing is known', async () => {
    fakes.github.failures.push({ status: 403 });
    await expect(run()).rejects.toThrow(/GitHub answered 403/);
  });
});
