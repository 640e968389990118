import { readOutputs } from '../../run/outputs';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';

/** Outputs of these names hold addresses by name. */
const GROUPS = { service_urls: 'services', dashboard_urls: 'dashboards' } as const;

/** Prints the address of each service and of each dashboard. */
export async function urls(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  const outputs = await readOutputs(session);
  const lines = Object.entries(GROUPS).flatMap(([output, title]) => {
    const found = Object.entries((outputs[output] ?? {}) as Record<string, string>);
    const width = Math.max(...found.map(([name]) => name.length), 0);
    return found.length === 0 ? [] : [title, ...found.map(([name, url]) => `  ${name.padEnd(width)}  ${url}`)];
  });
  console.log(lines.length > 0 ? lines.join('\n') : `${options.env}: no services are deployed`);
  return 0;
}
