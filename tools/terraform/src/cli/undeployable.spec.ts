import { planReport, type PlanJson } from '@restartix/plan-report';
import { undeployable } from './undeployable';

const update = (address: string, before: object, after: object, more: object = {}): object => ({
  address,
  mode: 'managed',
  type: address.split('.')[0],
  name: address.split('.')[1],
  change: { actions: ['update'], before, after, ...more },
});
const rule = (name: string, from: number, to: number): object =>
  update(`aws_lb_listener_rule.${name}`, { priority: from }, { priority: to });

function refusal(...changes: object[]): string | undefined {
  const plan = { resource_changes: changes } as unknown as PlanJson;
  return undeployable('staging', planReport({ env: 'staging', target: 'cloud', isConfigured: () => true }, plan))
    ?.message;
}

describe('listener rules', () => {
  it('that swap their priorities are refused, with the way that works', () => {
    const said = refusal(rule('one', 10, 20), rule('two', 20, 10), rule('three', 30, 40));
    expect(said).toContain('update aws_lb_listener_rule.two: its priority, 20 → 10,');
    expect(said).toContain('Go through a free priority');
    expect(said).toContain('update aws_lb_listener_rule.one: its priority, 10 → 20,');
    expect(said).not.toContain('three');
  });

  it('are refused in a circle of three, and go on as a chain or apart', () => {
    expect(refusal(rule('a', 1, 2), rule('b', 2, 3), rule('c', 3, 1))).toContain(
      'aws_lb_listener_rule.c: its priority, 3 → 1',
    );
    expect(refusal(rule('a', 1, 2), rule('b', 2, 3))).toBeUndefined();
    expect(refusal(rule('a', 1, 2), rule('b', 5, 6))).toBeUndefined();
  });
});

describe('a cache', () => {
  const cache = 'aws_elasticache_replication_group.cache_group';

  it('that changes from its token to IAM users is refused, without the token', () => {
    const said = refusal(
      update(
        cache,
        { auth_token: 'CANARY', user_group_ids: [] },
        { auth_token: null, user_group_ids: ['users'] },
        { before_sensitive: { auth_token: true }, after_sensitive: { auth_token: true } },
      ),
    );
    expect(said).toContain(`update ${cache}: it changes between a token and IAM users`);
    expect(said).not.toContain('CANARY');
  });

  it('gets a new token or another group of users', () => {
    expect(refusal(update(cache, { auth_token: 'a' }, { auth_token: 'b' }))).toBeUndefined();
    expect(refusal(update(cache, { user_group_ids: ['a'] }, { user_group_ids: ['b'] }))).toBeUndefined();
  });
});
