import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { dirname } from 'node:path';
import { ensureInit } from '../run/init';
import type { StateForm } from '../environment/overrides';
import { say } from '../cli/say';
import type { Session } from '../run/session';
import { TerraformFailure } from '../run/failure';
import { isOfEarlierEmulator, recordBeside, stateFile } from './file';

/**
 * Initializes Terraform with the state where it is: in the bucket, or, for the environment that makes the bucket, in a
 * file until `migrate-state` moves it.
 * @throws ToolError when the bucket is missing and the environment does not make it.
 */
export async function openState(session: Session): Promise<StateForm> {
  const bucket: StateForm = { kind: 's3' };
  if (!session.configuration.stateBucketAddress) {
    await ensureInit(session, bucket);
    return bucket;
  }
  const file: StateForm = { kind: 'file', path: stateFile(session) };
  dropStateOfEarlierEmulator(session, file.path);
  if (existsSync(file.path) || (await isBucketMissing(session))) return openFile(session, file);
  try {
    await ensureInit(session, bucket);
    return bucket;
  } catch (error) {
    // Only Terraform can ask a cloud account for the bucket; its answer is the error of init.
    if (!(error instanceof TerraformFailure) || error.kind !== 'state-bucket-missing') throw error;
    say(`The state bucket does not exist yet: ${session.paths.name} starts with local state in ${file.path}.`);
    return openFile(session, file);
  }
}

async function openFile(session: Session, file: StateForm & { kind: 'file' }): Promise<StateForm> {
  mkdirSync(dirname(file.path), { recursive: true });
  await ensureInit(session, file);
  return file;
}

/** Asks the emulator for the state bucket; in a cloud run only Terraform may ask, and the answer is no. */
export async function isBucketMissing({ emulator, configuration }: Session): Promise<boolean> {
  if (!emulator) return false;
  const url = `${emulator.url}/${configuration.backend.bucket}`;
  const headers = { Authorization: s3Scope(configuration.backend.region) };
  return new Promise((resolve, reject) => {
    request(url, { method: 'HEAD', headers }, (response) => resolve(response.resume().statusCode === 404))
      .on('error', reject)
      .end();
  });
}

/** An emulator of all of AWS on one port tells the services apart by the scope of the signature. */
function s3Scope(region: string): string {
  return `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=none`;
}

function dropStateOfEarlierEmulator({ emulator }: Session, file: string): void {
  if (!emulator || !existsSync(file) || !isOfEarlierEmulator(emulator, file)) return;
  for (const each of [file, recordBeside(file)]) rmSync(each, { force: true });
}
