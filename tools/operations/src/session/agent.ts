import type { Container, Task } from '@aws-sdk/client-ecs';
import { lastPartOf } from '../aws/arn';

/** The rights of a task's role without which the agent of ECS Exec reaches no session: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
const RIGHTS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];

/** The state of the agent that lets sessions into a container. */
export function agentOf(task: Task, container: string): string | undefined {
  const agents = containerOf(task, container)?.managedAgents ?? [];
  return agents.find(({ name }) => name === 'ExecuteCommandAgent')?.lastStatus;
}

/** Why no session gets into a container; undefined: one does. */
export function agentProblem(task: Task, container: string): string | undefined {
  const status = agentOf(task, container);
  if (status === 'RUNNING') return undefined;
  if (status === undefined) return 'the task started before exec was switched on: start new tasks';
  return (
    `the agent of ECS Exec is ${status}: the task’s role needs ${RIGHTS.map((right) => `ssmmessages:${right}`).join(', ')}, ` +
    'the container a writable root filesystem and a way to ssmmessages (NAT or endpoint); then start new tasks'
  );
}

/** What Session Manager calls a container of a task. */
export function sessionTarget(cluster: string, task: Task, container: string): string {
  return `ecs:${cluster}_${lastPartOf(task.taskArn!)}_${containerOf(task, container)?.runtimeId}`;
}

function containerOf({ containers = [] }: Task, container: string): Container | undefined {
  return containers.find(({ name }) => name === container);
}
