import type { Answers } from './fake-context';

const ACCOUNT = 'arn:aws:ecs:eu-central-1:123456789012';
export const TASK_ID = '0f9de17a6465404e8b1b2356dc13c2f8';
export const TASK_ARN = `${ACCOUNT}:task/restartix-staging-cluster/${TASK_ID}`;

const container = (name: string): object => ({
  name,
  runtimeId: `${TASK_ID}-1`,
  managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }],
});

/** A task as DescribeTasks has it. */
export function task(name: string, over: object = {}): object {
  return { taskArn: TASK_ARN, lastStatus: 'RUNNING', containers: [container(name)], ...over };
}

export function stopped(name: string, exitCode: number | undefined, over: object = {}): object {
  return task(name, { lastStatus: 'STOPPED', containers: [{ name, exitCode }], ...over });
}

export const NETWORK = { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] };

/** An environment with the service core-api, and a job. */
export const ENVIRONMENT: Answers = {
  ListServicesCommand: () => ({ serviceArns: [`${ACCOUNT}:service/c/restartix-staging-core-api`] }),
  DescribeServicesCommand: ({ services }) => ({
    services: (services as string[])
      .filter((name) => name.endsWith('core-api'))
      .map((serviceName) => ({
        serviceName,
        status: 'ACTIVE',
        taskDefinition: `${serviceName}:5`,
        enableExecuteCommand: true,
        networkConfiguration: { awsvpcConfiguration: NETWORK },
      })),
  }),
  ListTaskDefinitionFamiliesCommand: () => ({
    families: ['restartix-staging-core-api', 'restartix-staging-db-tunnel', 'restartix-staging-migrations'],
  }),
  DescribeTaskDefinitionCommand: ({ taskDefinition }) => {
    const name = /staging-([a-z-]+)/.exec(String(taskDefinition))![1]!;
    const options = { 'awslogs-group': `/ecs/restartix-staging/${name}`, 'awslogs-stream-prefix': name };
    return {
      taskDefinition: {
        taskDefinitionArn: `${ACCOUNT}:task-definition/restartix-staging-${name}:5`,
        containerDefinitions: [{ name, logConfiguration: { options } }, { name: 'sidecar' }],
      },
    };
  },
  GetParameterCommand: ({ Name }) => {
    const name = String(Name).split('/').at(-1)!;
    return {
      Parameter: {
        Value: JSON.stringify({
          ...{
            cluster: 'restartix-staging-cluster',
            family: `restartix-staging-${name}`,
            container: name,
            image: 'core-api',
          },
          ...{ ...NETWORK, logGroup: `/ecs/restartix-staging/${name}`, secrets: [], order: 1, before: [] },
        }),
      },
    };
  },
  RunTaskCommand: () => ({ tasks: [{ taskArn: TASK_ARN }] }),
  ListTasksCommand: () => ({ taskArns: [TASK_ARN] }),
  DescribeTasksCommand: () => ({ tasks: [task('core-api')] }),
};
