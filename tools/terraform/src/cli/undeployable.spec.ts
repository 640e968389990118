import { planReport, type PlanJson } from '@restartix/plan-report';
import { undeployable } from './undeployable';

const update = (address: string, before: object, after: object, more: object = {}): object => ({
  address,
  mode: 'managed',
  type: address.split('.')[0],
  name: address.split('.')[1],
  change: { actions: ['update'], before, after, ...more },
});

function refusal(...changes: object[]): string | undefined {
  const plan = { resource_changes: changes } as unknown as PlanJson;
  return undeployable('staging', planReport({ env: 'staging', target: 'cloud', isConfigured: () => true }, plan))
    ?.message;
}

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
