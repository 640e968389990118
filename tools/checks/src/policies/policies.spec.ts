import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account, type Policy } from './account';
import { isAllowed } from './simulate';

const S3_KMS = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
const SECRETS_KMS = { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' };

interface Row {
  /** Who asks: the name of a role in the address. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly context?: Record<string, string>;
  /** Whose policy counts too: a key's, a bucket's. */
  readonly policyOf?: 'platform-key' | 'backups-key' | 'backups-bucket';
}

describe.each(ENV_NAMES)('in %s', (name) => {
  const account = new Account(ENVIRONMENTS[name].synthesized, BOOTSTRAP.synthesized);
  const secret = (key: string): string => account.arn('aws_secretsmanager_secret', `app_secrets_${key}_secret`);
  const byHand = (key: string): string =>
    `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/${name}/${key}-AbCdEf`;
  const role = (id: string): string => account.arn('aws_iam_role', id);
  const backups = account.arn('aws_s3_bucket', 'backups_storage_bucket');
  const backupsKey = account.arn('aws_kms_key', 'backups_key');
  const platformKey = account.arn('aws_kms_key', 'encryption_key_key');
  const archive = account.arn('aws_s3_bucket', 'audit_archive_bucket_bucket');
  const uploads = account.arn('aws_s3_bucket', 'uploads_bucket_bucket');
  const cluster = account.arn('aws_ecs_cluster', 'ecs_cluster_cluster');
  const state = (env: string): string => `arn:aws:s3:::restartix-tfstate/${env}/terraform.tfstate`;
  const family = (id: string): string => account.arn('aws_ecs_task_definition', id);

  const app = 'core_api_task_role';
  const runner = 'backups_task_role_role';
  const restore = 'backups_restore_role_role';
  const scheduler = 'scheduled_tasks_scheduler_role';
  const plan = `${name}_roles_plan_role`;
  const deploy = `${name}_roles_deploy_role`;
  const apply = `${name}_roles_apply_role`;
  const own = { 'aws:ResourceTag/Environment': name };
  const bounded = { 'iam:PermissionsBoundary': `arn:aws:iam::123456789012:policy/restartix-${name}-boundary` };
  const boundary = account.boundary(`${name}_roles_boundary`);
  const toEcs = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

  const allow = (who: string, action: string, resource: string, more: Partial<Row> = {}): Row => ({
    role: who,
    action,
    resource,
    allowed: true,
    ...more,
  });
  const deny = (who: string, action: string, resource: string, more: Partial<Row> = {}): Row => ({
    role: who,
    action,
    resource,
    allowed: false,
    ...more,
  });

  const TABLE: readonly Row[] = [
    // The application: its files, its archive, its mail; no backup.
    allow(app, 's3:PutObject', `${uploads}/avatars/1`),
    allow(app, 's3:DeleteObject', `${uploads}/avatars/1`),
    allow(app, 's3:PutObject', `${archive}/2026/11`),
    deny(app, 's3:DeleteObject', `${archive}/2026/11`),
    allow(app, 'kms:GenerateDataKey', platformKey, { context: { ...S3_KMS, ...own }, policyOf: 'platform-key' }),
    deny(app, 'kms:Decrypt', platformKey, { context: SECRETS_KMS, policyOf: 'platform-key' }),
    deny(app, 'kms:Decrypt', backupsKey, { policyOf: 'backups-key' }),
    deny(app, 's3:GetObject', `${backups}/database/x`, { policyOf: 'backups-bucket' }),
    deny(app, 's3:DeleteObject', `${backups}/database/x`, { policyOf: 'backups-bucket' }),
    deny(app, 'secretsmanager:GetSecretValue', secret('database')),

    // The backup's writer: writes, and reads its two secrets.
    allow(runner, 's3:PutObject', `${backups}/database/x`, { policyOf: 'backups-bucket' }),
    deny(runner, 's3:GetObject', `${backups}/database/x`, { policyOf: 'backups-bucket' }),
    deny(runner, 's3:DeleteObjectVersion', `${backups}/database/x`, { policyOf: 'backups-bucket' }),
    deny(runner, 's3:PutObject', `${uploads}/x`),
    allow(runner, 'kms:GenerateDataKey', backupsKey, { context: own, policyOf: 'backups-key' }),
    allow(runner, 'secretsmanager:GetSecretValue', secret('database')),
    allow(runner, 'secretsmanager:GetSecretValue', secret('backup_encryption_v1')),
    deny(runner, 'secretsmanager:GetSecretValue', secret('encryption_v1')),
    deny(runner, 'secretsmanager:GetSecretValue', secret('clerk')),
    deny(runner, 'secretsmanager:GetSecretValue', secret('redis')),

    // A restore: reads, and writes nothing.
    allow(restore, 's3:GetObject', `${backups}/database/x`, { policyOf: 'backups-bucket' }),
    allow(restore, 'kms:Decrypt', backupsKey, { context: own, policyOf: 'backups-key' }),
    deny(restore, 's3:PutObject', `${backups}/database/x`, { policyOf: 'backups-bucket' }),

    // The scheduler: these tasks in this cluster, these roles.
    allow(scheduler, 'ecs:RunTask', `${family('core_api_task_definition')}:7`, { context: { 'ecs:cluster': cluster } }),
    deny(scheduler, 'ecs:RunTask', `${family('core_api_task_definition')}:7`, {
      context: { 'ecs:cluster': `${cluster}-other` },
    }),
    deny(scheduler, 'ecs:RunTask', `${family('clinic_task_definition')}:7`, { context: { 'ecs:cluster': cluster } }),
    allow(scheduler, 'iam:PassRole', role(app), { context: toEcs }),
    allow(scheduler, 'iam:PassRole', role(runner), { context: toEcs }),
    deny(scheduler, 'iam:PassRole', role(app), { context: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    deny(scheduler, 'iam:PassRole', role(restore), { context: toEcs }),
    deny(scheduler, 'iam:PassRole', role('clinic_task_role'), { context: toEcs }),

    // A plan looks, and writes nothing.
    allow(plan, 'rds:DescribeDBInstances', '*'),
    allow(plan, 's3:GetObject', state(name)),
    deny(plan, 's3:PutObject', state(name)),
    deny(plan, 's3:GetObject', state('other')),
    deny(plan, 'ecs:UpdateService', account.arn('aws_ecs_service', 'core_api_service')),
    deny(plan, 'secretsmanager:PutSecretValue', secret('clerk')),
    deny(plan, 'secretsmanager:GetSecretValue', secret('clerk')),
    deny(plan, 'iam:PassRole', role(app), { context: toEcs }),
    // By hand: Cloudflare's tokens for Terraform.
    allow(plan, 'secretsmanager:GetSecretValue', byHand('cloudflare-plan')),
    deny(plan, 'secretsmanager:GetSecretValue', byHand('cloudflare-apply')),
    allow(apply, 'secretsmanager:GetSecretValue', byHand('cloudflare-apply')),

    // A deployment of the application; no infrastructure.
    allow(deploy, 'ecr:PutImage', account.arn('aws_ecr_repository', 'container_registry_core_api')),
    allow(deploy, 'iam:PassRole', role(app), { context: toEcs }),
    deny(deploy, 'iam:PassRole', role(runner), { context: toEcs }),
    allow(deploy, 'secretsmanager:DescribeSecret', secret('clerk')),
    deny(deploy, 'secretsmanager:GetSecretValue', secret('clerk')),
    deny(deploy, 'kms:Decrypt', platformKey, {
      context: { ...SECRETS_KMS, ...own, 'kms:EncryptionContext:SecretARN': secret('clerk') },
      policyOf: 'platform-key',
    }),
    deny(deploy, 'secretsmanager:GetSecretValue', secret('database')),
    deny(deploy, 'secretsmanager:GetSecretValue', secret('encryption_v1')),
    deny(deploy, 'secretsmanager:GetSecretValue', secret('backup_encryption_v1')),
    deny(deploy, 'secretsmanager:GetSecretValue', byHand('database-master')),
    deny(deploy, 'secretsmanager:GetSecretValue', byHand('cloudflare-apply')),
    deny(deploy, 's3:PutObject', state(name)),
    deny(deploy, 'ec2:DeleteVpc', 'arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1'),

    // An apply: this environment, and not its own rights.
    allow(apply, 's3:PutObject', state(name)),
    deny(apply, 's3:PutObject', state('other')),
    allow(apply, 'iam:CreateRole', role(app), { context: bounded }),
    allow(apply, 'iam:PutRolePolicy', role(app), { context: bounded }),
    allow(apply, 'iam:PassRole', role(app), { context: toEcs }),
    allow(apply, 'kms:CreateKey', '*', { context: { 'aws:RequestTag/Environment': name } }),
    allow(apply, 'ec2:DeleteVpc', 'arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1', { context: own }),
    allow(apply, 's3:PutBucketPolicy', backups, { context: own }),
    deny(apply, 'iam:CreateRole', 'arn:aws:iam::123456789012:role/admin'),
    deny(apply, 'iam:AttachRolePolicy', role(apply)),
    deny(apply, 'iam:UpdateAssumeRolePolicy', role(deploy)),
    deny(apply, 'rds:DeleteDBInstance', 'arn:aws:rds:eu-central-1:123456789012:db:restartix-other-database'),
  ];

  it('is made of roles that the boundary holds, all of them', () => {
    const boundary = `arn:aws:iam::\${data.aws_caller_identity.current_account.account_id}:policy/restartix-${name}-boundary`;
    const roles = Object.entries(ENVIRONMENTS[name].synthesized.resources('aws_iam_role'));
    expect(roles.length).toBeGreaterThan(15);
    expect(roles.filter(([, each]) => each['permissions_boundary'] !== boundary)).toEqual([]);
  });

  const resourcePolicy = (of: Row['policyOf']): Policy | undefined => {
    if (of === 'platform-key') return account.keyPolicy('encryption_key_key');
    if (of === 'backups-key') return account.keyPolicy('backups_key');
    return of === 'backups-bucket' ? account.bucketPolicy('backups_storage_policy') : undefined;
  };
  const ask = (
    { role: who, action, resource, context, policyOf }: Row,
    mutate = (policy: Policy): Policy => policy,
  ): Promise<boolean> =>
    isAllowed({
      principal: role(who),
      action,
      resource,
      context,
      identityPolicies: account
        .identityPolicies(who)
        .map(({ name: id, policy }) => ({ name: id, policy: mutate(policy) })),
      boundary: who in ENVIRONMENTS[name].synthesized.resources('aws_iam_role') ? boundary : undefined,
      resourcePolicy: resourcePolicy(policyOf),
    });

  it.each([...TABLE])('$role $action $resource: $allowed', async (row) => {
    expect(account.identityPolicies(row.role)).not.toEqual([]);
    expect(await ask(row)).toBe(row.allowed);
  });

  it('detects a widened resource', async () => {
    const widened = (policy: Policy): Policy => ({
      ...policy,
      Statement: policy.Statement.map((each) => ({ ...each, Resource: '*' })),
    });
    const denied = TABLE.filter(({ allowed, policyOf }) => !allowed && !policyOf);
    const through = await Promise.all(denied.map((row) => ask(row, widened)));
    expect(through.filter(Boolean).length).toBeGreaterThan(5);
  });

  it('detects a dropped condition', async () => {
    const bare = (policy: Policy): Policy => ({
      ...policy,
      Statement: policy.Statement.map((each) => ({ ...each, Condition: {} })),
    });
    const row = TABLE.find(
      ({ role: who, context, allowed }) =>
        who === scheduler && !allowed && context?.['ecs:cluster']?.endsWith('-other'),
    )!;
    expect(await ask(row)).toBe(false);
    expect(await ask(row, bare)).toBe(true);
  });
});
