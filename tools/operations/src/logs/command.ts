import { setTimeout as sleep } from 'node:timers/promises';
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
  summary: 'prints what services or jobs logged',
  usage: '[--service=<name>,…] [--job=<name>] [--since=10m] [--filter=<pattern>] [--follow]',
  options: {
    service: { type: 'string', multiple: true },
    job: { type: 'string', multiple: true },
    since: { type: 'string', default: '10m' },
    filter: { type: 'string' },
    follow: { type: 'boolean', default: false },
  },
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
  const names = services?.flatMap((list) => list.split(','));
  const wanted = names !== undefined || jobs.length === 0 ? await servicesOf(context, names) : [];
  return [...wanted, ...(await Promise.all(jobs.flatMap((list) => list.split(',')).map((job) => jobOf(context, job))))];
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
