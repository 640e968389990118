import { renderDrift } from '@restartix/plan-report';
import { lookAt, type OpenEnvironment } from '../open-environment';
import type { Options } from '../options';
import { discard, makePlan } from '../../run/plan';
import { say } from '../say';

/** Compares reality with the state. Exit code 2 when they differ. */
export async function drift(options: Options): Promise<number> {
  return lookAt(options, (environment) => driftOf(environment, options));
}

async function driftOf({ session }: OpenEnvironment, options: Options): Promise<number> {
  const { report, file } = await makePlan(session, 'drift', options);
  discard(file);
  if (options.withoutSecrets) say('The values of secrets were not read, so they are not compared.');
  const { length } = report.drift;
  if (length === 0) {
    console.log(`${session.paths.name}: no drift`);
    return 0;
  }
  console.log(renderDrift(report));
  console.log(`${session.paths.name}: ${length} changed outside ${session.terraform.product}`);
  return 2;
}
