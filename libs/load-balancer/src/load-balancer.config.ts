import { checkConfig, isKnown, type ConfigProblem, type ModuleConfig } from '@restartix/core';

/** A new certificate for these names, or one that exists. */
export type CertificateSource =
  | {
      /** The main name first, the others as alternative names, e.g. `['restartix.pro', '*.restartix.pro']`. */
      readonly domainNames: readonly string[];
    }
  | {
      /** ARN of an issued certificate of the same region. */
      readonly certificateArn: string;
    };

/** Request logs in S3. */
export interface AccessLogs {
  /**
   * Name of an existing bucket that lets Elastic Load Balancing write.
   * @default - a new bucket with the policy for it
   */
  readonly bucketName?: string;
  /**
   * Key prefix of the logs, without a slash at either end.
   * @default - none
   */
  readonly prefix?: string;
  /**
   * Days that logs stay in the module's bucket.
   * @default 90
   */
  readonly retentionInDays?: number;
  /**
   * Lets a destroy delete the module's bucket with the logs in it.
   * @default false
   */
  readonly forceDestroy?: boolean;
}

/** Inputs of the load balancer. */
export interface LoadBalancerConfig extends ModuleConfig {
  /**
   * Logical name: the load balancer is `{project}-{env}-{name}`, shortened to 32 characters.
   * @default 'alb'
   */
  readonly name?: string;
  /** Public subnets, in two availability zones or more. */
  readonly subnetIds: readonly string[];
  /** Security groups of the load balancer. Who may reach it (everyone, or Cloudflare alone) is decided in them. */
  readonly securityGroupIds: readonly string[];
  /** The certificate of the HTTPS listener. */
  readonly certificate: CertificateSource;
  /**
   * TLS policy of the HTTPS listener.
   * @default 'ELBSecurityPolicy-TLS13-1-2-2021-06' - TLS 1.3 and 1.2 alone
   */
  readonly sslPolicy?: string;
  /**
   * Refuses to delete the load balancer, and with it the DNS name that the outside knows.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Seconds after which an idle connection is closed, 1 to 4000. Applications need a longer keep-alive than this.
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Request logs in S3.
   * @default - none
   */
  readonly accessLogs?: AccessLogs;
}

// Ten names until the quota is raised, a hundred at most (AWS Certificate Manager).
const MAX_DOMAIN_NAMES = 100;
const DOMAIN_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
// The common name of a certificate; alternative names may be longer (RFC 5280, ACM RequestCertificate).
const MAX_MAIN_NAME = 64;

type Report = (problem: ConfigProblem) => void;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkLoadBalancer(id: string, config: LoadBalancerConfig): void {
  checkConfig('load-balancer', id, (problem) => {
    checkName(config, problem);
    checkPlacement(config, problem);
    checkDomainNames(config, problem);
    checkListener(config, problem);
    checkAccessLogs(config, problem);
  });
}

function checkName({ name = 'alb' }: LoadBalancerConfig, problem: Report): void {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and hyphens, no hyphen at either end (Elastic Load Balancing)',
      fix: 'Rename it.',
    });
  }
}

function checkPlacement({ subnetIds, securityGroupIds }: LoadBalancerConfig, problem: Report): void {
  if (isKnown(subnetIds) && new Set(subnetIds).size < 2) {
    problem({
      property: 'subnetIds',
      value: subnetIds,
      allowed: 'two or more, in different availability zones (Elastic Load Balancing)',
      fix: 'Give a public subnet of each zone.',
    });
  }
  if (isKnown(securityGroupIds) && securityGroupIds.length === 0) {
    problem({
      property: 'securityGroupIds',
      value: securityGroupIds,
      allowed: 'one or more',
      fix: "Give the network's ALB security group; without one, AWS takes the VPC's default group.",
    });
  }
}

