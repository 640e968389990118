import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { processIdentity, shellWord, ToolError } from '@restartix/kit';
import type { Session } from '../run/session';
import { describeLock, type LockInfo } from './lock-holder';

type Locked = Pick<Session, 'paths' | 'configuration' | 'sdk' | 'nx' | 'terraform'>;

/**
 * Holds the lock of a state as Terraform's S3 backend does, an object beside the state, for work of several runs of Terraform
 * with `-lock=false`. A lock that a killed run of this machine left is taken over.
 * @throws ToolError when another run holds it.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export async function holdingLock<T>(session: Locked, operation: string, work: () => Promise<T>): Promise<T> {
  const { backend } = session.configuration;
  const s3 = new S3Client({
    ...session.sdk,
    region: backend.region,
    forcePathStyle: session.sdk.endpoint !== undefined,
  });
  const object = { Bucket: backend.bucket, Key: `${backend.key}.tflock` };
  const own = lockOf(session, operation);
  const take = async (): Promise<boolean> => {
    try {
      await s3.send(new PutObjectCommand({ ...object, Body: JSON.stringify(own), IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if ((error as Error).name === 'PreconditionFailed') return false;
      throw error;
    }
  };
  if (!(await take())) {
    const { Body } = await s3.send(new GetObjectCommand(object));
    const held = JSON.parse((await Body?.transformToString()) ?? '{}') as Lock;
    if (!isLeftOver(held, own)) throw locked(session, held);
    await s3.send(new DeleteObjectCommand(object));
    if (!(await take())) throw locked(session, held);
  }
  try {
    return await work();
  } finally {
    await s3.send(new DeleteObjectCommand(object));
  }
}

/** What Terraform writes into a lock. */
interface Lock {
  readonly ID: string;
  readonly Operation: string;
  readonly Info: string;
  readonly Who: string;
  readonly Version: string;
  readonly Created: string;
  readonly Path: string;
}

function lockOf({ configuration: { backend }, terraform }: Locked, operation: string): Lock {
  return {
    ID: randomUUID(),
    Operation: operation,
    Info: String(process.pid),
    Who: `${userInfo().username}@${hostname()}`,
    Version: terraform.version,
    Created: new Date().toISOString(),
    Path: `${backend.bucket}/${backend.key}`,
  };
}

/** Whether a run of this command on this machine took the lock, and is no more. */
function isLeftOver(held: Lock, own: Lock): boolean {
  const same = held.Operation === own.Operation && held.Who === own.Who;
  return same && /^\d+$/.test(held.Info) && processIdentity(Number(held.Info)) === undefined;
}

function locked(
  session: Locked,
  { ID: id, Path: path, Operation: operation, Who: who, Created: created }: Lock,
): ToolError {
  const info: LockInfo = { id, path, operation, who, created };
  return new ToolError(
    `The state of ${session.paths.name} is locked: ${describeLock(info)}. Nothing was changed.`,
    `Wait until that run ends. If it was killed, release its lock: ${session.nx('unlock', `--id=${shellWord(id)}`)}`,
  );
}
