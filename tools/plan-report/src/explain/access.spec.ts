import { planOf, recordedStagingPlan, reportOf } from '../testing/plans';
import type { Change, PlanJson } from '../plan-json';

const said = (plan: PlanJson): string[] =>
  reportOf(plan).changes.flatMap(({ explanations }) =>
    explanations.map(({ text, permissive }) => `${permissive ? '! ' : ''}${text}`),
  );
const changed = (
  address: string,
  before: object | null,
  after: object | null,
  rest: Partial<Change> = {},
): string[] => {
  const actions = before && after ? ['update'] : before ? ['delete'] : ['create'];
  return said(planOf(address, { actions, before, after, ...rest }));
};
const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown, rest: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const role = (...statements: object[]): object => ({ role: 'api', policy: policy(...statements) });
const inRole = (before: object[] | null, after: object[] | null): string[] =>
  changed('aws_iam_role_policy.p', before && role(...before), after && role(...after));
const KEY = { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } };

describe('what a role may', () => {
  test('is told by what is new and what is gone', () => {
    expect(
      inRole(
        [allow(['s3:GetObject', 's3:DeleteObject'], ['a', 'b'])],
        [allow(['s3:PutObject', 's3:GetObject'], ['b', 'a'])],
      ),
    ).toEqual(['role api may now also s3:PutObject on a and b', 'role api may no longer s3:DeleteObject on a and b']);
  });

  test('is nothing new when a policy is only written in another way', () => {
    expect(
      inRole(
        [allow('s3:GetObject', 'a'), allow('s3:PutObject', 'a')],
        [allow(['s3:PutObject', 's3:GetObject'], ['a'])],
      ),
    ).toEqual([]);
  });

  test.each([
    ['any action', allow('*', 'a'), '! role api may now any action (*) on a'],
    ['any resource', allow('s3:GetObject', '*'), '! role api may now s3:GetObject on anything (*)'],
    [
      'all but some',
      { Effect: 'Allow', NotAction: 'iam:*', Resource: 'a' },
      '! role api may now everything except iam:* on a',
    ],
  ])('is called out when it is %s', (_, statement, sentence) => {
    expect(inRole(null, [statement])).toEqual([sentence]);
  });

  test('is wider without a condition, and says under which it was', () => {
    const [open, bound] = [allow('kms:Decrypt', 'key'), allow('kms:Decrypt', 'key', { Condition: KEY })];
    expect(inRole([bound], [open])).toEqual([
      'role api may now kms:Decrypt on key always, before if kms:ViaService is s3.amazonaws.com',
    ]);
    expect(inRole([open], [bound])).toEqual([
      'role api may now kms:Decrypt on key if kms:ViaService is s3.amazonaws.com, before always',
    ]);
  });

  test('is wider too when a denial goes', () => {
    const deny = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
    expect(inRole([allow('s3:GetObject', 'a'), deny], [allow('s3:GetObject', 'a')])).toEqual([
      '! role api is no longer denied iam:* on anything (*)',
    ]);
    expect(inRole(null, [deny])).toEqual(['role api is now denied iam:* on anything (*)']);
  });

  test('is called out when it is known after apply only: it may be anything', () => {
    expect(
      changed('aws_iam_policy.p', { name: 'p', policy: policy() }, { name: 'p' }, { after_unknown: { policy: true } }),
    ).toEqual(['! what holders of policy p may do is known after apply only']);
  });
});

describe('who may assume a role', () => {
  const trust = (...principals: object[]): object => ({
    name: 'api',
    assume_role_policy: policy(
      ...principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })),
    ),
  });

  test('is told by who is new and who is gone', () => {
    const [before, after] = [trust({ Service: 'ecs.amazonaws.com' }), trust({ AWS: 'arn:aws:iam::123456789012:root' })];
    expect(changed('aws_iam_role.r', before, after)).toEqual([
      'role api may now also be assumed by account 123456789012',
      'role api may no longer be assumed by ecs.amazonaws.com',
    ]);
  });

  test('is called out when it is anyone', () => {
    expect(changed('aws_iam_role.r', null, trust({ AWS: '*' }))).toEqual(['! role api may now be assumed by anyone']);
  });
});

