/**
 * What a configuration may contain. The tools of the base branch judge what a pull request synthesizes, so that another
 * kind of block, data source or function is a change here first, merged before it is used.
 */

export const TOP_LEVEL: readonly string[] = [
  '//',
  'check',
  'data',
  'ephemeral',
  'import',
  'locals',
  'moved',
  'output',
  'provider',
  'removed',
  'resource',
  'terraform',
];

/** Provider → its sources. A resource belongs to the provider that its type begins with. */
export const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  aws: ['aws', 'hashicorp/aws'],
  cloudflare: ['cloudflare/cloudflare'],
};

/** Resources of Terraform itself. */
export const BUILT_IN: readonly string[] = ['terraform_data'];

/** Data sources that read nothing secret and run nothing, but for the values of secrets that the stack itself holds. */
export const DATA_SOURCES: readonly string[] = [
  'aws_availability_zones',
  'aws_caller_identity',
  'aws_iam_policy_document',
  'aws_partition',
  'aws_region',
  'aws_secretsmanager_secret_version',
  'cloudflare_account_api_token_permission_groups_list',
];

/** Reads the outputs of another state: only where the base branch reads the same. */
export const REMOTE_STATE = 'terraform_remote_state';

export const EPHEMERALS: readonly string[] = [
  'aws_secretsmanager_random_password',
  'aws_secretsmanager_secret_version',
];

/** Reads the value of a secret: only of one that the configuration names by reference. */
export const SECRET_VERSION = 'aws_secretsmanager_secret_version';

/**
 * Functions of their arguments alone. Never: those that read the machine that plans (`file`, `templatefile`, `fileset`,
 * `pathexpand` …) and those that evaluate or show what is hidden (`templatestring`, `nonsensitive`).
 * https://developer.hashicorp.com/terraform/language/functions
 */
export const FUNCTIONS: readonly string[] = [
  'base64encode',
  'coalesce',
  'compact',
  'concat',
  'contains',
  'distinct',
  'element',
  'endswith',
  'flatten',
  'format',
  'join',
  'jsondecode',
  'jsonencode',
  'keys',
  'length',
  'lookup',
  'lower',
  'max',
  'merge',
  'min',
  'one',
  'regex',
  'replace',
  'sort',
  'split',
  'startswith',
  'substr',
  'toset',
  'tostring',
  'trimprefix',
  'trimspace',
  'trimsuffix',
  'try',
  'upper',
  'values',
];

/**
 * Arguments that name a file of the machine that applies, in some type of either provider: `filename`
 * (aws_lambda_function), `zip_file` (aws_synthetics_canary), `content_file`, `directory` (cloudflare_workers_script) ….
 */
export const FILE_ARGUMENTS: readonly string[] = ['content_file', 'directory', 'file', 'filename', 'zip_file'];

/** Types whose `source` is such a file too. */
export const SOURCE_IS_FILE: readonly string[] = ['aws_s3_bucket_object', 'aws_s3_object'];
