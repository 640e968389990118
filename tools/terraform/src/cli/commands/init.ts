import { openEnvironment } from '../open-environment';
import type { Options } from '../options';

export async function init(options: Options): Promise<number> {
  const { session, state } = await openEnvironment(options);
  const { bucket, key } = session.configuration.backend;
  console.log(`${session.paths.name}: ready, state in ${state.kind === 'file' ? state.path : `s3://${bucket}/${key}`}`);
  return 0;
}
