import type { Attributes, PlannedChange, Row } from './consequence';
import { and, counted, first, gone, inPlace, isNumber, replaced, turnedInPlace, was, where } from './conditions';

/** `kms_key_id`, `encryption_configuration[0].kms_key`, `rule[0].…kms_master_key_id` */
const KEY_PATH = /(^|\.)kms_(master_)?key(_id|_arn)?$/;

const NAMED = 5;

// A generated key has a secret for each of its versions: `restartix/production/encryption/v1`.
const KEY_VERSION = /^(?<key>.+)\/v(?<version>\d+)$/;

const versionOfKey = where('destroyed or replaced, a version of a generated key', (change) => {
  return gone.holds(change) && KEY_VERSION.test(nameBefore(change));
});

/** KMS keys and secrets. */
export const KEY_ROWS: readonly Row[] = [
  {
    id: 'key-gone',
    types: ['aws_kms_key'],
    kind: 'data-lost',
    when: gone,
    text: 'everything encrypted with it{users}',
    values: (change) => ({ users: usersOfKey(change) }),
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  },
  {
    id: 'key-deletion-scheduled',
    types: ['aws_kms_key'],
    kind: 'irreversible',
    when: gone,
    text: 'the key’s deletion is scheduled: {days} later everything encrypted with it is permanently unreadable',
    values: ({ before: { deletion_window_in_days: days } }) => ({ days: counted(isNumber(days) ? days : 30, 'day') }),
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html',
  },
  {
    id: 'bucket-another-key',
    types: ['aws_s3_bucket_server_side_encryption_configuration'],
    kind: 'irreversible',
    when: anotherKey(),
    text: 'what was written until now stays encrypted with {key}: that key must be kept for as long as it is read',
    values: ({ before }) => ({ key: keyOf(before) ?? '' }),
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html',
  },
  {
    id: 'log-group-another-key',
    types: ['aws_cloudwatch_log_group'],
    kind: 'irreversible',
    when: anotherKey(),
    text: 'what was written until now stays encrypted with {key}: that key must be kept for as long as it is read',
    values: ({ before }) => ({ key: keyOf(before) ?? '' }),
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  {
    id: 'key-version-gone',
    types: ['aws_secretsmanager_secret'],
    kind: 'data-lost',
    when: versionOfKey,
    text: 'version {version} of the key {key}: what is still encrypted with it cannot be decrypted any more',
    values: (change) => ({ key: '', version: '', ...KEY_VERSION.exec(nameBefore(change))?.groups }),
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
  },
  {
    id: 'secret-gone',
    types: ['aws_secretsmanager_secret'],
    kind: 'data-lost',
    when: where(gone.words, (change) => gone.holds(change) && !versionOfKey.holds(change)),
    text: 'its values, including those set by hand',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
  },
  {
    id: 'secret-deleted-at-once',
    types: ['aws_secretsmanager_secret'],
    kind: 'irreversible',
    when: and(gone, was('recovery_window_in_days', 0)),
    text: 'the secret is deleted immediately and cannot be restored (recovery_window_in_days is 0)',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html',
  },
  {
    id: 'secret-name-in-recovery',
    types: ['aws_secretsmanager_secret'],
    kind: 'refused-by-aws',
    when: and(
      replaced,
      where('under the same name, with a recovery window', ({ before, after }) => {
        return before['name'] === after['name'] && before['recovery_window_in_days'] !== 0;
      }),
    ),
    text: 'its name is taken until the recovery window of the old one is over',
    steps: 'Take back what forces it; a secret can change its key and its values in place.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
  },
  {
    id: 'key-disabled',
    types: ['aws_kms_key'],
    kind: 'interrupted',
    when: turnedInPlace('is_enabled', false),
    text: 'nothing that is encrypted with it can be read or written{users}',
    values: (change) => ({ users: usersOfKey(change) }),
    lasts: 'until it is changed back',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html',
  },
];

/** Why a replacement loses data, where another key is why. */
export function keyChange({ action, attributes, type }: PlannedChange): string {
  const key = attributes.find(({ path, forcesReplacement }) => forcesReplacement && KEY_PATH.test(path));
  if (action !== 'replace' || !key) return '';
  const steps = ANOTHER_KEY[type];
  return `; it gets another key (${key.path}), and AWS does not encrypt it anew in place${steps ? `: ${steps}` : ''}`;
}

const FROM_SNAPSHOT = 'copy a snapshot with the new key and restore that';

/** How its data comes under another key. */
const ANOTHER_KEY: Readonly<Record<string, string>> = {
  aws_db_instance: FROM_SNAPSHOT,
  aws_rds_cluster: FROM_SNAPSHOT,
  aws_elasticache_replication_group: FROM_SNAPSHOT,
  aws_ecr_repository: 'make a repository of another name, push the images into it, and let services use that one first',
};

/** What the configuration encrypts with a key that goes, by name. Snapshots and objects are not in a plan. */
function usersOfKey({ address, before: { arn: key }, managed }: PlannedChange): string {
  if (typeof key !== 'string') return '';
  const users = managed
    .filter((each) => each.type !== 'aws_kms_alias' && each.address !== address && namesKey(each.change.before, key))
    .map((each) => each.address);
  if (users.length === 0) return '';
  const more = users.length > NAMED ? ` and ${users.length - NAMED} more` : '';
  return `, which is what is in ${users.slice(0, NAMED).join(', ')}${more}, and in their snapshots and backups`;
}

/** Whether an attribute that names a key names this one. A policy that mentions it encrypts nothing. */
function namesKey(value: unknown, key: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, each]) =>
    typeof each === 'string' ? KEY_PATH.test(name) && key.endsWith(each) && each !== '' : namesKey(each, key),
  );
}

/** Another key is for what is written from then on. */
function anotherKey(): Row['when'] {
  const changes = where('its key changed', ({ before, after }) => {
    const [from, to] = [before, after].map(keyOf);
    return from !== undefined && from !== to;
  });
  return and(inPlace, changes);
}

function keyOf({ kms_key_id: key, rule }: Attributes): string | undefined {
  const found = key ?? first(first(rule)?.['apply_server_side_encryption_by_default'])?.['kms_master_key_id'];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function nameBefore({ before: { name } }: PlannedChange): string {
  return typeof name === 'string' ? name : '';
}
