import { Synthesized, resolved, synth, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import {
  BreakGlass,
  DeployIam,
  GithubOidcProvider,
  applyStatements,
  planStatements,
  subjects,
  type DeployIamConfig,
} from '.';
import { MAX_MANAGED_POLICY, inPolicies } from './policy-size';

const base: DeployIamConfig = {
  githubOrg: 'restartix',
  githubRepo: 'infrastructure',
  services: ['core-api'],
  secrets: ['clerk'],
  planStateStatements: [],
  applyStateStatements: [],
};

const COPY = {
  bucketArn: 'arn:aws:s3:::restartix-backups-staging-copy',
  kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234',
};

function made(config: Partial<DeployIamConfig> = {}, env = 'staging'): { module: DeployIam; found: Synthesized } {
  let module: DeployIam | undefined;
  const found = synth((stack) => (module = new DeployIam(stack, 'deploy-iam', { ...base, ...config })), {
    accountId: '123456789012',
    env,
  });
  return { module: module!, found };
}

function trustsOf(found: Synthesized, role: string): Block[] {
  const { assume_role_policy: policy } = found.resource('aws_iam_role', `deploy_iam_${role}_role`);
  return Synthesized.parse(policy)['Statement'] as Block[];
}

function trustOf(found: Synthesized, role: string): Block {
  return trustsOf(found, role)[0]!;
}

function policiesOf(found: Synthesized, role: string): Block[] {
  return Object.entries(found.resources('aws_iam_policy'))
    .filter(([name]) => name.startsWith(`deploy_iam_${role}_`))
    .flatMap(([, { policy }]) => Synthesized.parse(policy)['Statement'] as Block[]);
}

describe('who may come', () => {
  it('are whole subjects with the right audience, and no pattern', () => {
    const trust = trustOf(made().found, 'deploy');
    expect(trust).toEqual({
      Effect: 'Allow',
      Principal: { Federated: ['arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com'] },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': ['repo:restartix/infrastructure:environment:staging'],
        },
      },
    });
  });

  it('are one workflow of one branch for a restore drill, where there is to be one', () => {
    expect(made().module.drillRoleArn).toBeUndefined();
    const drillWorkflowRef = 'restartix/infrastructure/.github/workflows/restore-drill.yml@refs/heads/main';
    const { found } = made({ drillWorkflowRef });
    expect(trustsOf(found, 'drill')).toEqual([
      expect.objectContaining({
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': ['repo:restartix/infrastructure:ref:refs/heads/main'],
            'token.actions.githubusercontent.com:job_workflow_ref': [drillWorkflowRef],
          },
        },
      }),
    ]);
    const actions = policiesOf(found, 'drill').flatMap(({ Action }) => Action as string | string[]);
    expect(actions.filter((action) => /^(s3|kms|secretsmanager|rds):/.test(action))).toEqual(['s3:ListBucket']);
    expect(found.resource('aws_iam_role', 'deploy_iam_drill_role')['max_session_duration']).toBe(21_600);
    expect(found.resource('aws_iam_role', 'deploy_iam_apply_role')['max_session_duration']).toBe(3600);
  });

  it('are branches for a plan alone: a GitHub environment restricts them for the others', () => {
    const found = made({ allowedBranches: ['main'] }).found;
    expect(JSON.stringify(trustOf(found, 'plan'))).toContain('infrastructure:ref:refs/heads/main"');
    for (const role of ['apply', 'deploy']) {
      expect(found.resource('aws_iam_role', `deploy_iam_${role}_role`)['assume_role_policy']).not.toContain(':ref:');
    }
  });

  it('are never pull requests: what their workflows hold is the author’s', () => {
    for (const found of [made().found, synth(complete)]) {
      for (const role of ['plan', 'apply', 'deploy']) {
        const { assume_role_policy: policy } = found.resource('aws_iam_role', `deploy_iam_${role}_role`);
        expect(policy).not.toContain('pull_request');
      }
    }
  });

  it('are known in both of GitHub’s forms, where the ids are', () => {
    const repository = { ...base, githubOwnerId: '4711', githubRepoId: '815' };
    expect(subjects(repository, ['ref:refs/heads/main'])).toEqual([
      'repo:restartix/infrastructure:ref:refs/heads/main',
      'repo:restartix@4711/infrastructure@815:ref:refs/heads/main',
    ]);
  });

  it('can be named workflows alone, for each role', () => {
    const found = synth(complete);
    const claim = 'token.actions.githubusercontent.com:job_workflow_ref';
    const workflows = (role: string): unknown[] =>
      trustsOf(found, role).map((each) => each['Condition'].StringEquals[claim]);
    const of = (file: string): string => `restartix/infrastructure/.github/workflows/${file}@refs/heads/main`;
    expect(workflows('apply')).toEqual([[of('deploy.yml')]]);
    expect(workflows('deploy')).toEqual([[of('release.yml')]]);
    expect(workflows('plan')).toEqual([[of('plan.yml'), of('drift.yml')]]);
  });
});

