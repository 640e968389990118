import { paginateListObjectsV2, type _Object } from '@aws-sdk/client-s3';
import type { Context } from '../context';
import { all } from '../workload';

/** A backup, as a list of the bucket shows it: no right to read or decrypt one is needed. */
export interface Backup {
  readonly object: string;
  readonly at: Date;
  readonly bytes: number;
  /** Version of the key that encrypts it; undefined for the first format, whose names have none. */
  readonly keyId: string | undefined;
  readonly storageClass: string;
  /** Whether its signature is there; without one it is no complete backup. */
  readonly isSigned: boolean;
  /** `archived` ones are asked for first, which takes hours. */
  readonly state: 'ready' | 'archived' | 'coming';
}

const PREFIX = 'database/';
const NAME = /^(.*\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]+(?:\.key-([^.]+))?)\.(?:dump\.zst|sql\.gz)\.enc$/;
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html
const ARCHIVES = ['DEEP_ARCHIVE', 'GLACIER'];

/** Every backup in a bucket, the newest first. */
export async function backupsIn({ aws }: Pick<Context, 'aws'>, bucket: string): Promise<Backup[]> {
  const query = { Bucket: bucket, Prefix: PREFIX, OptionalObjectAttributes: ['RestoreStatus' as const] };
  const objects = await all(paginateListObjectsV2({ client: aws.s3api }, query), ({ Contents }) => Contents);
  const names = new Set(objects.map(({ Key }) => Key));
  return objects
    .flatMap((object) => {
      const parts = NAME.exec(object.Key ?? '');
      return parts ? [backupOf(object, parts, names)] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

function backupOf(object: _Object, parts: RegExpExecArray, names: ReadonlySet<string | undefined>): Backup {
  const [key, base, year, month, day, hour, minute, second, keyId] = parts;
  const storageClass = object.StorageClass ?? 'STANDARD';
  return {
    object: key,
    at: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
    bytes: object.Size ?? 0,
    keyId,
    storageClass,
    isSigned: names.has(`${base}.json`),
    state: stateOf(storageClass, object.RestoreStatus),
  };
}

function stateOf(storageClass: string, status: _Object['RestoreStatus']): Backup['state'] {
  if (!ARCHIVES.includes(storageClass) || status?.RestoreExpiryDate !== undefined) return 'ready';
  return status?.IsRestoreInProgress ? 'coming' : 'archived';
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `1234567` → `1.2 MiB` */
export function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}

/** A table for people. */
export function tableOf(backups: readonly Backup[]): string[] {
  const rows = backups.map((backup) => [
    `${backup.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    sizeOf(backup.bytes),
    backup.keyId === undefined ? 'any' : backup.keyId,
    backup.storageClass + (backup.state === 'coming' ? ' (on its way)' : ''),
    backup.isSigned ? 'signed' : 'NOT SIGNED: no complete backup',
    backup.object,
  ]);
  const all = [['made', 'size', 'key', 'storage class', 'signature', 'backup'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
