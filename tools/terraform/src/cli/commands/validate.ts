import { join } from 'node:path';
import { workspaceRoot } from '@restartix/kit';
import { explain } from '../../run/explain-failure';
import { initWithoutState } from '../../run/init';
import type { Options } from '../options';
import { Session } from '../../run/session';

/** Checks the configuration against the providers. Needs no state, no credentials and no emulator. */
export async function validate({ command, env, stack, target }: Options): Promise<number> {
  const session = await Session.open({ command, env, stack, target, root: workspaceRoot(), withEmulator: false });
  const data = join(session.paths.work, session.skipped.length > 0 ? 'validate-reduced' : 'validate');
  await initWithoutState(session, data);
  const { code, output, log } = await session.run(['validate', '-no-color'], { data });
  if (code !== 0) throw explain(session, 'validate', output, log);
  console.log(`${session.paths.name}: valid`);
  return 0;
}
