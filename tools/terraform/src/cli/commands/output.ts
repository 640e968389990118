import { readOutputs } from '../../run/outputs';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';

/** Prints the outputs as one JSON object, and nothing else; sensitive ones are left out. */
export async function output(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  console.log(JSON.stringify(await readOutputs(session), null, 2));
  return 0;
}
