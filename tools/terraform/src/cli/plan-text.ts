import { join, relative } from 'node:path';
import { renderText, type PlanReport } from '@restartix/plan-report';
import { readJson } from '../environment/configuration';
import { countsOf, firstCreate } from '../run/first-create';
import type { Session } from '../run/session';

/** The plan as a terminal shows it: of a first deployment the modules, each with the number of its resources. */
export function planText({ paths }: Session, report: PlanReport): string {
  const first = firstCreate(report, readJson(paths));
  const page = relative(process.cwd(), join(paths.work, 'plan.html'));
  return renderText(report, {
    colour: process.stdout.isTTY,
    ...(first && { created: [...countsOf(first), `  each of them: ${page}`] }),
  });
}