describe('applications', () => {
  const of = (config: Partial<DeployIamConfig>): Record<string, unknown> =>
    Object.fromEntries(
      ['deploy', 'apply', 'plan'].map((role) => [
        role,
        trustsOf(made(config).found, role).map((each) => each['Condition'].StringEquals),
      ]),
    );
  const workflowRef = 'restartix/infrastructure/.github/workflows/deploy-application.yml@refs/heads/main';

  it('deploy from their own repositories, by calling the one workflow', () => {
    const applications = [
      { githubOrg: 'restartix', githubRepo: 'core-api' },
      { githubOrg: 'restartix', githubRepo: 'clinic', githubOwnerId: '1', githubRepoId: '2' },
    ];
    expect(of({ applications, deployWorkflowRef: workflowRef })['deploy']).toEqual([
      {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': [
          'repo:restartix/core-api:environment:staging',
          'repo:restartix/clinic:environment:staging',
          'repo:restartix@1/clinic@2:environment:staging',
        ],
        'token.actions.githubusercontent.com:job_workflow_ref': [workflowRef],
      },
    ]);
  });

  it('neither plan nor apply', () => {
    const applications = [{ githubOrg: 'restartix', githubRepo: 'core-api' }];
    const { plan, apply } = of({ applications });
    expect({ plan, apply }).toEqual({ plan: of({})['plan'], apply: of({})['apply'] });
  });

  it.each([
    [[], 'applications'],
    [[{ githubOrg: 'restartix', githubRepo: '*' }], 'applications[0].githubRepo'],
    [[{ githubOrg: 'restartix', githubRepo: 'clinic', githubOwnerId: '1' }], 'applications[0].githubRepoId'],
    [
      [{ githubOrg: 'restartix', githubRepo: 'clinic', githubOwnerId: 'x', githubRepoId: '2' }],
      'applications[0].githubOwnerId',
    ],
  ])('are refused as %j', (applications, property) => {
    expect(() => made({ applications })).toThrow(property);
  });
});

describe('what a deployment may', () => {
  const config = { jobs: ['migrations'], otherJobs: ['database-users'] };
  const statements = policiesOf(made(config).found, 'deploy');
  const of = (sid: string): Block => statements.find(({ Sid }) => Sid === sid)!;
  const ecs = 'arn:aws:ecs:eu-central-1:123456789012';
  const family = (name: string): string => `${ecs}:task-definition/restartix-staging-${name}:*`;
  const parameter = (path: string): string =>
    `arn:aws:ssm:eu-central-1:123456789012:parameter/restartix/staging/${path}`;

  it('is to push, deploy and record an image of this environment', () => {
    expect(of('PushImages')['Resource']).toBe(
      'arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api',
    );
    expect(of('UpdateServices')).toMatchObject({
      Resource: `${ecs}:service/restartix-staging-cluster/restartix-staging-core-api`,
      Condition: { ArnEquals: { 'ecs:cluster': `${ecs}:cluster/restartix-staging-cluster` } },
    });
    expect(of('RegisterTaskDefinitions')['Resource']).toEqual([family('core-api'), family('migrations')]);
    expect(of('TagWhatIsRegistered')['Condition']).toEqual({
      StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' },
    });
    expect(of('RecordDeployments')).toMatchObject({
      Action: 'ssm:PutParameter',
      Resource: [parameter('deployments/core-api'), parameter('images/core-api')],
    });
  });

  it('is to run jobs alone, and to read their logs alone', () => {
    expect(of('RunJobs')['Resource']).toEqual([family('migrations'), family('database-users')]);
    expect(of('ReadLogs')).toMatchObject({
      Action: 'logs:GetLogEvents',
      Resource: ['migrations', 'database-users'].map(
        (name) => `arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/${name}:*`,
      ),
    });
  });

  it('is to pass the roles of services and jobs', () => {
    const role = 'arn:aws:iam::123456789012:role/restartix-staging';
    expect(of('PassTaskRoles')).toMatchObject({
      Resource: ['core-api', 'migrations', 'database-users'].flatMap((name) => [
        `${role}-${name}-task`,
        `${role}-${name}-execution`,
      ]),
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    });
  });

  it('is to see whether a secret has a value, and to read one only where it is named', () => {
    expect(of('DescribeSecrets')).toMatchObject({ Action: 'secretsmanager:DescribeSecret' });
    expect(JSON.stringify(policiesOf(made({ secrets: [] }).found, 'deploy'))).not.toMatch(/GetSecretValue|kms/);
    const clerk = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/clerk-??????';
    expect(of('ReadSecrets')).toMatchObject({ Action: 'secretsmanager:GetSecretValue', Resource: clerk });
    expect(of('DecryptSecrets')['Condition']).toEqual({
      StringEquals: {
        'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com',
        'aws:ResourceTag/Environment': 'staging',
      },
      StringLike: { 'kms:EncryptionContext:SecretARN': [clerk] },
    });
  });

  it('ends at the services’ names, in the cluster that is named', () => {
    const found = synth(complete);
    const text = JSON.stringify(policiesOf(found, 'deploy'));
    expect(text).toContain('service/restartix-staging-shared/restartix-staging-clinic');
    expect(text).toContain('repository/restartix-staging-pgbouncer');
    expect(text).not.toContain('restartix-staging-pgbouncer-task');
    expect(text).toContain('log-group:/ecs/restartix-staging/backup-runner:*');
  });

  it('runs no task where no job is named', () => {
    expect(JSON.stringify(policiesOf(made().found, 'deploy'))).not.toMatch(/ecs:RunTask|logs:/);
  });

  it('names a resource wherever the action knows one', () => {
    const everything = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everything).toEqual(['ecr:GetAuthorizationToken', 'ecs:DescribeTaskDefinition', 'ecs:ListTasks']);
  });
});

