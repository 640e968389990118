import { shellWord } from '@restartix/kit';
import type { Action, AttributeChange, DataLoss, ObjectOf } from '../model';
import type { ResourceChange } from '../plan-json';
import { visible } from '../compare/attributes';
import { keyChange, usersOfKey } from './keys';

/**
 * What is lost with a resource. Not here: what is rebuilt from code or from a resource that is here, such as
 * aws_rds_cluster_instance (its rows are the cluster's), security groups, services, roles.
 */
export const STATEFUL: Readonly<Record<string, string>> = {
  aws_rds_cluster: 'the database and its automated backups',
  aws_db_instance: 'the database and its automated backups',
  aws_elasticache_replication_group: 'all sessions, locks and cached data',
  aws_elasticache_cluster: 'all sessions, locks and cached data',
  aws_dynamodb_table: 'all items of the table',
  aws_efs_file_system: 'all files',
  aws_ebs_volume: 'the volume',
  aws_s3_bucket: 'the bucket, its objects with all versions, and its name',
  aws_ecr_repository: 'all images, including those in use',
  aws_backup_vault: 'all recovery points',
  aws_sqs_queue: 'its queued messages',
  aws_cloudwatch_log_group: 'its log events',
  aws_kms_key: 'everything encrypted with it',
  aws_secretsmanager_secret: 'its values, including those set by hand',
  aws_sesv2_email_identity: 'its verification and DKIM keys: mail stops until DNS has the new ones',
  aws_route53_zone: 'its records and its name servers',
  aws_eip: 'the address, which others may have allowed',
  cloudflare_zone: 'its records and its name servers',
};

interface Changed extends ObjectOf {
  readonly type: string;
  readonly action: Action;
  readonly reason?: string;
  readonly attributes?: readonly AttributeChange[];
}

// Terraform's word for what was made, and not to its end: by an apply that was interrupted or failed, or by a person's mark.
const UNFINISHED = 'replace_because_tainted';

/** @param managed - every managed resource of the plan, those that do not change too */
export function dataLoss(changes: readonly Changed[], managed: readonly ResourceChange[]): DataLoss[] {
  return changes.flatMap((change) => {
    const { address, deposed, type, action, reason } = change;
    const lost = type === 'aws_secretsmanager_secret' ? lostWithSecret(nameBefore(managed, change)) : STATEFUL[type];
    if (lost === undefined || (action !== 'destroy' && action !== 'replace')) return [];
    const unfinished = reason === UNFINISHED ? '; its creation did not finish, so it may be empty' : '';
    const why = [unfinished, action === 'replace' ? keyChange(change) : '', usersOfKey(change, managed)].join('');
    return [{ address, ...(deposed ? { deposed } : {}), action, lost: `${lost}${why}` }];
  });
}

/** The name of an object as it is before the plan, where it is no secret. */
function nameBefore(resources: readonly ResourceChange[], { address, deposed }: ObjectOf): string | undefined {
  const resource = resources.find((each) => each.address === address && each.deposed === deposed);
  const before = resource && visible(resource.change).before;
  const name = typeof before === 'object' && before !== null && 'name' in before ? before.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

// A generated key has a secret for each of its versions: `restartix/production/encryption/v1`.
const KEY_VERSION = /^(?<key>.+)\/v(?<version>\d+)$/;

function lostWithSecret(name: string | undefined): string | undefined {
  const { key, version } = KEY_VERSION.exec(name ?? '')?.groups ?? {};
  return key === undefined
    ? STATEFUL['aws_secretsmanager_secret']
    : `version ${version} of the key ${key}: what is still encrypted with it cannot be decrypted any more`;
}

/** The flag that approves the loss, to be pasted. */
export function allowDataLossFlag(losses: readonly Pick<DataLoss, 'address'>[]): string {
  const addresses = [...new Set(losses.map(({ address }) => address))].join(',');
  return `--allow-data-loss=${shellWord(addresses)}`;
}

/** `2 resources that hold data would be destroyed or replaced` */
export function dataLossTitle({ length }: readonly DataLoss[]): string {
  return length === 1
    ? '1 resource that holds data would be destroyed or replaced'
    : `${length} resources that hold data would be destroyed or replaced`;
}
