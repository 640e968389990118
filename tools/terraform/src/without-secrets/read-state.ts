import { existsSync, readFileSync } from 'node:fs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ToolError } from '@restartix/kit';
import type { Session } from '../run/session';
import { stateFile } from '../state/file';
import type { StateFile } from './pseudonyms';

/** The state as the bucket holds it, read once and without a lock; undefined when there is none yet. */
export async function readState(session: Session): Promise<StateFile | undefined> {
  const { bucket, key, region } = session.configuration.backend;
  const local = session.configuration.stateBucketAddress ? stateFile(session) : undefined;
  if (local && existsSync(local)) return JSON.parse(readFileSync(local, 'utf8')) as StateFile;
  const client = new S3Client({ ...session.sdk, region, forcePathStyle: session.emulator !== undefined });
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return JSON.parse((await Body?.transformToString()) ?? '{}') as StateFile;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'NoSuchKey') return undefined;
    throw new ToolError(
      `The state s3://${bucket}/${key} (${region}) cannot be read: ${name}: ${message}`,
      name === 'NoSuchBucket'
        ? `Deploy what makes the bucket: ${session.nx('deploy')}.`
        : 'Check the credentials and the role: a plan needs s3:GetObject on the state and s3:ListBucket on its bucket.',
      { cause: error },
    );
  } finally {
    client.destroy();
  }
}
