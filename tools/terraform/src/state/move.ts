import { readFileSync, renameSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ToolError } from '@restartix/kit';
import { explain } from '../run/explain-failure';
import { init } from '../run/init';
import { say } from '../cli/say';
import type { Session } from '../run/session';

interface State {
  readonly resources: readonly unknown[];
  readonly outputs: unknown;
  readonly check_results: unknown;
}

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
  compare(here, await pull(session), file);
  renameSync(file, `${file}.migrated`);
  say(`The state of ${paths.env} is now in s3://${configuration.backend.bucket}/${configuration.backend.key}.`);
}

async function pull(session: Session): Promise<State> {
  const { code, output, errors, log } = await session.run(['state', 'pull'], { secret: true });
  if (code !== 0) throw explain(session, 'state pull', errors, log);
  return JSON.parse(output) as State;
}

/** By content: the first state in a bucket gets a lineage and a serial of its own from Terraform. */
function compare(here: State, there: State, file: string): void {
  const content = ({ resources, outputs, check_results }: State): unknown => [resources, outputs, check_results];
  if (isDeepStrictEqual(content(here), content(there))) return;
  throw new ToolError(
    `The state in the bucket differs from ${file}: ${here.resources.length} resources in the file, ${there.resources.length} in the bucket, or different values.`,
    'The file is unchanged and stays in use. Compare both; the bucket keeps every version of its state.',
  );
}
