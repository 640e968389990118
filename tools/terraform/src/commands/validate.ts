import { join } from 'node:path';
import { explain } from '../explain';
import { initWithoutState } from '../init';
import type { Options } from '../options';
import { Session } from '../session';
import { workspaceRoot } from '../workspace';

/** Checks the configuration against the providers. Needs no state, no credentials and no emulator. */
export async function validate({ env, target }: Options): Promise<number> {
  const session = await Session.open(env, target, workspaceRoot(), false);
  const data = join(session.paths.work, session.leftOut.length > 0 ? 'validate-reduced' : 'validate');
  await initWithoutState(session, data);
  const { code, output, log } = await session.run(['validate', '-no-color'], { data });
  if (code !== 0) throw explain(session, 'validate', output, log);
  console.log(`${env}: valid`);
  return 0;
}
