import { workspaceRoot } from '@restartix/kit';
import { configuredSchedules, scheduleTable } from '@restartix/plan-report';
import { readJson } from '../../environment/configuration';
import type { Options } from '../options';
import { envPaths } from '../../environment/paths';

/** Prints the schedules of the synthesized configuration with their next runs. Needs nothing else. */
export async function schedules({ env, stack, target }: Options): Promise<number> {
  const found = configuredSchedules(readJson(envPaths(workspaceRoot(), env, target, stack)));
  console.log(found.length > 0 ? scheduleTable(found, new Date()) : `${env}: no schedules`);
  return 0;
}
