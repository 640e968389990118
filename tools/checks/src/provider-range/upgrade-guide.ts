import type { TerraformJson } from '@restartix/testing';
import { awsBlocks, type AwsBlock } from './set-arguments';

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/version-6-upgrade.html.markdown */
export const GUIDE = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade';

/** A change that types do not show, of a type that modules make or may read. */
export interface GuideRule {
  readonly types: readonly string[];
  /** What the guide says. */
  readonly change: string;
  /** What the modules do, and a test checks. */
  readonly here: string;
  /** Whether a block may stay as it is. */
  readonly holds: (block: AwsBlock, whole: TerraformJson) => boolean;
}

export const GUIDE_RULES: readonly GuideRule[] = [
  {
    types: ['aws_elasticache_replication_group'],
    change: '`auth_token_update_strategy` has no default; beside `auth_token` it must be set.',
    here: 'Set wherever there is a token.',
    holds: ({ block }) => block['auth_token'] === undefined || block['auth_token_update_strategy'] !== undefined,
  },
  {
    types: ['aws_elasticache_replication_group', 'aws_elasticache_user', 'aws_elasticache_user_group'],
    change: 'An uppercase `engine` is deprecated.',
    here: 'Always lowercase.',
    holds: ({ block }) => /^[a-z]+$/.test(String(block['engine'] ?? 'redis')),
  },
  {
    types: ['aws_elasticache_replication_group', 'aws_launch_template', 'aws_lb_target_group'],
    change: 'Arguments that are true, false or absent no longer take `0` and `1`.',
    here: 'Written as `true` and `false`.',
    holds: ({ block }) =>
      valuesOf(block, NULLABLE_BOOLEANS).every((value) => ['', 'true', 'false'].includes(String(value))),
  },
  {
    types: ['aws_lb_listener'],
    change: 'The other arguments of `mutual_authentication` need `mode = "verify"`, which needs `trust_store_arn`.',
    here: 'The trust store is set with `verify` alone.',
    holds: ({ block }) =>
      valuesOf(block, ['mutual_authentication'])
        .flat()
        .every((each) => {
          const { mode, ...others } = each as Readonly<Record<string, unknown>>;
          return (
            (mode === 'verify') === (others['trust_store_arn'] !== undefined) && (mode === 'verify' || isEmpty(others))
          );
        }),
  },
  {
    types: ['aws_db_instance'],
    change: '`character_set_name` is refused beside a source to restore from.',
    here: 'Never set.',
    holds: ({ block }) => block['character_set_name'] === undefined,
  },
  {
    types: ['aws_s3_bucket'],
    change: '`region` is an argument; where a bucket is says `bucket_region`.',
    here: '`region` of a bucket is never read or set.',
    holds: ({ address, block }, whole) =>
      block['region'] === undefined && !JSON.stringify(whole).includes(`${address}.region`),
  },
  {
    types: ['data.aws_region'],
    change: '`name` is deprecated in favour of `region`.',
    here: '`id` is read, which both have.',
    holds: ({ address }, whole) => !JSON.stringify(whole).includes(`${address}.name`),
  },
  {
    types: ['data.aws_ami'],
    change: '`most_recent` needs `owners` or a filter by owner or image.',
    here: 'No module looks an image up like this.',
    holds: () => false,
  },
];

const NULLABLE_BOOLEANS = [
  'at_rest_encryption_enabled',
  'auto_minor_version_upgrade',
  'preserve_client_ip',
  'ebs_optimized',
  'encrypted',
  'delete_on_termination',
  'associate_public_ip_address',
  'associate_carrier_ip_address',
  'primary_ipv6',
];

/** Blocks that the guide has something to say about: `aws_lb_listener.x: The other arguments …` */
export function againstTheGuide(json: TerraformJson, rules: readonly GuideRule[] = GUIDE_RULES): string[] {
  return awsBlocks(json).flatMap((block) =>
    rules
      .filter(({ types, holds }) => types.includes(block.type) && !holds(block, json))
      .map(({ change }) => `${block.address}: ${change}`),
  );
}

/** The values of these keys, at any depth. */
function valuesOf(value: unknown, keys: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, keys));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (keys.includes(key) ? [inner] : valuesOf(inner, keys)));
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