describe('what others may with a resource', () => {
  const bucket = (...statements: object[]): object => ({ bucket: 'uploads', policy: policy(...statements) });
  const PUBLIC = allow('s3:GetObject', 'arn:aws:s3:::uploads/*', { Principal: '*' });

  test('is called out when it is anyone, under no condition', () => {
    expect(changed('aws_s3_bucket_policy.p', null, bucket(PUBLIC))).toEqual([
      '! anyone may now s3:GetObject on bucket uploads',
    ]);
    const bound = { ...PUBLIC, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } };
    expect(changed('aws_s3_bucket_policy.p', null, bucket(bound))).toEqual([
      'anyone may now s3:GetObject on bucket uploads if aws:SourceAccount is 1',
    ]);
  });

  test('is everything that a policy gave when the policy goes', () => {
    expect(changed('aws_s3_bucket_policy.p', bucket(PUBLIC), null)).toEqual([
      'anyone may no longer s3:GetObject on bucket uploads',
    ]);
  });
});

test('policies that are attached, boundaries that are lifted and blocks that go are told', () => {
  const attached = (name: string): object => ({ role: 'api', policy_arn: `arn:aws:iam::aws:policy/${name}` });
  expect(
    changed('aws_iam_role_policy_attachment.a', attached('ReadOnlyAccess'), attached('AdministratorAccess')),
  ).toEqual([
    '! role api is granted policy arn:aws:iam::aws:policy/AdministratorAccess',
    'role api is no longer granted policy arn:aws:iam::aws:policy/ReadOnlyAccess',
  ]);
  expect(changed('aws_iam_role.r', { name: 'api', permissions_boundary: 'arn:b' }, { name: 'api' })).toEqual([
    '! role api no longer has permissions boundary arn:b',
  ]);
  expect(
    changed('aws_s3_bucket_public_access_block.b', { block_public_policy: true }, { block_public_policy: false }),
  ).toEqual(['! no longer blocks public policies']);
});

test('a recorded plan is told in words', () => {
  const roles = reportOf(recordedStagingPlan()).changes.filter(({ type }) => type.startsWith('aws_iam_role'));
  expect(roles.flatMap(({ explanations }) => explanations.map(({ text }) => text))).toEqual([
    'role restartix-staging-core-api-execution may now also be assumed by anyone',
    'role restartix-staging-core-api-task may now also s3:PutObjectTagging on arn:aws:s3:::restartix-uploads-staging/*',
    expect.stringMatching(/may now also kms:Decrypt and kms:GenerateDataKey on arn:aws:kms:/),
    'role restartix-staging-core-api-task may now also sqs:* on anything (*)',
    'role restartix-staging-core-api-task may no longer s3:DeleteObject on arn:aws:s3:::restartix-uploads-staging/*',
    'what role restartix-staging-scheduled-tasks-scheduler may do is known after apply only',
  ]);
});

