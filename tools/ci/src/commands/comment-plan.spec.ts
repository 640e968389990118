import { BOT, PERSON } from '../testing/fake-github';
import { summaryOf } from '../testing/fake-workspace';
import { useFakes } from '../testing/use-fakes';
import { commentPlan } from './comment-plan';

const HEAD = 'c0ffee'.padEnd(40, '0');

const fakes = useFakes();

function run(
  envs: readonly string[],
  byHand: readonly string[] = [],
  removed: readonly object[] = [],
): Promise<number> {
  const list = (names: readonly string[]): string =>
    JSON.stringify(names.map((env) => ({ env, reason: `why ${env}`, role: 'arn' })));
  const args = [
    '--pull=7',
    `--head=${HEAD}`,
    `--envs=${list(envs)}`,
    `--by-hand=${list(byHand)}`,
    `--removed=${JSON.stringify(removed)}`,
    `--plans=${fakes.workspace.root}/plans`,
  ];
  return commentPlan(args, fakes.workspace.context(fakes.github.environment));
}

function bodies(): string[] {
  return (fakes.github.comments.get(7) ?? []).map(({ body }) => body);
}

describe('comment-plan', () => {
  it('writes the plan of an affected environment', async () => {
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'));
    expect(await run(['staging'])).toBe(0);
    const [body = ''] = bodies();
    expect(body.split('\n').slice(0, 3)).toEqual(['<!-- plan:staging -->', '', '## staging: 1 to update']);
    expect(body).toMatch(
      /Commit c0ffee0 · affected: `why staging` · \[the run\]\(https:\/\/\S+\/actions\/runs\/4711\)/,
    );
  });

  it('writes nothing when nothing is affected', async () => {
    expect(await run([])).toBe(0);
    expect(fakes.github.comments.size).toBe(0);
  });

  it('writes one comment for each of three, and says which is deployed by hand', async () => {
    for (const env of ['staging', 'production']) fakes.workspace.artifact(`plans/plan-${env}-${HEAD}`, summaryOf(env));
    expect(await run(['production', 'staging'], ['bootstrap'])).toBe(0);
    expect(bodies()).toHaveLength(3);
    expect(bodies()[2]).toMatch(/## bootstrap: affected, deployed by hand[\s\S]*npx nx run bootstrap:deploy/);
  });

  it('updates in place from the second time on', async () => {
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'));
    await run(['staging']);
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'), '## staging: 2 to update');
    await run(['staging']);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('2 to update');
    expect(bodies()[0]).not.toContain('1 to update');
  });

  it('says of a plan that failed where to look, and keeps no digest of an earlier one', async () => {
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'));
    await run(['staging']);
    fakes.workspace.dispose();
    expect(await run(['staging'])).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatch(/## staging: plan failed/);
    expect(bodies()[0]).not.toContain('1 to update');
  });

  it('says of an environment that a later commit does not affect that it does not', async () => {
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'));
    await run(['staging']);
    await run([]);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatch(/## staging: no longer affected/);
    expect(bodies()[0]).not.toContain('1 to update');
  });

  it('leaves what a person wrote alone, marker or not', async () => {
    fakes.github.addComment(7, '<!-- plan:staging -->\nall good', PERSON);
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'));
    await run(['staging']);
    expect(bodies()).toHaveLength(2);
    expect(bodies()[0]).toBe('<!-- plan:staging -->\nall good');
  });

  it('cuts a plan that is too long for GitHub, closes what is open, and keeps the footer', async () => {
    const line = `+ aws_subnet.network_private["${'x'.repeat(60)}"]\n`;
    const long = `## staging: 2000 to create\n\n<details><summary>create</summary>\n\n\`\`\`\`diff\n${line.repeat(2000)}\`\`\`\`\n\n</details>\n`;
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'), long);
    expect(long.length).toBeGreaterThan(65_536);
    expect(await run(['staging'])).toBe(0);
    const [body = ''] = bodies();
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/\n````\n<\/details>\n\n_The rest does not fit into a comment; plan\.html of \[the run\]/);
    expect(body).toMatch(/Commit c0ffee0/);
  });

  it.each([
    ['is of another environment', summaryOf('production'), /is not a plan of staging: it is of "production"/],
    ['has no digest', { ...summaryOf('staging'), digest: 'trust me' }, /its digest is "trust me"/],
    ['is no object', [], /it is not an object/],
    ['has no changes', { ...summaryOf('staging'), changes: 3 }, /it has no list of changes/],
  ])('takes no plan that %s, and writes the others all the same', async (_, summary, message) => {
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summary);
    fakes.workspace.artifact(`plans/plan-production-${HEAD}`, summaryOf('production'));
    await expect(run(['staging', 'production'])).rejects.toThrow(message);
    expect(bodies()[0]).toMatch(/## staging: plan failed/);
    expect(bodies()[1]).toContain('1 to update');
  });

  it('cannot be led to another comment by what a plan says', async () => {
    const forged = '<!-- plan:production -->\n## production: no changes';
    fakes.workspace.artifact(`plans/plan-staging-${HEAD}`, summaryOf('staging'), forged);
    await run(['staging']);
    await run(['staging']);
    expect(fakes.github.comments.get(7)).toEqual([expect.objectContaining({ user: BOT })]);
    expect(bodies()[0]).toMatch(/^<!-- plan:staging -->/);
  });

  it('says of a deleted environment what stays deployed, and the command that removes it', async () => {
    await run([], [], [{ env: 'production', reason: '312 resources of s3://state/production stay deployed' }]);
    expect(bodies()[0]).toMatch(/## production: removed from the code, not from the account/);
    expect(bodies()[0]).toMatch(/`312 resources of s3:\/\/state\/production stay deployed`/);
    expect(bodies()[0]).toMatch(/git checkout \S+ && npx nx run production:destroy --production`/);
  });

  it('writes free text of a pull request as code alone', async () => {
    const reason = 'changes `x` <img src=//evil>\u202e\u001b[2J[link](//evil)';
    await run([], [], [{ env: 'staging', reason }]);
    expect(bodies()[0]).toContain('`` changes `x` <img src=//evil>\\u202e\\u001b[2J[link](//evil) ``');
  });
});