describe('what a plan may', () => {
  it('is to look: each action begins with Describe, Get or List', () => {
    let actions: string[] = [];
    synth((stack) => {
      const { statements } = new DeployIam(stack, 'deploy-iam', base);
      actions = statements.plan.flatMap((statement) => [...statement.actions]);
    });
    expect(actions.length).toBeGreaterThan(30);
    expect(actions.filter((action) => !/^[a-z0-9-]+:(Describe|Get|List)/.test(action))).toEqual([]);
  });

  it('is to read its own token of Cloudflare, and no other secret', () => {
    const statements = policiesOf(made().found, 'plan').filter(({ Action }) =>
      JSON.stringify(Action).includes('"secretsmanager:GetSecretValue"'),
    );
    expect(statements.flatMap(({ Resource }) => Resource as string | string[])).toEqual([
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/cloudflare-plan-??????',
    ]);
  });

  it('is the environment’s state, as it is given', () => {
    const planStateStatements = [
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::state/staging/terraform.tfstate'] },
    ];
    const { found } = made({ planStateStatements });
    expect(policiesOf(found, 'plan')).toContainEqual(expect.objectContaining({ Action: 's3:GetObject' }));
  });
});

describe('what an apply may', () => {
  const statements = policiesOf(made().found, 'apply');

  it('ends at this environment’s names wherever a service has names', () => {
    for (const { Effect, Action, Resource, Condition } of statements) {
      const changes = [Action].flat().some((action: string) => action.endsWith(':*'));
      if (Effect === 'Deny' || !changes) continue;
      if (Resource === '*') {
        expect(Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } });
      } else {
        for (const arn of [Resource].flat() as string[]) expect(arn).toMatch(/staging|identity\/\*/);
      }
    }
  });

  it('is to change roles with the environment’s boundary alone', () => {
    const changing = /^iam:(Attach|CreateR|Delete(?!Inst)|Detach|Put|Update)/;
    const about = statements.filter(
      ({ Effect, Action }) => Effect === 'Allow' && [Action].flat().some((action: string) => changing.test(action)),
    );
    expect(about.length).toBeGreaterThan(1);
    for (const { Condition } of about) {
      expect(Condition).toMatchObject({
        StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/restartix-staging-boundary' },
      });
    }
    const actions = statements.flatMap(({ Action }) => Action as string | string[]);
    expect(actions.filter((action) => /iam:(\*|.*Policy(Version)?$)/.test(action)).sort()).toEqual([
      'iam:AttachRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateAssumeRolePolicy',
    ]);
  });

  it('is to pass this environment’s roles to the services that use them', () => {
    const pass = statements.find(({ Action }) => Action === 'iam:PassRole')!;
    expect(pass['Resource']).toBe('arn:aws:iam::123456789012:role/restartix-staging-*');
    expect(pass['Condition'].StringEquals['iam:PassedToService']).toContain('ecs-tasks.amazonaws.com');
  });
});

