/** A band of the picture, from what the internet meets down to what everything depends on. */
export type Tier = 'edge' | 'balancing' | 'services' | 'data' | 'storage' | 'operations' | 'foundation';

interface TierRow {
  readonly tier: Tier;
  readonly title: string;
  /** Nearly all read these, or these read nearly all: then a number says more than an arrow for each. */
  readonly counts?: 'readers' | 'reads';
}

/** The bands, from top to bottom. */
export const TIERS: readonly TierRow[] = [
  { tier: 'edge', title: 'Edge' },
  { tier: 'balancing', title: 'Load balancing' },
  { tier: 'services', title: 'Services and jobs' },
  { tier: 'storage', title: 'Storage, secrets, mail' },
  { tier: 'data', title: 'Data stores' },
  { tier: 'operations', title: 'Operations', counts: 'reads' },
  { tier: 'foundation', title: 'Foundation', counts: 'readers' },
];

interface Kind {
  /** A resource type, or the beginning of several. */
  readonly type: RegExp;
  readonly one: string;
  readonly many: string;
  readonly tier: Tier;
}

/** What a resource is to a reader. The first kind that a module has says which tier it is in. */
const KINDS: readonly Kind[] = [
  kind(/^aws_ecs_service$/, 'service', 'services', 'services'),
  kind(/^aws_ecs_cluster$/, 'ECS cluster', 'ECS clusters', 'foundation'),
  kind(/^aws_scheduler_schedule$/, 'schedule', 'schedules', 'services'),
  kind(/^aws_rds_cluster$/, 'Aurora cluster', 'Aurora clusters', 'data'),
  kind(/^aws_db_instance$/, 'RDS instance', 'RDS instances', 'data'),
  kind(/^aws_elasticache_replication_group$/, 'Redis group', 'Redis groups', 'data'),
  kind(/^aws_dynamodb_table$/, 'DynamoDB table', 'DynamoDB tables', 'data'),
  kind(/^aws_lb$/, 'load balancer', 'load balancers', 'balancing'),
  kind(/^aws_vpc$/, 'VPC', 'VPCs', 'foundation'),
  kind(/^cloudflare_dns_record$/, 'DNS record', 'DNS records', 'edge'),
  kind(/^cloudflare_ruleset$/, 'ruleset', 'rulesets', 'edge'),
  kind(/^cloudflare_page_rule$/, 'page rule', 'page rules', 'edge'),
  kind(/^cloudflare_/, 'Cloudflare setting', 'Cloudflare settings', 'edge'),
  kind(/^aws_sesv2_email_identity$/, 'mail identity', 'mail identities', 'storage'),
  kind(/^aws_acm_certificate$/, 'certificate', 'certificates', 'balancing'),
  kind(/^aws_cloudwatch_metric_alarm$/, 'alarm', 'alarms', 'operations'),
  kind(/^aws_cloudwatch_dashboard$/, 'dashboard', 'dashboards', 'operations'),
  kind(/^aws_budgets_budget$/, 'budget', 'budgets', 'operations'),
  kind(/^aws_ecr_repository$/, 'image repository', 'image repositories', 'foundation'),
  kind(/^aws_s3_bucket$/, 'bucket', 'buckets', 'storage'),
  kind(/^aws_secretsmanager_secret$/, 'secret', 'secrets', 'storage'),
  kind(/^aws_kms_key$/, 'key', 'keys', 'foundation'),
  kind(/^aws_iam_openid_connect_provider$/, 'OIDC provider', 'OIDC providers', 'operations'),
  kind(/^aws_sns_topic$/, 'topic', 'topics', 'operations'),
  kind(/^aws_sqs_queue$/, 'queue', 'queues', 'services'),
  kind(/^aws_subnet$/, 'subnet', 'subnets', 'foundation'),
  kind(/^aws_security_group$/, 'security group', 'security groups', 'foundation'),
  kind(/^aws_vpc_endpoint$/, 'endpoint', 'endpoints', 'foundation'),
  kind(/^aws_iam_role$/, 'role', 'roles', 'operations'),
];

function kind(type: RegExp, one: string, many: string, tier: Tier): Kind {
  return { type, one, many, tier };
}

/** `['Aurora cluster', '2 secrets']`: what of these types a reader wants to know, the most telling first. */
export function mainKinds(types: readonly string[]): string[] {
  return counted(types).map(({ one, many, count }) => (count === 1 ? one : `${count} ${many}`));
}

/** Where a module with these types stands. */
export function tierOf(types: readonly string[]): Tier {
  return counted(types)[0]?.tier ?? 'operations';
}

function counted(types: readonly string[]): (Kind & { readonly count: number })[] {
  const kinds = types.flatMap((type) => KINDS.find((each) => each.type.test(type)) ?? []);
  return KINDS.map((each) => ({ ...each, count: kinds.filter((found) => found === each).length })).filter(
    ({ count }) => count > 0,
  );
}
