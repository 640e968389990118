import { visible } from '@restartix/kit';
import { nextRunLines } from './next-runs';
import type { Schedule } from '../model';

const HEAD = ['name', 'state', 'expression', 'next runs'];

/** Schedules as a table of plain text, a line for each run. */
export function scheduleTable(schedules: readonly Schedule[], now: Date): string {
  const rows = schedules.map((schedule) => ({
    cells: [schedule.name, schedule.state, schedule.expression ?? '(known after apply)'].map(visible),
    runs: nextRunLines(schedule, now).map(visible),
  }));
  const widths = HEAD.slice(0, 3).map((head, i) => Math.max(head.length, ...rows.map(({ cells }) => cells[i]!.length)));
  const line = (cells: readonly string[], run: string): string =>
    [...widths.map((width, i) => (cells[i] ?? '').padEnd(width)), run].join('  ').trimEnd();
  return [
    line(HEAD, HEAD[3]!),
    ...rows.flatMap(({ cells, runs }) => runs.map((run, i) => line(i === 0 ? cells : [], run))),
  ].join('\n');
}
