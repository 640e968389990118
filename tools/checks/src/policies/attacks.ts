import type { EnvName } from '../environments';

/** One call that an attacker makes. */
export interface Step {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  /** Whether AWS answers; an attack ends at the first refusal. */
  readonly allowed: boolean;
  /** Who calls: a pipeline's role that was taken over, or a role that it has made with its boundary and every right. */
  readonly as?: 'made';
  /** The bucket's policy lets the caller do everything: an earlier step wrote it. */
  readonly granted?: boolean;
}

/** What somebody with a pipeline's role tries. */
export interface Attack {
  readonly name: string;
  readonly by: readonly PipelineRole[];
  readonly steps: readonly Step[];
}

export type PipelineRole = 'plan' | 'apply' | 'deploy' | 'drill';

/** Each environment's. */
const EACH: readonly PipelineRole[] = ['plan', 'apply', 'deploy'];
/** Where restores are drilled. */
const DRILLED: readonly EnvName[] = ['production'];
const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';

const ok = (action: string, resource: string, context?: Step['context']): Step => ({
  action,
  resource,
  context,
  allowed: true,
});
const no = (action: string, resource: string, context?: Step['context']): Step => ({
  action,
  resource,
  context,
  allowed: false,
});
const made = (step: Step): Step => ({ ...step, as: 'made' });
const granted = (step: Step): Step => ({ ...step, granted: true });

