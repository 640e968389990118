import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError, withLock } from '@restartix/kit';
import { readRecordBeside } from '../deployed/record';
import { recorded } from '../deployed/recorded';
import { applyPlan } from '../run/apply';
import { readConfiguration } from '../environment/configuration';
import { isOfEarlierEmulator, localStateFile, recordBeside } from './file';
import { moveState } from './move';
import { discard, makePlan } from '../run/plan';
import { say } from '../cli/say';
import { Session } from '../run/session';
import { isBucketMissing, openState } from './open';
import { envPaths, environments } from '../environment/paths';

/** Makes sure that the emulator has the state bucket, by applying the environment that makes it. */
export async function ensureLocalStateBucket(session: Session): Promise<void> {
  const { emulator, configuration, paths } = session;
  if (!emulator || configuration.stateBucketAddress) return;
  const owner = ownerOfBucket(paths.root, configuration.backend.bucket);
  const isMissing = async (): Promise<boolean> =>
    (await isBucketMissing(session)) || (owner !== undefined && wasCutOff(emulator, owner));
  if (!(await isMissing())) return;
  if (owner === undefined)
    throw new ToolError(
      `The emulator has no state bucket ${configuration.backend.bucket}, and no synthesized environment creates it.`,
      'Synthesize the one that does: npx nx run bootstrap:synth.',
    );
  const lock = join(emulator.home, 'state', `${owner}.lock`);
  await withLock(lock, { purpose: `deploy ${owner}`, say }, async () => {
    // Another environment may have made it while this one waited.
    if (await isMissing()) await applyOwner(owner, session);
  });
}

/** A first run that did not come to its end may have made the bucket, and not the rest. */
function wasCutOff(emulator: NonNullable<Session['emulator']>, owner: string): boolean {
  const file = localStateFile(emulator, owner);
  const record = readRecordBeside(file);
  return record !== undefined && record.complete !== true && !isOfEarlierEmulator(emulator, recordBeside(file));
}

async function applyOwner(env: string, { configuration, paths: { root } }: Session): Promise<void> {
  say(`The emulator has no state bucket ${configuration.backend.bucket} yet: deploying ${env} first.`);
  const session = await Session.open({ command: 'deploy', env, target: 'local', root });
  const state = await openState(session);
  const plan = await makePlan(session);
  if (plan.changes) await recorded(session, state, () => applyPlan(session, plan));
  else discard(plan.file);
  if (state.kind === 'file') await moveState(session, state.path);
}

/** The synthesized environment that makes a bucket. */
function ownerOfBucket(root: string, bucket: string): string | undefined {
  return environments(root)
    .map((env) => envPaths(root, env, 'local'))
    .filter(({ configuration }) => existsSync(configuration))
    .find((paths) => {
      const { backend, stateBucketAddress } = readConfiguration(paths);
      return stateBucketAddress !== undefined && backend.bucket === bucket;
    })?.env;
}
