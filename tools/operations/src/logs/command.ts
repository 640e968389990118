import { setTimeout as sleep } from 'node:timers/promises';
import { listed } from '@restartix/kit';
import { defineCommand } from '../command';
import type { Context } from '../context';
import { jobOf, servicesOf, type Workload } from '../workload';
import { eventsOf, type LogSource, sourcesOf } from './events';
import { since } from './since';

const POLL_MS = 2000;
// CloudWatch Logs shows an event seconds after it was written; an event may have been late when its neighbours were read.
const LATE_MS = 20_000;

export const logs = defineCommand({
  name: 'logs',
  summary: 'Prints what services or jobs logged.',
  line: (command) =>
    command
      .option('--service <names>', 'comma-separated (default: all)', listed)
      .option('--job <names>', 'comma-separated', listed)
      .option('--since <time>', 'how long ago', '10m')
      .option('--filter <pattern>', 'a CloudWatch filter pattern')
      .option('--follow', 'goes on printing'),
  run: async (context, { service, job, since: ago, filter, follow }) => {
    const from = since(ago, new Date());
    const workloads = await workloadsOf(context, service, job);
    const sources = workloads.flatMap(sourcesOf);
    for (const group of new Set(sources.map(({ group }) => group))) {
      context.show(
        ...['logs', 'tail', group, '--since', ago],
        ...(filter === undefined ? [] : ['--filter-pattern', filter]),
        ...(follow ? ['--follow'] : []),
      );
    }
    const printed = new Set<string>();
    await printNew(context, sources, { from, filter, printed });
    if (!follow && printed.size === 0)
      context.say(`Nothing logged since ${from.toISOString()}. A longer time: --since=2h`);
    while (follow) {
      await sleep(POLL_MS);
      await printNew(context, sources, { from: new Date(Date.now() - LATE_MS), filter, printed });
    }
    return 0;
  },
});

async function workloadsOf(
  context: Context,
  services: readonly string[] | undefined,
  jobs: readonly string[] = [],
): Promise<Workload[]> {
  const wanted = services !== undefined || jobs.length === 0 ? await servicesOf(context, services) : [];
  return [...wanted, ...(await Promise.all(jobs.map((job) => jobOf(context, job))))];
}

interface Window {
  readonly from: Date;
  readonly filter: string | undefined;
  /** Events that were printed, by id. */
  readonly printed: Set<string>;
}

async function printNew(
  context: Context,
  sources: readonly LogSource[],
  { from, filter, printed }: Window,
): Promise<void> {
  const events = (await Promise.all(sources.map((source) => eventsOf(context, source, from, filter)))).flat();
  events.sort((a, b) => a.at - b.at);
  for (const { id, at, task, container, message } of events) {
    if (printed.has(id)) continue;
    printed.add(id);
    context.print(`${new Date(at).toISOString()} ${container}/${task} ${message}`);
  }
}
