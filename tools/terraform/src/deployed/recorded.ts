import type { StateForm } from '../environment/overrides';
import type { Session } from '../run/session';
import { checkedOut } from './commit';
import { askedBy, type DeployRecord, readRecord, unfinishedSince, writeRecord, writtenState } from './record';

type Of = Pick<Session, 'configuration' | 'sdk' | 'emulator' | 'paths'>;

/** Applies, and leaves beside the state what was applied by whom: before, for whoever finds it half done, and after. */
export async function recorded<T>(session: Of, state: StateForm, apply: () => Promise<T>): Promise<T> {
  const commit = checkedOut(session.paths.root);
  const before = await readRecord(session);
  const since = before && unfinishedSince(before);
  const record: DeployRecord = {
    ...(commit ? { commit } : {}),
    by: askedBy(),
    startedAt: new Date().toISOString(),
    ...(since ? { unfinishedSince: since } : {}),
    ...(before?.state ? { state: before.state } : {}),
  };
  await writeRecord(session, state, record);
  let complete = false;
  try {
    const result = await apply();
    complete = true;
    return result;
  } finally {
    const left = state.kind === 'file' ? undefined : await writtenState(session);
    await writeRecord(session, state, {
      ...record,
      finishedAt: new Date().toISOString(),
      complete,
      ...(left ? { state: left } : {}),
    });
  }
}
