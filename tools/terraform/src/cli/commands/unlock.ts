import { ask, shellWord, ToolError } from '@restartix/kit';
import { explain } from '../../run/explain-failure';
import { describeLock, parseLockInfo, type LockInfo } from '../../state/lock-holder';
import { openEnvironment, type OpenEnvironment } from '../open-environment';
import type { Options } from '../options';
import { say } from '../say';
import type { Session } from '../../run/session';

/** Releases the lock of a run that was killed. Shows whose it is first; needs its id, or the name typed. */
export async function unlock(options: Options): Promise<number> {
  const { env, id } = options;
  const { session, target } = await openEnvironment(options);
  const lock = await whoHoldsIt(session);
  if (!lock) {
    console.log(`${env}: not locked`);
    return 0;
  }
  say(`The state of ${env} is locked: ${describeLock(lock)}.`);
  if (id === undefined) await confirm(options, lock, { session, target });
  else if (id !== lock.id) {
    throw new ToolError(
      `${env} stays locked: its lock is ${lock.id}, not ${id}.`,
      'Another run has taken the lock since. Check who holds it, above, before you release it.',
    );
  }
  const { code, output, log } = await session.run(['force-unlock', '-force', lock.id]);
  if (code !== 0) throw explain(session, 'force-unlock', output, log);
  console.log(`${env}: unlocked`);
  return 0;
}

/** Asked to release a lock that cannot exist, Terraform says which one does. */
async function whoHoldsIt(session: Session): Promise<LockInfo | undefined> {
  const { output, log } = await session.run(['force-unlock', '-force', 'nobody']);
  const lock = parseLockInfo(output);
  if (lock) return lock;
  // A state in a file is locked by the operating system, for as long as its holder lives.
  if (/NoSuchKey|StatusCode: 404|Local state cannot be unlocked/.test(output)) return undefined;
  throw explain(session, 'force-unlock', output, log);
}

async function confirm(
  { env }: Options,
  lock: LockInfo,
  { session, target }: Pick<OpenEnvironment, 'session' | 'target'>,
): Promise<void> {
  const answer = await ask(`${target}\nIf that run is not running any more, type ${env} to release its lock: `);
  if (answer === env) return;
  throw new ToolError(
    answer === undefined
      ? `${env} stays locked: no terminal to ask on.`
      : `${env} stays locked: "${answer}" is not the environment’s name.`,
    `If that run is not running any more: ${session.nx('unlock', `--id=${shellWord(lock.id)}`)}`,
  );
}
