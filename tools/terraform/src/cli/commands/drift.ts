import { renderDrift } from '@restartix/plan-report';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { discard, makePlan } from '../../run/plan';

/** Compares reality with the state. Exit code 2 when they differ. */
export async function drift(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  const { report, file } = await makePlan(session, 'drift');
  discard(file);
  const { length } = report.drift;
  if (length === 0) {
    console.log(`${options.env}: no drift`);
    return 0;
  }
  console.log(renderDrift(report));
  console.log(`${options.env}: ${length} changed outside ${session.terraform.product}`);
  return 2;
}
