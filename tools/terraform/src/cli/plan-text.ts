import { join, relative } from 'node:path';
import { renderText } from '@restartix/plan-report';
import { countsOf } from '../run/first-create';
import type { Plan } from '../run/plan';
import type { Session } from '../run/session';

/** The plan as a terminal shows it: of a first deployment the modules, each with the number of its resources. */
export function planText({ paths }: Session, { report, first }: Plan): string {
  const page = relative(process.cwd(), join(paths.work, 'plan.html'));
  return renderText(report, {
    colour: process.stdout.isTTY,
    ...(first && { created: [...countsOf(first), `  each of them: ${page}`] }),
  });
}
