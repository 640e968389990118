import type { Plan } from '../run/plan';
import type { Session } from '../run/session';
import { say } from './say';

/** The last words of a first deployment: what runs now, what was skipped, and what to do next. */
export function sayWhatNext(session: Session, { report, first }: Plan): void {
  if (!first) return;
  const { target, paths } = session;
  const where = target === 'local' ? ' in the emulator of this machine' : '';
  const skipped = report.skipped.length;
  const next: readonly (readonly [command: string, what: string])[] = [
    [session.nx('urls'), 'what can be opened'],
    [session.nx('plan'), `what a change would do, after you changed apps/${paths.env}/src/config.ts`],
    [session.nx('destroy'), 'removes it again'],
  ];
  const width = Math.max(...next.map(([command]) => command.length));
  say(
    [
      '',
      `${paths.name} runs${where}: ${report.counts.create} resources.`,
      ...(skipped > 0 ? [`Skipped: ${skipped} resources, since their provider is not available.`] : []),
      ...next.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    ].join('\n'),
  );
}
