import type { Block, Synthesized } from '@restartix/testing';
import type { Account } from '../policies/account';
import { ACCOUNT, REGION, type Context, type Request } from './call';

/** A role that AWS takes, and what it does with it. */
export interface ServiceRole {
  readonly role: string;
  readonly requests: readonly Request[];
}

/** What AWS does with the roles that it takes, as an environment's resources ask for it. No call of ours shows it. */
export function serviceRoles(env: Synthesized, account: Account): ServiceRole[] {
  const schedules = Object.values(env.resources('aws_scheduler_schedule'));
  return [
    ...Object.values(env.resources('aws_ecs_task_definition')).map((task) => executionRole(task, env, account)),
    ...Object.values(env.resources('aws_flow_log')).map((log) => flowLogRole(log, account)),
    ...schedules.map((schedule) => schedulerRole(schedule['target'] as Block, env, account)),
  ];
}

const request = (action: string, resource: string, context: Context = {}): Request => ({
  action,
  resource,
  context: { 'aws:RequestedRegion': REGION, 'aws:SecureTransport': 'true', ...context },
});

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
function executionRole(task: Block, env: Synthesized, account: Account): ServiceRole {
  const containers = JSON.parse(String(task['container_definitions'])) as Block[];
  const requests = containers.flatMap(({ name, image, secrets = [], logConfiguration }) => [
    ...pull(firstImage(String(image), env), account),
    ...(secrets as { valueFrom: string }[]).flatMap(({ valueFrom }) => secretValue(valueFrom, env, account)),
    ...stream(String(name), logConfiguration as { options: Record<string, string> }, account),
  ]);
  return { role: account.nameOfRole(task['execution_role_arn']), requests };
}

/** The image that is recorded as deployed is at first one of its repository, and each later one is too. */
function firstImage(image: string, env: Synthesized): string {
  const [, parameter] = /\$\{aws_ssm_parameter\.(\w+)\.insecure_value\}/.exec(image) ?? [];
  return parameter ? String(env.resource('aws_ssm_parameter', parameter)['insecure_value']) : image;
}

function pull(image: string, account: Account): Request[] {
  const [, repository] = /\$\{aws_ecr_repository\.(\w+)\.repository_url\}/.exec(image) ?? [];
  if (!repository) return [];
  const arn = account.arn('aws_ecr_repository', repository);
  const actions = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'];
  return [request('ecr:GetAuthorizationToken', '*'), ...actions.map((action) => request(`ecr:${action}`, arn))];
}

/** `<ARN>:KEY::` takes one key of a secret. The secret's key decrypts it in the role's name. */
function secretValue(valueFrom: string, env: Synthesized, account: Account): Request[] {
  const [, secret = ''] = /\$\{aws_secretsmanager_secret\.(\w+)\.arn\}/.exec(valueFrom) ?? [];
  const [, key = ''] =
    /aws_kms_key\.(\w+)\./.exec(String(env.resource('aws_secretsmanager_secret', secret)['kms_key_id'])) ?? [];
  return [
    request('secretsmanager:GetSecretValue', account.arn('aws_secretsmanager_secret', secret)),
    request('kms:Decrypt', account.arn('aws_kms_key', key), {
      'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com`,
      'kms:CallerAccount': ACCOUNT,
      'kms:EncryptionContext:SecretARN': account.arn('aws_secretsmanager_secret', secret),
    }),
  ];
}

function stream(container: string, { options }: { options: Record<string, string> }, account: Account): Request[] {
  const [, group = ''] = /\$\{aws_cloudwatch_log_group\.(\w+)\./.exec(String(options['awslogs-group'])) ?? [];
  const id = '0123456789abcdef0123456789abcdef';
  const streamArn = `${account.arn('aws_cloudwatch_log_group', group)}:log-stream:${options['awslogs-stream-prefix'] ?? ''}/${container}/${id}`;
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => request(action, streamArn));
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
function flowLogRole(log: Block, account: Account): ServiceRole {
  const [, group = ''] = /\$\{aws_cloudwatch_log_group\.(\w+)\./.exec(String(log['log_destination'])) ?? [];
  const arn = account.arn('aws_cloudwatch_log_group', group);
  return {
    role: account.nameOfRole(log['iam_role_arn']),
    requests: [
      request('logs:DescribeLogGroups', '*'),
      request('logs:DescribeLogStreams', `${arn}:x`),
      request('logs:CreateLogStream', `${arn}:log-stream:eni-0123456789abcdef0-all`),
      request('logs:PutLogEvents', `${arn}:log-stream:eni-0123456789abcdef0-all`),
    ],
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role */
function schedulerRole(target: Block, env: Synthesized, account: Account): ServiceRole {
  const parameters = target['ecs_parameters'] as Block;
  const [, definition = ''] = /aws_ecs_task_definition\.(\w+)\./.exec(String(parameters['task_definition_arn'])) ?? [];
  const [, cluster = ''] = /aws_ecs_cluster\.(\w+)\./.exec(String(target['arn'])) ?? [];
  const [, queue = ''] = /aws_sqs_queue\.(\w+)\./.exec(String((target['dead_letter_config'] as Block)['arn'])) ?? [];
  const task = env.resource('aws_ecs_task_definition', definition);
  const clusterArn = account.arn('aws_ecs_cluster', cluster);
  const inCluster = { 'ecs:cluster': clusterArn };
  return {
    role: account.nameOfRole(target['role_arn']),
    requests: [
      request('ecs:RunTask', `${account.arn('aws_ecs_task_definition', definition)}:7`, inCluster),
      request('ecs:TagResource', `${clusterArn.replace(':cluster/', ':task/')}/0123456789abcdef0123456789abcdef`, {
        'ecs:CreateAction': 'RunTask',
      }),
      ...['execution_role_arn', 'task_role_arn'].map((role) =>
        request('iam:PassRole', account.arnOfRole(task[role]), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
      ),
      request('sqs:SendMessage', account.arn('aws_sqs_queue', queue)),
    ],
  };
}
