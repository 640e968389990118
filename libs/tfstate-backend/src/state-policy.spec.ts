import { policyDocument, type PolicyStatement } from '@restartix/core';
import { statePolicy, type StateAccess, type StatePolicyInput } from './state-policy';

const policy = (access: StateAccess, more: Partial<StatePolicyInput> = {}): PolicyStatement[] =>
  statePolicy({ bucketName: 'restartix-tfstate', env: 'staging', access, ...more });

/** The resources on which an action is allowed. */
const on = (statements: PolicyStatement[], action: string): string[] =>
  statements.filter(({ actions }) => actions.includes(action)).flatMap(({ resources = [] }) => [...resources]);

const STATE = 'arn:aws:s3:::restartix-tfstate/staging/terraform.tfstate';
const LAST_DEPLOY = `${STATE}.last-deploy`;

describe('statePolicy', () => {
  it('lets a reader list and read one state, and neither write nor lock', () => {
    const statements = policy('read');
    expect(statements.flatMap(({ actions }) => actions)).toEqual(['s3:ListBucket', 's3:GetObject']);
    expect(on(statements, 's3:GetObject')).toEqual([STATE, LAST_DEPLOY]);
  });

  it('lets a writer write the state and hold its lock, but never delete the state', () => {
    const statements = policy('write');
    expect(on(statements, 's3:GetObject')).toEqual([STATE, LAST_DEPLOY, `${STATE}.tflock`]);
    expect(on(statements, 's3:PutObject')).toEqual([STATE, LAST_DEPLOY, `${STATE}.tflock`]);
    expect(on(statements, 's3:DeleteObject')).toEqual([`${STATE}.tflock`]);
  });

  it('lists the keys of no other environment', () => {
    const [list] = policy('write');
    expect(list?.resources).toEqual(['arn:aws:s3:::restartix-tfstate']);
    expect(list?.conditions).toEqual({ StringLikeIfExists: { 's3:prefix': ['staging/*', 'env:/'] } });
  });

  it('names the state by its own key and partition, wherever it lists, reads and locks', () => {
    const own = 'arn:aws-us-gov:s3:::restartix-tfstate/platform/staging.tfstate';
    const statements = policy('write', { key: 'platform/staging.tfstate', partition: 'aws-us-gov' });
    expect(on(statements, 's3:PutObject')).toEqual([own, `${own}.last-deploy`, `${own}.tflock`]);
    expect(statements[0]).toMatchObject({
      resources: ['arn:aws-us-gov:s3:::restartix-tfstate'],
      conditions: { StringLikeIfExists: { 's3:prefix': ['platform/*', 'env:/'] } },
    });
    expect(JSON.stringify(statements)).not.toContain('staging/terraform.tfstate');
    expect(policy('read', { key: 'staging.tfstate' })[0]?.conditions?.['StringLikeIfExists']).toEqual({
      's3:prefix': ['staging.tfstate*', 'env:/'],
    });
  });

  it('reaches the states of all stacks of an environment, and no more', () => {
    const statements = policy('write', { furtherKeys: ['staging/foundation.tfstate'] });
    const states = ['staging/terraform.tfstate', 'staging/foundation.tfstate'].map(
      (key) => `arn:aws:s3:::restartix-tfstate/${key}`,
    );
    const objects = states.flatMap((state) => [state, `${state}.last-deploy`]);
    expect(statements.map(({ resources }) => resources)).toEqual([
      ['arn:aws:s3:::restartix-tfstate'],
      objects,
      objects,
      states.map((state) => `${state}.tflock`),
    ]);
    expect(statements[0]?.conditions?.['StringLikeIfExists']).toEqual({ 's3:prefix': ['staging/*', 'env:/'] });
    expect(() => policy('read', { furtherKeys: ['*'] })).toThrow('a wildcard would reach other states');
  });

  it.each(['*', 'a//b', '/state', 'a/*.tfstate'])('refuses the key %p', (key) => {
    expect(() => policy('read', { key })).toThrow('a wildcard would reach other states');
  });

  it('uses only the bucket of the account that is named', () => {
    for (const { conditions } of policy('write', { accountId: '123456789012' })) {
      expect(conditions?.['StringEquals']).toEqual({ 'aws:ResourceAccount': '123456789012' });
    }
  });

  it('reaches the rows of its own state in a lock table, and no others', () => {
    const lockTableArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/lock';
    const rows = (access: StateAccess): PolicyStatement | undefined => policy(access, { lockTableArn }).at(-1);
    expect(rows('read')).toEqual({
      sid: 'LockTable',
      actions: ['dynamodb:GetItem'],
      resources: [lockTableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'restartix-tfstate/staging/terraform.tfstate*' },
      },
    });
    expect(rows('write')?.actions).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem']);
  });

  it('is a policy document with one statement for each thing that is allowed', () => {
    const { Statement } = JSON.parse(policyDocument(policy('write'))) as { Statement: { Sid: string }[] };
    expect(Statement.map(({ Sid }) => Sid)).toEqual(['ListState', 'ReadState', 'WriteState', 'HoldLock']);
  });

  it.each(['*', 'staging/../production', 'st?ging', ''])('refuses the environment %p', (env) => {
    expect(() => policy('read', { env })).toThrow(
      `tfstate-backend "restartix-tfstate": env ${JSON.stringify(env)} is not possible (allowed: lowercase letters`,
    );
  });
});
