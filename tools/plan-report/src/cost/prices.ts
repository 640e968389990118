/** A price of docs/prices.md, which says where and when each was read. A test holds the two together. */
export interface Price {
  /** As the page calls it. */
  readonly what: string;
  readonly usd: number;
  readonly per: 'hour' | 'month';
}

/** The region of the prices. */
export const PRICED_REGION = 'eu-central-1';

/** By the type of the resource. */
export const PRICES: Readonly<Record<string, Price>> = {
  aws_nat_gateway: { what: 'NAT gateway', usd: 0.052, per: 'hour' },
  aws_eip: { what: 'Public IPv4 address', usd: 0.005, per: 'hour' },
  aws_vpc_endpoint: { what: 'Interface endpoint in a zone', usd: 0.012, per: 'hour' },
  aws_lb: { what: 'Application Load Balancer', usd: 0.027, per: 'hour' },
  aws_kms_key: { what: 'KMS key', usd: 1, per: 'month' },
  aws_secretsmanager_secret: { what: 'Secret', usd: 0.4, per: 'month' },
  aws_cloudwatch_dashboard: { what: 'CloudWatch dashboard', usd: 3, per: 'month' },
  aws_route53_zone: { what: 'Route 53 hosted zone', usd: 0.5, per: 'month' },
};
