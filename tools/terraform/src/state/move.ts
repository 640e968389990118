import { readFileSync, renameSync, rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ToolError } from '@restartix/kit';
import { explain } from '../run/explain-failure';
import { init } from '../run/init';
import { say } from '../cli/say';
import type { Session } from '../run/session';
import { recordBeside } from './file';
import { pullState, type State } from './resources';

/**
 * Copies the state from a file into the bucket, compares what arrived, and only then sets the file aside. By `state
 * push`, not by `init -migrate-state -force-copy`, which overwrites whatever state is there already.
 * @throws ToolError when the copy is refused or differs; the file stays where it is.
 */
export async function moveState(session: Session, file: string): Promise<void> {
  const { paths, configuration } = session;
  const here = JSON.parse(readFileSync(file, 'utf8')) as State;
  await init(session, { kind: 's3' }, ['-reconfigure']);
  const { code, output, log } = await session.run(['state', 'push', file]);
  if (code !== 0) throw explain(session, 'state push', output, log);
  compare(here, await pullState(session), file);
  renameSync(file, `${file}.migrated`);
  rmSync(recordBeside(file), { force: true });
  say(`The state of ${paths.name} is now in s3://${configuration.backend.bucket}/${configuration.backend.key}.`);
}

/** By content: the first state in a bucket gets a lineage and a serial of its own from Terraform. */
function compare(here: State, there: State, file: string): void {
  const content = ({ resources, outputs, check_results }: State): unknown => [resources, outputs, check_results];
  if (isDeepStrictEqual(content(here), content(there))) return;
  throw new ToolError(
    `The state in the bucket differs from ${file}: ${here.resources?.length ?? 0} resources in the file, ${there.resources?.length ?? 0} in the bucket, or different values.`,
    'The file is unchanged and stays in use. Compare both; the bucket keeps every version of its state.',
  );
}
