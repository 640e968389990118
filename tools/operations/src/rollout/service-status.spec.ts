import type { Service } from '@aws-sdk/client-ecs';
import { serviceStatus } from './service-status';

const NOW = new Date('2026-11-24T12:00:00Z');
const ARN = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/api';
const event = (message: string, minutesAgo = 1): { message: string; createdAt: Date } => ({
  message,
  createdAt: new Date(NOW.getTime() - minutesAgo * 60_000),
});
const service = (over: Partial<Service> = {}): Service => ({
  status: 'ACTIVE',
  desiredCount: 2,
  runningCount: 2,
  deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: `${ARN}:5` }],
  ...over,
});
const ROLLED_BACK = [
  event('(service api) (deployment ecs-svc/1) deployment completed.'),
  event('(service api) rolling back to deployment ecs-svc/1.', 2),
  event('(service api) (deployment ecs-svc/2) deployment failed: tasks failed to start.', 2),
];

const verdict = (over: Partial<Service> | undefined, expected?: string): string => {
  const { state, words } = serviceStatus(over && service(over), expected, NOW);
  return `${state}: ${words}`;
};

test('one complete deployment with all tasks is stable', () => {
  expect(verdict({}, `${ARN}:5`)).toBe('stable: 2 of 2 tasks run api:5');
});

test('a service without tasks is stable when it wants none', () => {
  expect(verdict({ desiredCount: 0, runningCount: 0 })).toMatch(/^stable/);
});

test.each<[string, Partial<Service>]>([
  ['tasks are missing', { runningCount: 1 }],
  ['a second deployment goes on', { deployments: [...service().deployments!, { status: 'ACTIVE' }] }],
  ['its deployment goes on', { deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }] }],
])('waits while %s', (_, over) => {
  expect(verdict(over)).toMatch(/^waiting/);
});

test('says how many tasks stopped while it waits', () => {
  const deployments = [
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' as const, failedTasks: 3, taskDefinition: ARN },
  ];
  expect(verdict({ deployments, runningCount: 0 })).toBe('waiting: 0 of 2 tasks run api, 3 stopped');
});

test('a failed deployment is a failure with its reason', () => {
  const deployments = [
    {
      status: 'PRIMARY',
      rolloutState: 'FAILED' as const,
      taskDefinition: `${ARN}:6`,
      rolloutStateReason: 'tasks failed.',
    },
  ];
  expect(verdict({ deployments })).toBe('failed: api:6 failed: tasks failed.');
});

test('a failed deployment is no failure of the one after it', () => {
  const failed = { status: 'ACTIVE', rolloutState: 'FAILED' as const, taskDefinition: `${ARN}:6` };
  const primary = { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' as const, taskDefinition: `${ARN}:7` };
  expect(verdict({ deployments: [primary, failed] }, `${ARN}:7`)).toMatch(/^waiting/);
  expect(verdict({ deployments: [primary, failed] }, `${ARN}:6`)).toMatch(/^failed/);
});

test('a way back is a failure while it goes on', () => {
  const deployments = [
    {
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS' as const,
      taskDefinition: `${ARN}:4`,
      rolloutStateReason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
    },
  ];
  expect(verdict({ deployments })).toMatch(/^failed: .*rolling back.* It goes back to api:4\.$/);
});

test('a way back that is over is a failure, by the task definition that Terraform deployed', () => {
  expect(verdict({ events: ROLLED_BACK }, `${ARN}:6`)).toBe(
    'failed: runs api:5, and api:6 was deployed: (service api) (deployment ecs-svc/2) deployment failed: tasks failed to start.',
  );
});

test('where a pipeline deploys, a way back that is over is a failure by the events', () => {
  expect(verdict({ events: ROLLED_BACK })).toMatch(/^failed: .*deployment failed: tasks failed to start\./);
});

test('a later success takes a failure back', () => {
  const events = [event('(service api) (deployment ecs-svc/3) deployment completed.', 0.5), ...ROLLED_BACK];
  expect(verdict({ events })).toMatch(/^stable/);
});

test('a failure of yesterday is none of today', () => {
  const events = ROLLED_BACK.map(({ message }) => event(message, 24 * 60));
  expect(verdict({ events })).toMatch(/^stable/);
});

test('a service that is gone is a failure', () => {
  expect(verdict(undefined)).toBe('failed: does not exist');
  expect(verdict({ status: 'INACTIVE' })).toBe('failed: is INACTIVE');
});
