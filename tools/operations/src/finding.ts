import { plain } from '@restartix/preflight';
import { isDenied } from './aws/denied';

/** One thing that was looked at. */
export interface Finding {
  /** `unasked`: the account did not say, so it is neither ok nor missing. */
  readonly level: 'ok' | 'missing' | 'unasked';
  readonly subject: string;
  readonly message: string;
  /** What to do, mostly a command. */
  readonly fix?: string;
}

export function ok(subject: string, message: string): Finding {
  return { level: 'ok', subject, message };
}

export function missing(subject: string, message: string, fix: string): Finding {
  return { level: 'missing', subject, message, fix };
}

/** What `look` found; a question that is not answered is not an answer. */
export async function answered(
  subject: string,
  action: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const { name, message } = error as Error;
    const why = isDenied(error) ? `not asked: needs ${action}` : `not answered: ${name}: ${message}`;
    return [{ level: 'unasked', subject, message: why }];
  }
}

/** `ok       subject: message`, with the fix on a line of its own. */
export function linesOf({ level, subject, message, fix }: Finding): string[] {
  const line = `${level.padEnd(LEVEL_WIDTH)}  ${subject}: ${message}`;
  return (fix === undefined ? [line] : [line, `${' '.repeat(LEVEL_WIDTH)}  → ${fix}`]).map(plain);
}

const LEVEL_WIDTH = 'unasked'.length;
