import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError, withLock } from '@restartix/kit';
import { applyPlan } from '../run/apply';
import { readConfiguration } from '../environment/configuration';
import { moveState } from './move';
import { discard, makePlan } from '../run/plan';
import { say } from '../cli/say';
import { Session } from '../run/session';
import { isBucketMissing, openState } from './open';
import { envPaths, environments } from '../environment/paths';

/** Makes sure that the emulator has the state bucket, by applying the environment that makes it. */
export async function ensureLocalStateBucket(session: Session): Promise<void> {
  const { emulator, configuration, paths } = session;
  if (!emulator || configuration.stateBucketAddress || !(await isBucketMissing(session))) return;
  const owner = ownerOfBucket(paths.root, configuration.backend.bucket);
  const lock = join(emulator.home, 'state', `${owner}.lock`);
  await withLock(lock, { purpose: `deploy ${owner}`, say }, async () => {
    // Another environment may have made it while this one waited.
    if (await isBucketMissing(session)) await applyOwner(owner, session);
  });
}

async function applyOwner(env: string, { configuration, paths: { root } }: Session): Promise<void> {
  say(`The emulator has no state bucket ${configuration.backend.bucket} yet: deploying ${env} first.`);
  const session = await Session.open({ command: 'deploy', env, target: 'local', root });
  const state = await openState(session);
  const plan = await makePlan(session);
  if (plan.changes) await applyPlan(session, plan);
  else discard(plan.file);
  if (state.kind === 'file') await moveState(session, state.path);
}

/** @throws ToolError when no synthesized environment makes the bucket. */
function ownerOfBucket(root: string, bucket: string): string {
  const owner = environments(root)
    .map((env) => envPaths(root, env, 'local'))
    .filter(({ configuration }) => existsSync(configuration))
    .find((paths) => {
      const { backend, stateBucketAddress } = readConfiguration(paths);
      return stateBucketAddress !== undefined && backend.bucket === bucket;
    });
  if (owner) return owner.env;
  throw new ToolError(
    `The emulator has no state bucket ${bucket}, and no synthesized environment creates it.`,
    'Synthesize the one that does: npx nx run bootstrap:synth.',
  );
}
