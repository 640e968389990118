import type { Group } from '../check';
import type { Context } from '../context';
import type { Finding } from '../finding';
import { askAll } from '../preflight';

/** What a group finds, as lines without their fixes. */
export async function linesOf(context: Context, group: Group): Promise<string[]> {
  return (await findingsOf(context, group)).map(({ level, subject, message }) => `${level}: ${subject}: ${message}`);
}

export async function findingsOf(context: Context, group: Group): Promise<Finding[]> {
  return (await askAll(context, [group])).flatMap(({ findings }) => findings);
}