describe('a policy that the plan does not know whole', () => {
  const configuration = (block: object, more: object = {}): object => ({
    resource: { aws_iam_role_policy: { p: { role: 'api', ...block } } },
    ...more,
  });
  const told = (
    text: unknown,
    { more = {}, before = null, plan = {} }: { more?: object; before?: object | null; plan?: PlanJson } = {},
  ): string[] => {
    const changes = planOf('aws_iam_role_policy.p', {
      actions: [before ? 'update' : 'create'],
      before,
      after: { role: 'api' },
      after_unknown: { policy: true },
    });
    const whole = { ...plan, resource_changes: [...changes.resource_changes!, ...(plan.resource_changes ?? [])] };
    return reportOf(whole, { configuration: { ...configuration({ policy: text }, more) } })
      .changes.filter(({ address }) => address === 'aws_iam_role_policy.p')
      .flatMap(({ explanations }) =>
        explanations.map(({ text: said, permissive }) => `${permissive ? '! ' : ''}${said}`),
      );
  };
  const NEW = '${aws_s3_bucket.new.arn}';

  test.each([null, role(allow('s3:GetObject', 'old'))])(
    'is judged from the configuration, before it was %j',
    (before) => {
      const said = told(policy(allow('*', '*'), allow('s3:GetObject', NEW)), { before });
      expect(said.filter((each) => each.startsWith('!'))).toEqual([
        expect.stringMatching(/^! role api may now( also)? any action \(\*\) on anything \(\*\)$/),
      ]);
      expect(said.join()).toContain('s3:GetObject on (aws_s3_bucket.new.arn)');
    },
  );

  test('is no news where what it refers to is known', () => {
    const plan: PlanJson = {
      resource_changes: planOf('aws_s3_bucket.old', {
        actions: ['no-op'],
        before: { arn: 'arn:old' },
        after: { arn: 'arn:old' },
      }).resource_changes!,
    };
    const before = role(allow('s3:GetObject', 'arn:old/*'));
    expect(
      told(policy(allow('s3:GetObject', '${aws_s3_bucket.old.arn}/*'), allow('s3:PutObject', NEW)), { before, plan }),
    ).toEqual(['role api may now also s3:PutObject on (aws_s3_bucket.new.arn)']);
  });

  test.each([
    ['an action', { Effect: 'Allow', Action: '${terraform_data.a.output}', Resource: NEW }],
    ['a resource', allow('s3:GetObject', '${terraform_data.a.output}')],
    ['a part of a resource', allow('s3:GetObject', 'arn:aws:s3:::${random_pet.a.result}')],
    ['a function', allow('s3:GetObject', '${join("", ["*", aws_s3_bucket.new.arn])}')],
    ['two stars', allow('s3:GetObject', ['**', NEW])],
    ['all ARNs', allow('s3:GetObject', ['arn:aws:*', NEW])],
  ])('is overly permissive with %s that may be anything', (_, statement) => {
    expect(told(policy(statement)).filter((each) => each.startsWith('!'))).toHaveLength(1);
  });

  test('is followed through locals', () => {
    const more = { locals: { all: '*', some: '${local.all}' } };
    expect(told(policy(allow('${local.some}', NEW)), { more })).toEqual([
      '! role api may now any action (*) on (aws_s3_bucket.new.arn)',
    ]);
  });

  test.each([
    '${jsonencode({"Statement" = []})}',
    '${data.aws_iam_policy_document.d.json}',
    '{"Statement": ${local.s}}',
    '%{if true}{}%{endif}',
  ])('is called out when it cannot be read: %s', (text) =>
    expect(told(text)).toEqual(['! what role api may do is known after apply only']),
  );

  test('has no sensitive value of another resource in what is told', () => {
    const plan: PlanJson = {
      resource_changes: planOf('aws_x.y', {
        actions: ['no-op'],
        before: { arn: 'CANARY' },
        after: { arn: 'CANARY' },
        after_sensitive: { arn: true },
      }).resource_changes!,
    };
    expect(told(policy(allow('s3:GetObject', ['${aws_x.y.arn}', NEW])), { plan }).join()).not.toContain('CANARY');
  });

  test('is one of a bucket, or a trust, too', () => {
    const one = (type: string, attribute: string, statement: object): string[] =>
      reportOf(
        planOf(`${type}.p`, {
          actions: ['create'],
          before: null,
          after: { name: 'api', bucket: 'b' },
          after_unknown: { [attribute]: true },
        }),
        {
          configuration: {
            resource: {
              [type]: { p: { [attribute]: policy(statement, allow('a:B', NEW, { Principal: { AWS: 'arn:x' } })) } },
            },
          },
        },
      ).changes.flatMap(({ explanations }) =>
        explanations.filter(({ permissive }) => permissive).map(({ text }) => text),
      );
    expect(one('aws_s3_bucket_policy', 'policy', allow('s3:GetObject', NEW, { Principal: '*' }))).toEqual([
      'anyone may now s3:GetObject on bucket b',
    ]);
    expect(
      one('aws_iam_role', 'assume_role_policy', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }),
    ).toEqual(['role api may now be assumed by anyone']);
    expect(
      one('aws_iam_role', 'assume_role_policy', {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: '${aws_iam_role.other.arn}' },
      }),
    ).toEqual([]);
  });
});

test('a switch or an attached policy that may turn out to be anything is called out', () => {
  const one = (type: string, block: object, attribute: string): string[] =>
    reportOf(
      planOf(`${type}.x`, {
        actions: ['create'],
        before: null,
        after: { role: 'api' },
        after_unknown: { [attribute]: true },
      }),
      {
        configuration: { resource: { [type]: { x: block } } },
      },
    ).changes.flatMap(({ explanations }) =>
      explanations.filter(({ permissive }) => permissive).map(({ text }) => text),
    );
  const expression = '${terraform_data.a.output}';
  expect(one('aws_db_instance', { publicly_accessible: expression }, 'publicly_accessible')).toHaveLength(1);
  expect(one('aws_iam_role_policy_attachment', { policy_arn: expression }, 'policy_arn')).toHaveLength(1);
  expect(one('aws_iam_role_policy_attachment', { policy_arn: '${aws_iam_policy.p.arn}' }, 'policy_arn')).toEqual([]);
});
