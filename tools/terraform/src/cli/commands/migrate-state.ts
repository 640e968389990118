import { existsSync } from 'node:fs';
import { ToolError } from '@restartix/kit';
import { moveState } from '../../state/move';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';

/** Moves an environment's local state into the bucket that it made. */
export async function migrateState(options: Options): Promise<number> {
  const { env } = options;
  const { session, state } = await openEnvironment(options);
  const { stateBucketAddress, backend } = session.configuration;
  if (!stateBucketAddress) {
    throw new ToolError(
      `${env} does not create the state bucket, so its state was never local.`,
      'Nothing to migrate.',
    );
  }
  if (state.kind === 's3') {
    console.log(`${env}: nothing to migrate, its state is in s3://${backend.bucket}/${backend.key}`);
    return 0;
  }
  if (!existsSync(state.path)) {
    throw new ToolError(
      `${env} has no state yet: ${state.path} is missing.`,
      `Deploy it first: ${session.nx('deploy')}`,
    );
  }
  await moveState(session, state.path);
  console.log(`${env}: migrated`);
  return 0;
}
