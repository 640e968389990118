import { APPLICATIONS, DEPLOYMENT_JOBS } from '@restartix/platform';
import type { Synthesized } from '@restartix/testing';
import type { Account } from '../policies/account';
import { ACCOUNT, REGION, type Call } from './call';

/** What the commands `deploy-images` and `rollback`, and the push before them, ask with the role `deploy`. */
export function applicationPipeline(env: Synthesized, account: Account, name: string): Call[] {
  const services = Object.entries(env.resources('aws_ecs_service')).map(([id, service]) => {
    const task = env.resource('aws_ecs_task_definition', id.replace(/_service$/, '_task_definition'));
    return { id: id.replace(/_service$/, ''), service, task };
  });
  const [, clusterName = ''] = /aws_ecs_cluster\.(\w+)\./.exec(String(services[0]?.service['cluster'])) ?? [];
  const cluster = account.arn('aws_ecs_cluster', clusterName);
  const { jobs, otherJobs } = DEPLOYMENT_JOBS;
  return [
    ...describe(name),
    ...APPLICATIONS.flatMap((image) => record(name, image)),
    ...services.flatMap(({ id, service, task }) => [
      ...push(account.arn('aws_ecr_repository', `container_registry_${id}`)),
      ...register(
        String(task['family']),
        ['execution_role_arn', 'task_role_arn'].map((role) => account.arnOfRole(task[role])),
      ),
      ...rollOut(cluster, String(service['name'])),
    ]),
    ...jobs.flatMap((job) => register(`restartix-${name}-${job}`, rolesOf(name, job))),
    ...[...jobs, ...otherJobs].flatMap((job) => run(cluster, name, job)),
  ];
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

function parameter(env: string, path: string): string {
  return `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/restartix/${env}/${path}`;
}

/** Which of the two IAM compares for a path is not documented. */
function describe(env: string): Call[] {
  const paths = ['services', 'jobs', 'images'].flatMap((kind) => [kind, `${kind}/core-api`]);
  return [
    ...paths.map((path) => call('ssm:GetParametersByPath', [parameter(env, path)])),
    call('secretsmanager:DescribeSecret', [
      `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:restartix/${env}/clerk-a1b2c3`,
    ]),
  ];
}

function record(env: string, image: string): Call[] {
  return [
    call('ssm:PutParameter', [parameter(env, `deployments/${image}`)]),
    call('ssm:GetParameter', [parameter(env, `deployments/${image}`)]),
    call('ssm:PutParameter', [parameter(env, `images/${image}`)]),
    call('ssm:GetParameterHistory', [parameter(env, `images/${image}`)]),
  ];
}

const TO_TASKS = 'ecs-tasks.amazonaws.com';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html */
function tagging(action: string, resource: string): Call {
  return call('ecs:TagResource', [resource], { context: { 'ecs:CreateAction': action } });
}

function register(family: string, roles: readonly string[]): Call[] {
  const definition = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${family}:7`;
  return [
    call('ecs:DescribeTaskDefinition', []),
    call('ecs:RegisterTaskDefinition', [definition], { passes: roles.map((role) => ({ role, service: TO_TASKS })) }),
    tagging('RegisterTaskDefinition', definition),
  ];
}

function rollOut(cluster: string, service: string): Call[] {
  const inCluster = { context: { 'ecs:cluster': cluster } };
  const arn = `${cluster.replace(':cluster/', ':service/')}/${service}`;
  return [
    call('ecs:UpdateService', [arn], inCluster),
    call('ecs:DescribeServices', [arn], inCluster),
    ...tasks(cluster),
  ];
}

function tasks(cluster: string): Call[] {
  const inCluster = { context: { 'ecs:cluster': cluster } };
  return [
    call('ecs:ListTasks', [`${cluster.replace(':cluster/', ':container-instance/')}/1`], inCluster),
    call('ecs:DescribeTasks', [taskIn(cluster)], inCluster),
  ];
}

function taskIn(cluster: string): string {
  return `${cluster.replace(':cluster/', ':task/')}/0123456789abcdef0123456789abcdef`;
}

function run(cluster: string, env: string, job: string): Call[] {
  const definition = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/restartix-${env}-${job}:7`;
  const log = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/ecs/restartix-${env}/${job}`;
  return [
    // Whoever runs a task passes its roles: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
    call('ecs:RunTask', [definition], {
      context: { 'ecs:cluster': cluster },
      passes: rolesOf(env, job).map((role) => ({ role, service: TO_TASKS })),
    }),
    tagging('RunTask', taskIn(cluster)),
    ...tasks(cluster),
    call('logs:GetLogEvents', [`${log}:log-stream:${job}/${job}/0123456789abcdef0123456789abcdef`]),
  ];
}

function rolesOf(env: string, job: string): string[] {
  return ['execution', 'task'].map((kind) => `arn:aws:iam::${ACCOUNT}:role/restartix-${env}-${job}-${kind}`);
}
