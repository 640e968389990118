import { explain } from '../explain';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';

interface Output {
  readonly sensitive: boolean;
  readonly value: unknown;
}

/** Prints the outputs as one JSON object, and nothing else; sensitive ones are left out. */
export async function output(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  const { code, output: json, errors, log } = await session.run(['output', '-json'], { secret: true });
  if (code !== 0) throw explain(session, 'output', errors, log);
  const values = Object.entries(JSON.parse(json) as Record<string, Output>)
    .filter(([, { sensitive }]) => !sensitive)
    .map(([name, { value }]) => [name, value]);
  console.log(JSON.stringify(Object.fromEntries(values), null, 2));
  return 0;
}
