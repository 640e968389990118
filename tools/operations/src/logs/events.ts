import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../context';
import { all, type Workload } from '../workload';

/** Where a container of a workload logs to. */
export interface LogSource {
  readonly container: string;
  readonly group: string;
  /** Streams are `prefix/container/task`: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
  readonly prefix: string;
}

export interface LogEvent {
  readonly id: string;
  readonly at: number;
  readonly container: string;
  /** First characters of the task's id. */
  readonly task: string;
  readonly message: string;
}

export function sourcesOf({ definition }: Pick<Workload, 'definition'>): LogSource[] {
  return (definition.containerDefinitions ?? []).flatMap(({ name: container = '', logConfiguration }) => {
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
    return group === undefined ? [] : [{ container, group, prefix: `${prefix ?? container}/${container}/` }];
  });
}

/** What a container logged since a moment, of all its tasks or of one. */
export async function eventsOf(
  { aws }: Pick<Context, 'aws'>,
  { container, group, prefix }: LogSource,
  from: Date,
  filterPattern?: string,
  task = '',
): Promise<LogEvent[]> {
  const query = {
    logGroupName: group,
    logStreamNamePrefix: `${prefix}${task}`,
    startTime: from.getTime(),
    filterPattern,
  };
  const events = await all(paginateFilterLogEvents({ client: aws.logs }, query), (page) => page.events);
  return events.map(({ eventId = '', timestamp = 0, logStreamName = '', message = '' }) => ({
    id: eventId,
    at: timestamp,
    container,
    task: logStreamName.slice(prefix.length, prefix.length + 8),
    message: message.trimEnd(),
  }));
}