/** The table of attacks on an environment, and from it on the other one of the account. */
export function attacksOn(env: EnvName, stateBucket = 'restartix-tfstate'): Attack[] {
  const drills = DRILLED.includes(env);
  const ALL: readonly PipelineRole[] = drills ? [...EACH, 'drill'] : EACH;
  const other = env === 'staging' ? 'production' : 'staging';
  const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
  const role = (name: string, of: string = env): string => iam(`role/restartix-${of}-${name}`);
  const secret = (name: string, of: string = env): string =>
    arn('secretsmanager', `secret:restartix/${of}/${name}-a1b2c3`);
  const key = arn('kms', 'key/1234');
  const vpc = arn('ec2', 'vpc/vpc-1');
  const boundary = { 'iam:PermissionsBoundary': iam(`policy/restartix-${env}-boundary`) };
  const otherBoundary = { 'iam:PermissionsBoundary': iam(`policy/restartix-${other}-boundary`) };
  const tagged = (of: string): Step['context'] => ({ 'aws:ResourceTag/Environment': of });
  const via = (service: string, more = {}): Step['context'] => ({
    'kms:ViaService': `${service}.${REGION}.amazonaws.com`,
    ...more,
  });
  const pass = (service: string): Step['context'] => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
  const backups = (of: string = env): string => `arn:aws:s3:::restartix-backups-primary-${of}`;
  const state = (of: string): string => `arn:aws:s3:::${stateBucket}/${of}/terraform.tfstate`;
  const provider = iam('oidc-provider/token.actions.githubusercontent.com');
  const attack = (name: string, by: readonly PipelineRole[], ...steps: Step[]): Attack => ({ name, by, steps });

  return [
    // More rights.
    attack('makes a role without a boundary', ALL, no('iam:CreateRole', role('evil'))),
    attack(
      'makes a role with the boundary of the other environment',
      ALL,
      no('iam:CreateRole', role('evil'), otherBoundary),
    ),
    attack(
      'makes a bounded role, and attaches AdministratorAccess',
      ['apply'],
      ok('iam:CreateRole', role('evil'), boundary),
      no('iam:AttachRolePolicy', role('evil'), {
        ...boundary,
        'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    ),
    ...[
      no('iam:CreateUser', iam('user/evil')),
      no('iam:CreateAccessKey', iam('user/evil')),
      no('iam:CreateRole', role('worse')),
      no('iam:PutRolePolicy', role('github-deploy')),
      no('iam:CreatePolicyVersion', iam(`policy/restartix-${env}-boundary`)),
      no('sts:AssumeRole', role('break-glass')),
      no('sts:AssumeRole', iam('role/OrganizationAccountAccessRole')),
      no('secretsmanager:GetSecretValue', secret('database', other)),
      no('secretsmanager:GetSecretValue', secret('cloudflare-apply')),
      no('secretsmanager:GetSecretValue', secret('database-master')),
      no('kms:Decrypt', key, via('secretsmanager', tagged(other))),
      no('kms:ScheduleKeyDeletion', key, tagged(env)),
      no('s3:GetObject', `arn:aws:s3:::restartix-uploads-${other}/x`),
      no('s3:GetObject', `${backups()}/database/x`),
      no('s3:GetObject', state(env)),
      no('ecs:RunTask', arn('ecs', `task-definition/restartix-${other}-core-api:1`)),
      no('iam:PassRole', role('core-api-task', other), pass('ecs-tasks')),
      no('iam:PassRole', role('backup-restore-task'), pass('ecs-tasks')),
      no('ec2:DeleteVpc', vpc, tagged(env)),
    ].map((step) =>
      attack(
        `makes a bounded role with every right, assumes it, and asks for ${step.action} on ${step.resource}`,
        ['apply'],
        ok('iam:CreateRole', role('evil'), boundary),
        ok('iam:PutRolePolicy', role('evil'), boundary),
        ok('iam:UpdateAssumeRolePolicy', role('evil'), boundary),
        made(step),
      ),
    ),
    attack(
      'takes the boundary from a role',
      ALL,
      no('iam:DeleteRolePermissionsBoundary', role('core-api-task'), boundary),
    ),
    attack(
      'replaces a boundary by an AWS policy',
      ALL,
      no('iam:PutRolePermissionsBoundary', role('core-api-task'), {
        'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    ),
    ...['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy', 'DeletePolicyVersion'].flatMap((action) => [
      attack(`edits the boundary: ${action}`, ALL, no(`iam:${action}`, iam(`policy/restartix-${env}-boundary`))),
      attack(
        `edits a pipeline's policy: ${action}`,
        ALL,
        no(`iam:${action}`, iam(`policy/restartix-${env}-github-apply-1`)),
      ),
    ]),
    ...ALL.flatMap((pipeline) => [
      attack(`changes who has the role ${pipeline}`, ALL, no('iam:UpdateAssumeRolePolicy', role(`github-${pipeline}`))),
      attack(`gives the role ${pipeline} more`, ALL, no('iam:PutRolePolicy', role(`github-${pipeline}`))),
      attack(
        `attaches to the role ${pipeline}`,
        ALL,
        no('iam:AttachRolePolicy', role(`github-${pipeline}`), {
          'iam:PolicyARN': 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
        }),
      ),
      attack(
        `puts a boundary on the role ${pipeline} to change it then`,
        ['plan', 'deploy'],
        no('iam:PutRolePermissionsBoundary', role(`github-${pipeline}`), boundary),
      ),
      attack(`deletes the role ${pipeline} and makes it anew`, ALL, no('iam:DeleteRole', role(`github-${pipeline}`))),
      attack(
        `passes the role ${pipeline} to a task`,
        ALL,
        no('iam:PassRole', role(`github-${pipeline}`), pass('ecs-tasks')),
      ),
    ]),
    attack('trusts itself with break-glass', ALL, no('iam:UpdateAssumeRolePolicy', role('break-glass'))),
    attack('assumes break-glass', ALL, no('sts:AssumeRole', role('break-glass'))),
    attack('deletes GitHub’s provider', ALL, no('iam:DeleteOpenIDConnectProvider', provider)),
    attack('lets another audience in', ALL, no('iam:AddClientIDToOpenIDConnectProvider', provider)),
    attack(
      'makes a provider of its own',
      ALL,
      no('iam:CreateOpenIDConnectProvider', iam('oidc-provider/evil.example')),
    ),
    attack('makes a user', ALL, no('iam:CreateUser', iam('user/evil'))),
    attack(
      'passes a role to a service that is not the platform’s',
      ALL,
      no('iam:PassRole', role('core-api-task'), pass('lambda')),
    ),
    attack(
      'passes the other environment’s role',
      ALL,
      no('iam:PassRole', role('core-api-task', other), pass('ecs-tasks')),
    ),
    attack(
      'registers a task definition with the other environment’s role',
      ['deploy', 'apply'],
      ok('ecs:RegisterTaskDefinition', arn('ecs', `task-definition/restartix-${env}-core-api:9`)),
      no('iam:PassRole', role('core-api-task', other), pass('ecs-tasks')),
    ),
    attack(
      'registers a task definition of the other environment',
      ALL,
      no('ecs:RegisterTaskDefinition', arn('ecs', `task-definition/restartix-${other}-core-api:9`)),
    ),
    attack(
      'deploys a task with the backup’s role',
      ['deploy'],
      ok('ecs:RegisterTaskDefinition', arn('ecs', `task-definition/restartix-${env}-core-api:9`)),
      no('iam:PassRole', role('backup-runner-task'), pass('ecs-tasks')),
    ),
    attack(
      'registers a task definition in which the master user’s secret is read, for the job that reads it',
      ['deploy'],
      no('ecs:RegisterTaskDefinition', arn('ecs', `task-definition/restartix-${env}-database-users:9`)),
    ),
    attack(
      'runs a command of its own in a service’s image, with the service’s role',
      ['deploy'],
      no('ecs:RunTask', arn('ecs', `task-definition/restartix-${env}-core-api:1`)),
    ),
    attack(
      'runs a backup, or a restore',
      ['deploy'],
      no('ecs:RunTask', arn('ecs', `task-definition/restartix-${env}-backup-runner:1`)),
    ),
    attack(
      'deploys another image of the backups’ runner',
      ['deploy'],
      no('ecr:PutImage', arn('ecr', `repository/restartix-${env}-backup-runner`)),
    ),
    attack(
      'records another image of the backups’ runner as deployed',
      ['deploy'],
      no('ssm:PutParameter', arn('ssm', `parameter/restartix/${env}/images/backup-runner`)),
    ),
    ...['services/core-api', 'jobs/migrations'].map((name) =>
      attack(
        `sends the next deployment elsewhere: ${name}`,
        ['plan', 'deploy'],
        no('ssm:PutParameter', arn('ssm', `parameter/restartix/${env}/${name}`)),
      ),
    ),
    attack(
      'takes away what the next deployment would run',
      ['plan', 'deploy'],
      no('ecs:DeregisterTaskDefinition', '*'),
    ),
    attack(
      'tags a task definition that it did not register',
      ['deploy'],
      no('ecs:TagResource', arn('ecs', `task-definition/restartix-${env}-core-api:1`)),
    ),
    attack(
      'lets a service shrink for ever',
      ['deploy'],
      no(
        'application-autoscaling:RegisterScalableTarget',
        arn('application-autoscaling', 'scalable-target/1'),
        tagged(env),
      ),
    ),
    attack('opens a shell in a task', ALL, no('ecs:ExecuteCommand', arn('ecs', `task/restartix-${env}-cluster/1`))),

    // State.
    attack('writes the other environment’s state', ALL, no('s3:PutObject', state(other))),
    attack('reads the other environment’s state', ALL, no('s3:GetObject', state(other))),
    attack('writes the account’s own state', ALL, no('s3:PutObject', state('bootstrap'))),
    attack('writes the state', ['plan', 'deploy'], no('s3:PutObject', state(env))),
    attack('holds the lock', ['plan', 'deploy'], no('s3:PutObject', `${state(env)}.tflock`)),
    attack('reads the state', ['deploy'], no('s3:GetObject', state(env))),
    attack('deletes the state', ALL, no('s3:DeleteObject', state(env))),
    attack('deletes old versions of the state', ALL, no('s3:DeleteObjectVersion', state(env))),
    attack('opens the state bucket', ALL, no('s3:PutBucketPolicy', `arn:aws:s3:::${stateBucket}`)),

    // Backups and keys.
    ...['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'DeleteImportedKeyMaterial'].map((action) =>
      attack(`loses a key: ${action}`, ALL, no(`kms:${action}`, key, tagged(env))),
    ),
    attack('reads a backup', ALL, no('s3:GetObject', `${backups()}/database/x`)),
    attack('decrypts a backup by S3', ALL, no('kms:Decrypt', key, via('s3', tagged(env)))),
    attack('decrypts a copy of a backup', ALL, no('kms:Decrypt', key, tagged(env))),
    attack(
      'grants itself the use of a key',
      ALL,
      no('kms:CreateGrant', key, { ...tagged(env), 'kms:GrantIsForAWSResource': 'false' }),
    ),
    attack(
      'takes the role that restores: trust',
      ALL,
      no('iam:UpdateAssumeRolePolicy', role('backup-restore-task'), boundary),
    ),
    attack(
      'takes the role that restores: a task',
      EACH,
      no('iam:PassRole', role('backup-restore-task'), pass('ecs-tasks')),
    ),
    attack('deletes a backup', ALL, no('s3:DeleteObjectVersion', `${backups()}/database/x`)),
    attack('goes round the object lock', ALL, no('s3:BypassGovernanceRetention', `${backups()}/database/x`)),
    attack('copies backups elsewhere by replication', ALL, no('s3:PutReplicationConfiguration', backups())),
    attack('passes a role to S3, to replicate as it', ALL, no('iam:PassRole', role('backup-runner-task'), pass('s3'))),
    attack('deletes the backups’ bucket', ALL, no('s3:DeleteBucket', backups())),
    attack('drops the policy of the backups’ bucket', ALL, no('s3:DeleteBucketPolicy', backups())),
    attack(
      'shares a snapshot of the database',
      ALL,
      no('rds:ModifyDBSnapshotAttribute', arn('rds', `snapshot:restartix-${env}-database`)),
    ),
    attack('exports a snapshot', ALL, no('rds:StartExportTask', arn('rds', `snapshot:restartix-${env}-database`))),
    ...['uploads', 'audit-archive', 'backups-primary'].flatMap((bucket) =>
      ['GetObject', 'PutObject', 'DeleteObjectVersion'].map((action) =>
        attack(
          `lets itself into ${bucket} by the bucket’s policy: ${action}`,
          ['apply'],
          ok('s3:PutBucketPolicy', `arn:aws:s3:::restartix-${bucket}-${env}`),
          granted(no(`s3:${action}`, `arn:aws:s3:::restartix-${bucket}-${env}/x`)),
        ),
      ),
    ),
    attack('reads an upload', ALL, no('s3:GetObject', `arn:aws:s3:::restartix-uploads-${env}/x`)),

    // Secrets and logs.
    ...['clerk', 'database', 'encryption', 'database-master', 'redis-auth', 'cloudflare-apply', 'cloudflare-saas'].map(
      (name) =>
        attack(`reads the secret ${name}`, ['plan', 'deploy'], no('secretsmanager:GetSecretValue', secret(name))),
    ),
    attack('reads a secret of the other environment', ALL, no('secretsmanager:GetSecretValue', secret('clerk', other))),
    attack(
      'decrypts a secret of the other environment',
      ALL,
      no(
        'kms:Decrypt',
        key,
        via('secretsmanager', { ...tagged(other), 'kms:EncryptionContext:SecretARN': secret('clerk', other) }),
      ),
    ),
    attack(
      'decrypts a secret that it may not read',
      ['deploy', 'plan'],
      no(
        'kms:Decrypt',
        key,
        via('secretsmanager', { ...tagged(env), 'kms:EncryptionContext:SecretARN': secret('database') }),
      ),
    ),
    ...['GetLogEvents', 'FilterLogEvents', 'GetLogRecord', 'StartQuery', 'GetQueryResults'].map((action) =>
      attack(
        `reads logs: ${action}`,
        ['plan'],
        no(`logs:${action}`, arn('logs', `log-group:/ecs/restartix-${env}/core-api:log-stream:x`)),
      ),
    ),
    attack(
      'pulls an image as a plan',
      ['plan'],
      no('ecr:GetDownloadUrlForLayer', arn('ecr', `repository/restartix-${env}-core-api`)),
    ),

    // The other environment, by tag where names tell nothing.
    ...[
      no('ec2:DeleteVpc', vpc, tagged(other)),
      no('ec2:CreateSubnet', vpc, tagged(other)),
      no('ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-1'), tagged(other)),
      no('ec2:CreateTags', vpc, { ...tagged(other), 'aws:RequestTag/Environment': env }),
      no('ec2:DeleteTags', vpc, tagged(other)),
      no('ec2:CreateVpc', vpc, { 'aws:RequestTag/Environment': other }),
      no('kms:TagResource', key, { ...tagged(other), 'aws:RequestTag/Environment': env }),
      no('kms:UntagResource', key, tagged(other)),
      no('kms:CreateAlias', key, tagged(other)),
      no('acm:DeleteCertificate', arn('acm', 'certificate/1'), tagged(other)),
      no('servicediscovery:DeleteService', arn('servicediscovery', 'service/srv-1'), tagged(other)),
      no('servicediscovery:UntagResource', '*'),
      no(
        'application-autoscaling:DeregisterScalableTarget',
        arn('application-autoscaling', 'scalable-target/1'),
        tagged(other),
      ),
      no('ses:DeleteEmailIdentity', arn('ses', 'identity/notifications.restartix.pro'), tagged(other)),
      no('rds:DeleteDBInstance', arn('rds', `db:restartix-${other}-database`)),
      no('elasticache:DeleteReplicationGroup', arn('elasticache', `replicationgroup:restartix-${other}-redis`)),
      no('ecs:UpdateService', arn('ecs', `service/restartix-${other}-cluster/restartix-${other}-core-api`)),
      no('ecr:PutImage', arn('ecr', `repository/restartix-${other}-core-api`)),
      no('ssm:PutParameter', arn('ssm', `parameter/restartix/${other}/images/core-api`)),
      no('ssm:PutParameter', arn('ssm', `parameter/restartix/${other}/deployments/core-api`)),
      no('ecs:RunTask', arn('ecs', `task-definition/restartix-${other}-migrations:1`)),
      no('logs:DeleteLogGroup', arn('logs', `log-group:/ecs/restartix-${other}/core-api`)),
      no('s3:PutBucketPolicy', `arn:aws:s3:::restartix-uploads-${other}`),
      no('scheduler:DeleteSchedule', arn('scheduler', `schedule/restartix-${other}-scheduled-tasks/x`)),
      no('sns:DeleteTopic', arn('sns', `restartix-alerts-${other}`)),
      no('iam:PutRolePolicy', role('core-api-task', other), otherBoundary),
    ].map((step) =>
      attack(`reaches the other environment: ${step.action} ${JSON.stringify(step.context ?? {})}`, ALL, step),
    ),

    ...(drills ? byDrill(env, other) : []),

    // The account.
    attack('turns off a guard of the account', ALL, no('ec2:DisableSnapshotBlockPublicAccess', '*')),
    attack('turns off the account’s block of public buckets', ALL, no('s3:PutAccountPublicAccessBlock', '*')),
    attack('works in another region', ['apply'], no('ec2:CreateVpc', vpc, { 'aws:RequestedRegion': 'us-east-1' })),
  ];
}

/** What somebody with the role of the drill tries: it passes the role that decrypts, and so is bound to one task of one cluster. */
function byDrill(env: EnvName, other: EnvName): Attack[] {
  const arn = (service: string, resource: string, region = REGION): string =>
    `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
  const restore = arn('iam', `role/restartix-${env}-backup-restore-task`, '');
  const task = (family: string): string => arn('ecs', `task-definition/restartix-${family}:7`);
  const inCluster = (of: string) => ({ 'ecs:cluster': arn('ecs', `cluster/restartix-${of}-cluster`) });
  const pass = (service: string) => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
  const begin = [
    ok('ssm:GetParameter', arn('ssm', `parameter/restartix/${env}/jobs/backup-restore`)),
    ok('s3:ListBucket', `arn:aws:s3:::restartix-backups-primary-${env}`),
    ok('iam:PassRole', restore, pass('ecs-tasks')),
    ok('ecs:RunTask', task(`${env}-backup-restore`), inCluster(env)),
  ];
  const steps = [
    no('ecs:RunTask', task(`${env}-core-api`), inCluster(env)),
    no('ecs:RunTask', task(`${other}-backup-restore`), inCluster(other)),
    no('ecs:RunTask', task(`${env}-backup-restore`), inCluster('evil')),
    no('ecs:RegisterTaskDefinition', task(`${env}-backup-restore`)),
    no('iam:PassRole', restore, pass('lambda')),
    no('iam:PassRole', arn('iam', `role/restartix-${env}-core-api-task`, ''), pass('ecs-tasks')),
    no('iam:PassRole', arn('iam', `role/restartix-${other}-backup-restore-task`, ''), pass('ecs-tasks')),
    no('logs:FilterLogEvents', arn('logs', `log-group:/ecs/restartix-${env}/core-api:*`)),
    no('ssm:GetParameter', arn('ssm', `parameter/restartix/${env}/images/core-api`)),
    no('s3:ListBucket', `arn:aws:s3:::restartix-backups-primary-${other}`),
    no('s3:ListBucket', `arn:aws:s3:::restartix-uploads-${env}`),
    no('s3:GetObject', `arn:aws:s3:::restartix-backups-primary-${env}/database/x`),
  ];
  return steps.map((step, index) => ({
    name: `starts the restore, and then tries ${step.action} on ${step.resource} (${index + 1})`,
    by: ['drill'],
    steps: [...begin, step],
  }));
}
