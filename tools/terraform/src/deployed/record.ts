import { writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readJson } from '@restartix/kit';
import { say } from '../cli/say';
import type { StateForm } from '../environment/overrides';
import { recordBeside, stateFile } from '../state/file';
import type { Session } from '../run/session';
import type { Commit } from './commit';

/** What the last deploy of an environment was, kept beside its state: the machine that ran it may be gone. */
export interface DeployRecord {
  /** Undefined for one outside of a clone. */
  readonly commit?: Commit;
  /** A person and a machine, or a person and a run of the pipeline. */
  readonly by: string;
  readonly startedAt: string;
  /** Undefined while it runs, and for ever if it was killed. */
  readonly finishedAt?: string;
  /** Whether everything was applied. */
  readonly complete?: boolean;
  /** The state that it left; the one before it until then. */
  readonly state?: WrittenState;
  /** The start of the first of several that did not come to their end. */
  readonly unfinishedSince?: string;
}

/** One version of a state. */
export interface WrittenState {
  readonly lineage: string;
  readonly serial: number;
  /** Of the object, in a bucket that keeps versions. */
  readonly versionId?: string;
}

type Of = Pick<Session, 'configuration' | 'sdk' | 'emulator' | 'paths'>;

/** The record's key: beside the state, where the roles that read and write the state may do the same with it. */
export function recordKey({ configuration }: Pick<Session, 'configuration'>): string {
  return `${configuration.backend.key}.last-deploy`;
}

/** Since when something may exist that no state has; undefined where the last deploy came to its end. */
export function unfinishedSince({ complete, unfinishedSince: first, startedAt }: DeployRecord): string | undefined {
  return complete === true ? undefined : (first ?? startedAt);
}

/** Of a state that is a file. */
export function readRecordBeside(file: string): DeployRecord | undefined {
  return readJson(recordBeside(file)) as DeployRecord | undefined;
}

/** Undefined where nothing was deployed yet, and where the role may not look. */
export async function readRecord(session: Of): Promise<DeployRecord | undefined> {
  // Only who makes the bucket has a state in a file, until it is migrated.
  const beside = session.configuration.stateBucketAddress && readRecordBeside(stateFile(session));
  if (beside) return beside;
  const found = await readObject(session, recordKey(session));
  return found && (JSON.parse(found.text) as DeployRecord);
}

/** A deployment goes on without its record: it is told, and nothing depends on it. */
export async function writeRecord(session: Of, state: StateForm, record: DeployRecord): Promise<void> {
  const Body = `${JSON.stringify(record, null, 2)}\n`;
  if (state.kind === 'file') return writeFileSync(recordBeside(state.path), Body);
  try {
    await withClient(session, (client, Bucket) =>
      client.send(
        new PutObjectCommand({
          ...{ Bucket, Key: recordKey(session), Body },
          ...{ ContentType: 'application/json', ServerSideEncryption: 'AES256' as const },
        }),
      ),
    );
  } catch (error) {
    say(`Not recorded beside the state which commit this deploys: ${described(error)}`);
  }
}

/** The state as the bucket has it now; undefined when there is none. */
export async function writtenState(session: Of): Promise<WrittenState | undefined> {
  const found = await readObject(session, session.configuration.backend.key);
  if (!found) return undefined;
  const { lineage = '', serial = 0 } = JSON.parse(found.text) as Partial<WrittenState>;
  return { lineage, serial, ...(found.versionId ? { versionId: found.versionId } : {}) };
}

export function askedBy(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const actor = environment['GITHUB_TRIGGERING_ACTOR'] ?? environment['GITHUB_ACTOR'];
  if (actor === undefined) return `${userInfo().username}@${hostname()}`;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  return `${actor} in ${server}/${repository}/actions/runs/${run}`;
}

async function readObject(
  session: Of,
  Key: string,
): Promise<{ readonly text: string; readonly versionId?: string } | undefined> {
  try {
    return await withClient(session, async (client, Bucket) => {
      const { Body, VersionId } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const text = (await Body?.transformToString()) ?? '{}';
      return { text, ...(VersionId && VersionId !== 'null' ? { versionId: VersionId } : {}) };
    });
  } catch (error) {
    if (ABSENT.includes((error as Error).name)) return undefined;
    say(`Not read: s3://${session.configuration.backend.bucket}/${Key} (${described(error)})`);
    return undefined;
  }
}
const ABSENT: readonly string[] = ['NoSuchKey', 'NoSuchBucket'];

async function withClient<T>(
  { configuration, sdk, emulator }: Of,
  work: (client: S3Client, bucket: string) => Promise<T>,
): Promise<T> {
  const { bucket, region } = configuration.backend;
  const client = new S3Client({ ...sdk, region, forcePathStyle: emulator !== undefined });
  try {
    return await work(client, bucket);
  } finally {
    client.destroy();
  }
}

function described(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
}
