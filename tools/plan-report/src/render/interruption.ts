import type { Consequence, Duration } from '../model';

/** What a consequence means, an interruption with how long it lasts: `the database fails over (up to 2 minutes)`. */
export function meaning({ text, lasts, starts }: Pick<Consequence, 'text' | 'lasts' | 'starts'>): string {
  if (lasts === undefined) return text;
  const when = starts === undefined || starts === 'at once' ? [] : [starts];
  return `${text} (${[...when, duration(lasts)].join(', ')})`;
}

/** `up to 2 minutes`; what nobody documents is said, too. */
export function duration(lasts: Duration): string {
  if (typeof lasts === 'string') return lasts === 'not documented' ? 'duration not documented' : lasts;
  const { seconds } = lasts;
  if (seconds === 0) return 'new connections are answered at once';
  const [count, unit] =
    seconds % 3600 === 0
      ? [seconds / 3600, 'hour']
      : seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return `up to ${count} ${unit}${count === 1 ? '' : 's'}`;
}
