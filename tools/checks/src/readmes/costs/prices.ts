/** A list price of AWS. */
export interface Price {
  readonly usd: number;
  /** What it is paid for; by the hour, a month has 730. */
  readonly per: string;
  readonly what: string;
  /** The page where AWS says it. */
  readonly page: string;
  /** How the figure was compared with AWS's; undefined where it was written from memory and waits to be. */
  readonly checked?: string;
}

/** When the figures were written down. */
export const PRICES_OF = 'November 2026';
export const REGION = 'eu-central-1';

const AWS = 'https://aws.amazon.com';
// Read in public repositories that keep answers of AWS's Price List API or lines of a bill, by the usage type.
const LISTED = (usageType: string, when: string): string => `copy of AWS's price list, ${usageType}, ${when}`;
const BILLED = (usageType: string, when: string): string => `line of a bill, ${usageType}, ${when}`;

/** On-demand list prices in USD. Spot's are a market: the discount is AWS's "up to". */
export const PRICES = {
  fargateVcpu: {
    usd: 0.04656,
    per: 'hour',
    what: 'Fargate vCPU, X86_64',
    page: `${AWS}/fargate/pricing/`,
    checked: LISTED('EUC1-Fargate-vCPU-Hours:perCPU', 'July 2026'),
  },
  fargateGb: {
    usd: 0.00511,
    per: 'hour',
    what: 'Fargate GB, X86_64',
    page: `${AWS}/fargate/pricing/`,
    checked: LISTED('EUC1-Fargate-GB-Hours', 'July 2026'),
  },
  fargateArmVcpu: { usd: 0.03725, per: 'hour', what: 'Fargate vCPU, ARM64', page: `${AWS}/fargate/pricing/` },
  fargateArmGb: { usd: 0.00409, per: 'hour', what: 'Fargate GB, ARM64', page: `${AWS}/fargate/pricing/` },
  natGateway: {
    usd: 0.052,
    per: 'hour',
    what: 'NAT gateway',
    page: `${AWS}/vpc/pricing/`,
    checked: BILLED('EUC1-NatGateway-Hours', 'September 2026'),
  },
  natGatewayGb: { usd: 0.052, per: 'GB', what: 'NAT gateway, traffic', page: `${AWS}/vpc/pricing/` },
  't4g.nano': { usd: 0.0048, per: 'hour', what: 'EC2 t4g.nano', page: `${AWS}/ec2/pricing/on-demand/` },
  gp3: { usd: 0.0952, per: 'GB and month', what: 'EBS gp3', page: `${AWS}/ebs/pricing/` },
  publicIpv4: {
    usd: 0.005,
    per: 'hour',
    what: 'public IPv4 address',
    page: `${AWS}/vpc/pricing/`,
    checked: 'https://github.com/LeanerCloud/aws-ipv4-cost-viewer: 3.65 USD a month in every region',
  },
  interfaceEndpoint: {
    usd: 0.012,
    per: 'hour',
    what: 'interface endpoint in a zone',
    page: `${AWS}/privatelink/pricing/`,
    checked: LISTED('EUC1-VpcEndpoint-Hours', 'September 2026'),
  },
  interfaceEndpointGb: {
    usd: 0.01,
    per: 'GB',
    what: 'interface endpoint, traffic',
    page: `${AWS}/privatelink/pricing/`,
    checked: LISTED('EUC1-VpcEndpoint-Bytes', 'September 2026'),
  },
  loadBalancer: {
    usd: 0.027,
    per: 'hour',
    what: 'Application Load Balancer',
    page: `${AWS}/elasticloadbalancing/pricing/`,
    checked: BILLED('EUC1-LoadBalancerUsage', '19.44 USD for 720 hours'),
  },
  loadBalancerUnit: {
    usd: 0.008,
    per: 'hour',
    what: 'load balancer capacity unit',
    page: `${AWS}/elasticloadbalancing/pricing/`,
  },
  'db.t4g.medium': {
    usd: 0.077,
    per: 'hour',
    what: 'RDS for PostgreSQL db.t4g.medium',
    page: `${AWS}/rds/postgresql/pricing/`,
  },
  rdsGp3: { usd: 0.137, per: 'GB and month', what: 'RDS gp3', page: `${AWS}/rds/postgresql/pricing/` },
  acu: { usd: 0.14, per: 'hour', what: 'Aurora Serverless v2 ACU', page: `${AWS}/rds/aurora/pricing/` },
  auroraStorage: { usd: 0.119, per: 'GB and month', what: 'Aurora storage', page: `${AWS}/rds/aurora/pricing/` },
  auroraIo: { usd: 0.22, per: 'million requests', what: 'Aurora I/O', page: `${AWS}/rds/aurora/pricing/` },
  'cache.t4g.micro': {
    usd: 0.019,
    per: 'hour',
    what: 'ElastiCache cache.t4g.micro',
    page: `${AWS}/elasticache/pricing/`,
  },
  'cache.t4g.small': {
    usd: 0.038,
    per: 'hour',
    what: 'ElastiCache cache.t4g.small',
    page: `${AWS}/elasticache/pricing/`,
  },
  cacheSnapshot: { usd: 0.085, per: 'GB and month', what: 'ElastiCache snapshot', page: `${AWS}/elasticache/pricing/` },
  kmsKey: {
    usd: 1,
    per: 'month',
    what: 'KMS key',
    page: `${AWS}/kms/pricing/`,
    checked: 'https://gist.github.com/dasgoll/b88d5be05dcc0deb052ad40446c2fb40 (2019)',
  },
  kmsRequests: {
    usd: 0.03,
    per: '10,000 requests',
    what: 'KMS requests',
    page: `${AWS}/kms/pricing/`,
    checked: 'https://gist.github.com/dasgoll/b88d5be05dcc0deb052ad40446c2fb40 (2019)',
  },
  secret: {
    usd: 0.4,
    per: 'month',
    what: 'secret',
    page: `${AWS}/secrets-manager/pricing/`,
    checked: 'https://github.com/api-evangelist/amazon-secrets-manager, page read in September 2026',
  },
  secretReads: {
    usd: 0.05,
    per: '10,000 reads',
    what: 'reads of secrets',
    page: `${AWS}/secrets-manager/pricing/`,
    checked: 'https://github.com/api-evangelist/amazon-secrets-manager, page read in September 2026',
  },
  alarm: { usd: 0.1, per: 'month', what: 'CloudWatch alarm', page: `${AWS}/cloudwatch/pricing/` },
  dashboard: {
    usd: 3,
    per: 'month',
    what: 'CloudWatch dashboard',
    page: `${AWS}/cloudwatch/pricing/`,
    checked: 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/ (June 2026)',
  },
  metric: {
    usd: 0.3,
    per: 'metric and month',
    what: 'CloudWatch custom metric',
    page: `${AWS}/cloudwatch/pricing/`,
    checked: 'https://signoz.io/guides/cloudwatch-pricing (February 2026)',
  },
  logs: {
    usd: 0.63,
    per: 'GB',
    what: 'CloudWatch Logs, written',
    page: `${AWS}/cloudwatch/pricing/`,
    checked: LISTED('EUC1-DataProcessing-Bytes', '2025'),
  },
  hostedZone: {
    usd: 0.5,
    per: 'month',
    what: 'Route 53 hosted zone',
    page: `${AWS}/route53/pricing/`,
    checked: 'https://gist.github.com/rpstreef/f7631948e883c4cbd0b9dab4433cfe98 (2020)',
  },
  discovery: { usd: 0.1, per: 'month', what: 'task registered in Cloud Map', page: `${AWS}/cloud-map/pricing/` },
  images: { usd: 0.1, per: 'GB and month', what: 'ECR images', page: `${AWS}/ecr/pricing/` },
  s3Standard: { usd: 0.0245, per: 'GB and month', what: 'S3 Standard', page: `${AWS}/s3/pricing/` },
  s3GlacierInstant: {
    usd: 0.005,
    per: 'GB and month',
    what: 'S3 Glacier Instant Retrieval',
    page: `${AWS}/s3/pricing/`,
  },
  s3DeepArchive: { usd: 0.0018, per: 'GB and month', what: 'S3 Glacier Deep Archive', page: `${AWS}/s3/pricing/` },
  s3Writes: { usd: 0.0054, per: '1,000 writes', what: 'S3 writes', page: `${AWS}/s3/pricing/` },
  email: { usd: 0.1, per: '1,000 messages', what: 'SES messages', page: `${AWS}/ses/pricing/` },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;

/** What AWS takes off at the most for a task that it may stop; how much it is on a day, the market says. */
export const SPOT_DISCOUNT = 0.7;

export function priceOf(name: PriceName): Price {
  return PRICES[name];
}

/**
 * The price of an instance, a node or a class that a configuration names.
 * @throws Error that says where to add it.
 */
export function priceNameOf(type: string): PriceName {
  if (type in PRICES) return type as PriceName;
  throw new Error(`There is no price of "${type}". Add it to tools/checks/src/readmes/costs/prices.ts, with its page.`);
}
