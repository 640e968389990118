import type { AttributeChange } from '../model';
import type { ResourceChange } from '../plan-json';

/** `kms_key_id`, `encryption_configuration[0].kms_key`, `rule[0].…kms_master_key_id` */
const KEY_PATH = /(^|\.)kms_(master_)?key(_id|_arn)?$/;

const NAMED = 5;

interface Changed {
  readonly address: string;
  readonly type: string;
  readonly attributes?: readonly AttributeChange[];
}

/** Why a replacement loses data, where another key is why. */
export function keyChange({ attributes = [] }: Changed): string {
  const key = attributes.find(({ path, forcesReplacement }) => forcesReplacement && KEY_PATH.test(path));
  return key
    ? `; it gets another key (${key.path}), and AWS does not encrypt it anew in place: copy a snapshot with the new key and restore that`
    : '';
}

/** What the configuration encrypts with a key that goes, by name. Snapshots and objects are not in a plan. */
export function usersOfKey({ address, type }: Changed, managed: readonly ResourceChange[]): string {
  if (type !== 'aws_kms_key') return '';
  const arn = managed.find((each) => each.address === address && each.change.before)?.change.before as
    { readonly arn?: unknown } | undefined;
  if (typeof arn?.arn !== 'string') return '';
  const key = arn.arn;
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
