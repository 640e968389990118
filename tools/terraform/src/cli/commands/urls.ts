import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readOutputs } from '../../run/outputs';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { say } from '../say';
import type { Session } from '../../run/session';

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
  const pages = localPages(session);
  console.log([...(lines.length > 0 ? lines : [`${options.env}: no services are deployed`]), ...pages].join('\n'));
  if (pages.length > 0 && lines.length > 0)
    say('The emulator runs no containers: services and dashboards answer at these addresses in an account alone.');
  return 0;
}

/** What can be opened of a local run. */
function localPages({ paths, emulator }: Session): string[] {
  if (!emulator) return [];
  const files = ['plan.html', 'diagram.svg'].map((name) => join(paths.work, name)).filter((file) => existsSync(file));
  return [
    'on this machine',
    ...files.map((file) => `  ${relative(process.cwd(), file)}`),
    `  ${emulator.url}  the emulator, as an endpoint of the AWS CLI`,
    `  ${emulator.callsFile}`,
  ];
}
