import { readJson } from '../configuration';
import type { Options } from '../options';
import { configuredSchedules } from '../schedules/schedule';
import { scheduleTable } from '../schedules/schedule-table';
import { envPaths, workspaceRoot } from '../workspace';

/** Prints the schedules of the synthesized configuration with their next runs. Needs nothing else. */
export async function schedules({ env, target }: Options): Promise<number> {
  const found = configuredSchedules(readJson(envPaths(workspaceRoot(), env, target)));
  console.log(found.length > 0 ? scheduleTable(found, new Date()) : `${env}: no schedules`);
  return 0;
}
