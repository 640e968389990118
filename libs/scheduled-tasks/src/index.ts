export type { Failures } from './failures';
export { ScheduledTasks, type ScheduledTasksOutputs } from './scheduled-tasks';
export {
  SWITCHED_OFF,
  type Capacity,
  type RetryPolicy,
  type RunnableTask,
  type ScheduledTask,
  type ScheduledTasksConfig,
  type TaskCluster,
} from './scheduled-tasks.config';