describe('policies', () => {
  it('are as many as IAM’s limit asks for, and not more than a role can have', () => {
    const { found } = made({}, 'production');
    for (const { policy } of Object.values(found.resources('aws_iam_policy'))) {
      expect(String(policy).length).toBeLessThanOrEqual(MAX_MANAGED_POLICY);
    }
    expect(Object.keys(found.resources('aws_iam_role_policy_attachment')).length).toBeLessThanOrEqual(3 * 10);
    const large = Array.from({ length: 9 }, () => ({ actions: ['s3:*'], resources: ['x'.repeat(1500)] }));
    expect(inPolicies(large).map(({ length }) => length)).toEqual([3, 3, 3]);
  });

  describe('of many services', () => {
    const names = (count: number, of = 'service'): string[] => Array.from({ length: count }, (_, i) => `${of}-${i}`);
    const policies = (found: Synthesized, role: string): string[] =>
      Object.entries(found.resources('aws_iam_policy'))
        .filter(([name]) => name.startsWith(`deploy_iam_${role}_policy`))
        .map(([, { policy }]) => String(policy));

    it('are within IAM’s limit too, and allow all of them', () => {
      const { found } = made({ services: names(60) });
      const all = policies(found, 'deploy');
      for (const each of all) expect(each.length).toBeLessThanOrEqual(MAX_MANAGED_POLICY);
      const pushed = all
        .flatMap((each) => Synthesized.parse(each)['Statement'] as Block[])
        .filter(({ Sid }) => Sid === 'PushImages')
        .flatMap(({ Resource }) => Resource as string[]);
      expect(pushed.map((arn) => arn.split('/restartix-staging-')[1])).toEqual(names(60));
    });

    it('are refused where a role would need more than it can have', () => {
      expect(() => made({ services: names(150) })).toThrow(
        /deploy-iam "deploy-iam": services "\d+ policies" is not possible \(allowed: 20 policies of one role[^]*Move services to a role of deployRoles/,
      );
      expect(() => made({ deployRoles: { web: { services: names(150) } } })).toThrow(/deployRoles\.web\.services "\d+/);
    });

    it('are in further roles, each for its own services and repositories', () => {
      const applications = [{ githubOrg: 'restartix', githubRepo: 'web' }];
      const { found, module } = made({ deployRoles: { web: { services: names(40, 'web'), applications } } });
      expect(Object.keys(module.deployRoleArns)).toEqual(['web']);
      expect(found.resource('aws_iam_role', 'deploy_iam_deploy_web_role')['name']).toBe(
        'restartix-staging-github-deploy-web',
      );
      expect(trustOf(found, 'deploy_web')['Condition'].StringEquals).toMatchObject({
        'token.actions.githubusercontent.com:sub': ['repo:restartix/web:environment:staging'],
      });
      expect(policies(found, 'deploy_web').join()).not.toContain('core-api');
      expect(policies(found, 'deploy').join()).not.toContain('web-0');
    });

    it('have no name that would be longer than a role’s, and no wildcard', () => {
      expect(() => made({ deployRoles: { 'Web*': { services: ['web'] } } })).toThrow('deployRoles.Web* "Web*"');
      expect(() => made({ deployRoles: { web: { services: ['web*'] } } })).toThrow(
        'deployRoles.web.services[0] "web*"',
      );
    });
  });

  it('are the same for a stack that knows its account only at apply', () => {
    expect(synth(minimal).addresses).toEqual(expect.arrayContaining(['aws_iam_role.deploy_iam_apply_role']));
    expect(typeof planStatements).toBe('function');
    expect(typeof applyStatements).toBe('function');
  });
});

describe('GitHub’s provider', () => {
  it('is made once, without a thumbprint, or taken as it is', () => {
    const found = synth(complete);
    expect(found.resource('aws_iam_openid_connect_provider')).toMatchObject({
      url: 'https://token.actions.githubusercontent.com',
      client_id_list: ['sts.amazonaws.com'],
    });
    const existing = synth((stack) => {
      const github = new GithubOidcProvider(stack, 'github', {
        existingArn: 'arn:aws:iam::123456789012:oidc-provider/x',
      });
      expect(resolved(stack, github.oidcProviderArn)).toBe('arn:aws:iam::123456789012:oidc-provider/x');
    });
    expect(existing.addresses).toEqual([]);
  });
});

describe('break-glass', () => {
  const found = synth(
    (stack) => new BreakGlass(stack, 'break-glass', { users: ['break-glass'], stateStatements: [] }),
    { accountId: '123456789012' },
  );

  it('is for named users of the account, with MFA of the last hour', () => {
    const trust = Synthesized.parse(found.resource('aws_iam_role')['assume_role_policy'])['Statement'] as Block[];
    expect(trust).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::123456789012:root'] },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': ['arn:aws:iam::123456789012:user/break-glass'] },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        },
      },
    ]);
  });

  it('may what no pipeline may, in its environment, and nothing of IAM', () => {
    const text = JSON.stringify(Object.values(found.resources('aws_iam_policy')));
    for (const action of [
      'kms:ScheduleKeyDeletion',
      'kms:PutKeyPolicy',
      's3:DeleteBucket',
      's3:BypassGovernanceRetention',
    ])
      expect(text).toContain(action);
    expect(text).not.toMatch(/iam:[A-Z]|sts:|kms:Decrypt|"\*:/);
  });

  it.each([[[]], [['*']], [['ops/*']]])('refuses users %j', (users) => {
    expect(() => synth((stack) => new BreakGlass(stack, 'break-glass', { users, stateStatements: [] }))).toThrow(
      'users',
    );
  });
});