function checkDomainNames({ certificate }: LoadBalancerConfig, problem: Report): void {
  if ('certificateArn' in certificate) {
    checkCertificateArn(certificate.certificateArn, problem);
    return;
  }
  const { domainNames } = certificate;
  if (domainNames.length === 0 || domainNames.length > MAX_DOMAIN_NAMES) {
    problem({
      property: 'certificate.domainNames',
      value: domainNames,
      allowed: `1 to ${MAX_DOMAIN_NAMES} names (AWS Certificate Manager; 10 until the quota is raised)`,
      fix: 'Name at least the host of one service, or use a wildcard for many.',
    });
  }
  domainNames.forEach((domainName, index) => {
    const property = `certificate.domainNames[${index}]`;
    if (!isKnown(domainName) || !DOMAIN_NAME.test(domainName)) {
      problem({
        property,
        value: domainName,
        allowed: 'a literal, lowercase DNS name, with "*." in front for a wildcard',
        fix: 'Write the name without scheme, port or trailing dot; its DNS record is keyed by it.',
      });
    }
    if (domainNames.indexOf(domainName) !== index) {
      problem({ property, value: domainName, allowed: 'each name once', fix: 'Remove the second one.' });
    }
  });
  const [main] = domainNames;
  if (isKnown(main) && main.length > MAX_MAIN_NAME) {
    problem({
      property: 'certificate.domainNames[0]',
      value: main,
      allowed: `${MAX_MAIN_NAME} characters or fewer (AWS Certificate Manager, first name)`,
      fix: 'Put a shorter name first.',
    });
  }
}

function checkCertificateArn(certificateArn: string, problem: Report): void {
  if (!isKnown(certificateArn) || /^arn:[a-z-]+:(acm|iam):/.test(certificateArn)) return;
  problem({
    property: 'certificate.certificateArn',
    value: certificateArn,
    allowed: 'the ARN of an ACM or IAM certificate',
    fix: 'Copy the ARN from AWS Certificate Manager.',
  });
}

function checkListener({ sslPolicy, idleTimeoutSeconds }: LoadBalancerConfig, problem: Report): void {
  if (isKnown(sslPolicy) && !/^ELBSecurityPolicy-TLS13-1-[23]-/.test(sslPolicy)) {
    problem({
      property: 'sslPolicy',
      value: sslPolicy,
      allowed: 'a policy of TLS 1.2 and 1.3, "ELBSecurityPolicy-TLS13-1-2-…" or "ELBSecurityPolicy-TLS13-1-3-…"',
      fix: 'Leave it out for ELBSecurityPolicy-TLS13-1-2-2021-06.',
    });
  }
  if (isKnown(idleTimeoutSeconds) && !inRange(idleTimeoutSeconds, 1, 4000)) {
    problem({
      property: 'idleTimeoutSeconds',
      value: idleTimeoutSeconds,
      allowed: 'whole numbers from 1 to 4000 (Elastic Load Balancing)',
      fix: 'Use 60 unless a request may be silent for longer.',
    });
  }
}

function checkAccessLogs({ accessLogs }: LoadBalancerConfig, problem: Report): void {
  if (!accessLogs) return;
  const { bucketName, prefix, retentionInDays, forceDestroy } = accessLogs;
  if (bucketName !== undefined && (retentionInDays !== undefined || forceDestroy !== undefined)) {
    problem({
      property: 'accessLogs.bucketName',
      value: bucketName,
      allowed: "no retentionInDays and no forceDestroy beside it, which are those of the module's own bucket",
      fix: 'Leave bucketName out, or set retention where the bucket is made.',
    });
  }
  if (isKnown(prefix) && (/^\/|\/$/.test(prefix) || prefix.includes('AWSLogs'))) {
    problem({
      property: 'accessLogs.prefix',
      value: prefix,
      allowed: 'no slash at either end and no "AWSLogs" (Elastic Load Balancing)',
      fix: 'Remove it.',
    });
  }
  if (isKnown(retentionInDays) && !inRange(retentionInDays, 1, 3650)) {
    problem({
      property: 'accessLogs.retentionInDays',
      value: retentionInDays,
      allowed: 'whole numbers from 1 to 3650',
      fix: 'Use 90 to look back a quarter.',
    });
  }
}

function inRange(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
