import type { Block, Synthesized } from '@restartix/testing';
import type { Account } from '../policies/account';
import { ACCOUNT, REGION, type Call } from './call';

/** What an application's pipeline asks with the role `deploy`, for each service. No pipeline of this repository does it. */
export function applicationPipeline(env: Synthesized, account: Account): Call[] {
  const services = Object.entries(env.resources('aws_ecs_service'));
  const each = services.flatMap(([name, service]) => {
    const task = name.replace(/_service$/, '');
    return [
      ...push(account.arn('aws_ecr_repository', `container_registry_${task}`)),
      ...rollOut(task, service, env, account),
    ];
  });
  return [
    ...each,
    ...buildSecret('clerk', env, account),
    call('logs:FilterLogEvents', [account.arn('aws_cloudwatch_log_group', 'backups_logs')]),
  ];
}

/** What a frontend's build takes from a secret. */
function buildSecret(name: string, env: Synthesized, account: Account): Call[] {
  const id = `app_secrets_${name}_secret`;
  const arn = account.arn('aws_secretsmanager_secret', id);
  const [, key = ''] =
    /aws_kms_key\.(\w+)\./.exec(String(env.resource('aws_secretsmanager_secret', id)['kms_key_id'])) ?? [];
  const uses = [{ key: account.arn('aws_kms_key', key), viaService: `secretsmanager.${REGION}.amazonaws.com` }];
  return [call('secretsmanager:DescribeSecret', [arn]), call('secretsmanager:GetSecretValue', [arn], { uses })];
}

const context = { 'aws:RequestedRegion': REGION, 'aws:SecureTransport': 'true' };

const call = (action: string, resources: readonly string[], more: Partial<Call> = {}): Call => ({
  action,
  resources,
  ...more,
  context: { ...context, ...more.context },
});

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html, and the layers that a build reuses. */
function push(repository: string): Call[] {
  const actions = [
    'BatchCheckLayerAvailability',
    'BatchGetImage',
    'CompleteLayerUpload',
    'DescribeImages',
    'GetDownloadUrlForLayer',
    'InitiateLayerUpload',
    'PutImage',
    'UploadLayerPart',
  ];
  return [call('ecr:GetAuthorizationToken', []), ...actions.map((action) => call(`ecr:${action}`, [repository]))];
}

/** https://github.com/aws-actions/amazon-ecs-deploy-task-definition#permissions */
function rollOut(name: string, service: Block, env: Synthesized, account: Account): Call[] {
  const task = env.resource('aws_ecs_task_definition', `${name}_task_definition`);
  const [, clusterName = ''] = /aws_ecs_cluster\.(\w+)\./.exec(String(service['cluster'])) ?? [];
  const cluster = account.arn('aws_ecs_cluster', clusterName);
  const inCluster = { context: { 'ecs:cluster': cluster } };
  const serviceArn = `${cluster.replace(':cluster/', ':service/')}/${String(service['name'])}`;
  const definition = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${String(task['family'])}:7`;
  const running = `${cluster.replace(':cluster/', ':task/')}/0123456789abcdef0123456789abcdef`;
  const log = account.arn('aws_cloudwatch_log_group', `${name}_logs`);
  const passes = ['execution_role_arn', 'task_role_arn'].map((role) => ({
    role: account.arnOfRole(task[role]),
    service: 'ecs-tasks.amazonaws.com',
  }));
  return [
    call('ecs:DescribeTaskDefinition', []),
    call('ecs:RegisterTaskDefinition', [definition], { passes }),
    call('ecs:UpdateService', [serviceArn], inCluster),
    call('ecs:DescribeServices', [serviceArn], inCluster),
    call('ecs:RunTask', [definition], inCluster),
    call('ecs:DescribeTasks', [running], inCluster),
    call('ecs:StopTask', [running], inCluster),
    call('logs:DescribeLogStreams', [log]),
    call('logs:FilterLogEvents', [log]),
    call('logs:GetLogEvents', [`${log}:log-stream:${name}/${name}/0123456789abcdef0123456789abcdef`]),
  ];
}
