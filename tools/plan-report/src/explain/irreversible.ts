import { SENSITIVE, UNKNOWN, visible } from '../compare/attributes';
import type { ResourceChange } from '../plan-json';
import type { Action, Irreversible } from '../model';

type Attributes = Readonly<Record<string, unknown>>;

interface Sides {
  readonly action: Action;
  /** Empty before a resource is there. */
  readonly before: Attributes;
  /** Empty after it is gone. */
  readonly after: Attributes;
}

type Rule = (sides: Sides) => string | undefined;

/** What of each kind of resource cannot be undone. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  aws_s3_bucket_object_lock_configuration: [complianceLock, firstLock],
  aws_s3_bucket: [
    turnedOn('object_lock_enabled', 'object lock cannot be disabled for this bucket'),
    goesWith('force_destroy', 'all objects are deleted with the bucket, including all versions (force_destroy)'),
  ],
  aws_ecr_repository: [goesWith('force_delete', 'all images are deleted with the repository (force_delete)')],
  aws_s3_bucket_server_side_encryption_configuration: [oldKey],
  aws_cloudwatch_log_group: [oldKey],
  aws_kms_key: [keyDeletion],
  aws_db_instance: [noSnapshot, majorUpgrade, storageGrows],
  aws_rds_cluster: [noSnapshot, majorUpgrade],
  aws_elasticache_replication_group: [noCacheSnapshot],
  aws_elasticache_cluster: [noCacheSnapshot],
  aws_secretsmanager_secret: [secretDeletion],
  aws_backup_vault_lock_configuration: [vaultLock],
};

/** Every irreversible choice of a plan's changes. */
export function irreversible(resource: ResourceChange, action: Action): Irreversible[] {
  const rules = RULES[resource.type];
  if (!rules) return [];
  const { before, after } = visible(resource.change);
  const sides = { action, before: attributes(before), after: attributes(after) };
  return rules.flatMap((rule) => {
    const text = rule(sides);
    const { address, deposed } = resource;
    return text === undefined ? [] : [{ address, ...(deposed ? { deposed } : {}), action, text }];
  });
}

function complianceLock({ before, after }: Sides): string | undefined {
  const [was, is] = [before, after].map(retention);
  if (is?.mode !== 'COMPLIANCE' || JSON.stringify(was) === JSON.stringify(is)) return undefined;
  return `COMPLIANCE object lock: for ${is.period} after it is written, no one can delete the object or shorten the period, not even the account’s root user`;
}

/** Of a lock that only privileged roles lift; the other one says more. */
function firstLock(sides: Sides): string | undefined {
  const isNew = Object.keys(sides.before).length === 0 && Object.keys(sides.after).length > 0;
  return isNew && !complianceLock(sides) ? 'object lock cannot be disabled for this bucket' : undefined;
}

function retention({ rule }: Attributes): { readonly mode: unknown; readonly period: string } | undefined {
  const found = first(first(rule)?.['default_retention']);
  if (!found) return undefined;
  const { mode, years, days } = found;
  const period = isNumber(years)
    ? counted(years, 'year')
    : isNumber(days)
      ? counted(days, 'day')
      : 'a time known after apply';
  return { mode, period };
}

function keyDeletion({ action, before }: Sides): string | undefined {
  if (!takesAway(action)) return undefined;
  const days = before['deletion_window_in_days'];
  return `the key’s deletion is scheduled: ${counted(isNumber(days) ? days : 30, 'day')} later everything encrypted with it is permanently unreadable`;
}

/**
 * Another key is for what is written from then on.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function oldKey({ action, before, after }: Sides): string | undefined {
  const [was, is] = [before, after].map(keyOf);
  if (action !== 'update' || was === undefined || was === is) return undefined;
  return `what was written until now stays encrypted with ${was}: that key must be kept for as long as it is read`;
}

function keyOf({ kms_key_id: key, rule }: Attributes): string | undefined {
  const found = key ?? first(first(rule)?.['apply_server_side_encryption_by_default'])?.['kms_master_key_id'];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function noSnapshot({ action, before, after }: Sides): string | undefined {
  if (takesAway(action)) {
    return before['skip_final_snapshot'] === true ? 'no final snapshot is taken (skip_final_snapshot)' : undefined;
  }
  const turned = action === 'update' && before['skip_final_snapshot'] !== true && after['skip_final_snapshot'] === true;
  return turned ? 'from now on, destroying it takes no final snapshot (skip_final_snapshot)' : undefined;
}

function noCacheSnapshot({ action, before }: Sides): string | undefined {
  return takesAway(action) && !before['final_snapshot_identifier']
    ? 'no final snapshot is taken (final_snapshot_identifier)'
    : undefined;
}

function secretDeletion({ action, before }: Sides): string | undefined {
  const atOnce = takesAway(action) && before['recovery_window_in_days'] === 0;
  return atOnce ? 'the secret is deleted immediately and cannot be restored (recovery_window_in_days is 0)' : undefined;
}

function majorUpgrade({ action, before, after }: Sides): string | undefined {
  if (action !== 'update') return undefined;
  const [was, is] = [before, after].map(({ engine_version: version }) => String(version ?? ''));
  const major = (version: string): string => version.split('.')[0]!;
  if ([was, is].some((each) => ['', UNKNOWN, SENSITIVE].includes(each!)) || major(was!) === major(is!))
    return undefined;
  return `a major upgrade, ${was!} to ${is!}: a downgrade means restoring a snapshot`;
}

function storageGrows({ action, before, after }: Sides): string | undefined {
  const [was, is] = [before['allocated_storage'], after['allocated_storage']];
  if (action !== 'update' || !isNumber(was) || !isNumber(is) || is <= was) return undefined;
  return `storage grows from ${was} to ${is} GiB and cannot be reduced`;
}

function vaultLock({ action, before, after }: Sides): string | undefined {
  const days = after['changeable_for_days'];
  if (takesAway(action) || !isNumber(days) || before['changeable_for_days'] === days) return undefined;
  return `the vault lock becomes permanent ${counted(days, 'day')} after this apply`;
}

function turnedOn(attribute: string, text: string): Rule {
  return ({ before, after }) => (before[attribute] !== true && after[attribute] === true ? text : undefined);
}

/** Said when it happens, and when the switch is set for later. */
function goesWith(attribute: string, text: string): Rule {
  return ({ action, before, after }) => {
    if (takesAway(action)) return before[attribute] === true ? text : undefined;
    const turned = action === 'update' && before[attribute] !== true && after[attribute] === true;
    return turned ? `from now on, when it is destroyed, ${text}` : undefined;
  };
}

function takesAway(action: Action): boolean {
  return action === 'destroy' || action === 'replace';
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** A nested block is a list of one. */
function first(value: unknown): Attributes | undefined {
  const found: unknown = Array.isArray(value) ? value[0] : value;
  return typeof found === 'object' && found !== null ? (found as Attributes) : undefined;
}

function attributes(value: unknown): Attributes {
  return typeof value === 'object' && value !== null ? (value as Attributes) : {};
}
