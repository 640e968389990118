import { shellWord, ToolError } from '@restartix/kit';
import type { Warning } from '@restartix/plan-report';
import type { Session } from '../run/session';
import { checkedOut, named, stepFrom, type Commit } from './commit';
import { type DeployRecord, readRecord, recordKey, unfinishedSince, writtenState, type WrittenState } from './record';

type Of = Pick<Session, 'configuration' | 'sdk' | 'emulator' | 'paths'>;

/** What the last deploy says to whoever plans the next. */
export interface LastDeploy {
  readonly warnings: readonly Warning[];
  /** Since when something may exist that the state does not have: the last deploy did not come to its end. */
  readonly unfinishedSince?: Date;
}

/**
 * Compares what is about to be planned with what was deployed.
 * @throws ToolError when the state is an older one than the last deploy left: a plan would make again what exists.
 */
export async function lookAtLastDeploy(session: Of): Promise<LastDeploy> {
  const record = await readRecord(session);
  if (!record) return { warnings: [] };
  if (record.state) refuseOlderState(session, record.state, await writtenState(session));
  const here = checkedOut(session.paths.root);
  const since = unfinishedSince(record);
  const warnings = [unfinished(record), record.commit && here && olderCommit(record, record.commit, here, session)];
  return {
    warnings: warnings.filter((each): each is Warning => each !== undefined),
    ...(since === undefined ? {} : { unfinishedSince: new Date(since) }),
  };
}

function unfinished({ complete, finishedAt, startedAt, by }: DeployRecord): Warning | undefined {
  if (complete === true) return undefined;
  return {
    summary: 'The last deploy did not finish',
    detail: `${by} started it at ${startedAt}${finishedAt ? `, and it failed at ${finishedAt}` : '; it runs still, or was killed'}. This plan continues it.`,
  };
}

function olderCommit(
  { by, startedAt }: DeployRecord,
  deployed: Commit,
  here: Commit,
  { paths }: Of,
): Warning | undefined {
  const step = stepFrom(deployed, here, paths.root);
  const last = `Deployed is ${named(deployed)} (${by}, ${startedAt}). This is ${named(here)}`;
  switch (step.kind) {
    case 'forward':
      return undefined;
    case 'back':
      return {
        summary: 'This commit is older than what is deployed',
        detail: `${last}: the plan takes back ${commits(step.count, step.later)}.`,
      };
    case 'aside':
      return {
        summary: 'This commit does not have all that is deployed',
        detail: `${last}: the plan takes back ${commits(step.count, step.missing)}.`,
      };
    case 'unknown':
      return step.older
        ? {
            summary: 'This commit is older than what is deployed',
            detail: `${last}, and this clone does not have the deployed one: git fetch --unshallow shows what the plan takes back.`,
          }
        : undefined;
  }
}

function commits(count: number, shown: readonly string[]): string {
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  return `${count === 1 ? 'one commit' : `${count} commits`}: ${shown.join('; ')}${more}`;
}

function refuseOlderState(session: Of, left: WrittenState, now: WrittenState | undefined): void {
  // Another lineage is a state that somebody began anew, on purpose.
  if (now && (now.lineage !== left.lineage || now.serial >= left.serial)) return;
  const { bucket, key } = session.configuration.backend;
  const object = `s3://${bucket}/${key}`;
  const source = `${bucket}/${key}?versionId=${left.versionId ?? '<version>'}`;
  throw new ToolError(
    [
      now
        ? `The state ${object} is an older one: serial ${now.serial}, while the last deploy left serial ${left.serial}.`
        : `The state ${object} is gone: the last deploy left serial ${left.serial}.`,
      'What was created since would be created again. Nothing was planned.',
    ].join(' '),
    [
      `Put the newer version back: aws s3api copy-object --bucket ${bucket} --key ${key} --copy-source ${shellWord(source)}`,
      ...(left.versionId ? [] : [`Its versions: aws s3api list-object-versions --bucket ${bucket} --prefix ${key}`]),
      `If the older one is meant: aws s3 rm s3://${bucket}/${recordKey(session)}`,
    ].join('\n'),
  );
}