describe('copies of the backups', () => {
  const boundaryOf = (found: Synthesized): string =>
    String(found.resource('aws_iam_policy', 'deploy_iam_boundary')['policy']);

  it('change nothing unless they are asked for', () => {
    const { found } = made();
    expect(boundaryOf(found)).not.toMatch(/Replica|Copies/);
    expect(JSON.stringify(policiesOf(found, 'apply'))).not.toMatch(/PutReplicationConfiguration|backup-copy/);
  });

  it('fit into the boundary with the destination by name', () => {
    const policy = boundaryOf(made({ backupCopies: [COPY] }).found);
    const statements = Synthesized.parse(policy)['Statement'] as Block[];
    expect(statements.find(({ Sid }) => Sid === 'WriteCopies')).toMatchObject({
      Resource: 'arn:aws:s3:::restartix-backups-staging-copy/*',
      Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/restartix-staging-backup-copy'] } },
    });
    expect(policy.length).toBeLessThanOrEqual(MAX_MANAGED_POLICY);
  });
});

describe('what is refused', () => {
  it.each([
    [{ githubOrg: '*' }, 'githubOrg "*"'],
    [{ allowedBranches: ['release/*'] }, 'a wildcard would admit everybody who may push a branch'],
    [{ allowedEnvironments: ['prod?'] }, 'allowedEnvironments[0] "prod?"'],
    [{ githubOwnerId: '4711' }, 'githubRepoId undefined'],
    [{ githubOwnerId: 'restartix', githubRepoId: '1' }, 'githubOwnerId "restartix"'],
    [{ services: ['core-*'] }, 'services[0] "core-*"'],
    [{ secrets: ['*'] }, 'secrets[0] "*"'],
    [{ planWorkflowRefs: ['plan.yml'] }, 'planWorkflowRefs[0] "plan.yml"'],
    [{ drillWorkflowRef: 'restore-drill.yml' }, 'drillWorkflowRef "restore-drill.yml"'],
    [{ applyWorkflowRef: 'restartix/infrastructure/.github/workflows/*@refs/heads/main' }, 'without a wildcard'],
    [{ backupCopies: [{ ...COPY, bucketArn: 'arn:aws:s3:::*' }] }, 'backupCopies[0].bucketArn "arn:aws:s3:::*"'],
    [
      { backupCopies: [{ ...COPY, bucketArn: 'arn:aws:s3:::restartix-copies-staging' }] },
      'a bucket that the pipeline of staging does not manage by its name',
    ],
    [
      { backupCopies: [{ ...COPY, kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/*' }] },
      'backupCopies[0].kmsKeyArn',
    ],
  ] as [Partial<DeployIamConfig>, string][])('%j', (config, reason) => {
    expect(() => made(config)).toThrow(reason);
  });

  it('roles twice for an environment, and the provider twice', () => {
    const twice = (build: (id: string, stack: never) => void) => (): unknown =>
      synth((stack) => {
        build('one', stack as never);
        build('two', stack as never);
      });
    expect(twice((id, stack) => new DeployIam(stack, id, base))).toThrow('deploy-iam "two": env "staging"');
    expect(twice((id, stack) => new GithubOidcProvider(stack, id))).toThrow('"test/one" has this one');
  });
});
