import { checkBounds, checkConfig, checkUnique, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import { checkClientCertificates } from './client-certificates.checks';
import type { LoadBalancerConfig } from './load-balancer.config';
import { LOAD_BALANCER_CONFIG } from './generated-inputs';

// Ten names until the quota is raised, a hundred at most (AWS Certificate Manager).
const MAX_DOMAIN_NAMES = 100;
const DOMAIN_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
// The common name of a certificate; alternative names may be longer (RFC 5280, ACM RequestCertificate).
const MAX_MAIN_NAME = 64;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkLoadBalancer(id: string, config: LoadBalancerConfig): void {
  checkValues('load-balancer', id, config, {
    inputs: LOAD_BALANCER_CONFIG,
    unknownLists: ['subnetIds', 'securityGroupIds'],
  });
  checkConfig('load-balancer', id, (problem) => {
    checkName(config, problem);
    checkPlacement(config, problem);
    checkDomainNames(config, problem);
    checkListener(config, problem);
    checkAccessLogs(config, problem);
    checkClientCertificates(config, problem);
  });
}

function checkName({ name = 'alb' }: LoadBalancerConfig, problem: ReportProblem): void {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and hyphens, no hyphen at either end (Elastic Load Balancing)',
      fix: 'Rename it.',
    });
  }
}

function checkPlacement({ subnetIds, securityGroupIds }: LoadBalancerConfig, problem: ReportProblem): void {
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

function checkDomainNames({ certificate }: LoadBalancerConfig, problem: ReportProblem): void {
  if ('certificateArn' in certificate) {
    checkCertificateArn(certificate.certificateArn, problem);
    return;
  }
  const { domainNames = [] } = certificate as Partial<typeof certificate>;
  if (domainNames.length === 0 || domainNames.length > MAX_DOMAIN_NAMES) {
    problem({
      property: 'certificate.domainNames',
      value: domainNames,
      allowed: `1 to ${MAX_DOMAIN_NAMES} names (AWS Certificate Manager; 10 until the quota is raised)`,
      fix: 'Name at least the host of one service, or use a wildcard for many.',
    });
  }
  domainNames.forEach((domainName, index) => {
    if (isKnown(domainName) && DOMAIN_NAME.test(domainName)) return;
    problem({
      property: `certificate.domainNames[${index}]`,
      value: domainName,
      allowed: 'a literal, lowercase DNS name, with "*." in front for a wildcard',
      fix: 'Write the name without scheme, port or trailing dot; its DNS record is keyed by it.',
    });
  });
  checkUnique('certificate.domainNames', domainNames, problem);
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

function checkCertificateArn(certificateArn: string, problem: ReportProblem): void {
  if (!isKnown(certificateArn) || /^arn:[a-z-]+:(acm|iam):/.test(certificateArn)) return;
  problem({
    property: 'certificate.certificateArn',
    value: certificateArn,
    allowed: 'the ARN of an ACM or IAM certificate',
    fix: 'Copy the ARN from AWS Certificate Manager.',
  });
}

function checkListener({ sslPolicy, idleTimeoutSeconds }: LoadBalancerConfig, problem: ReportProblem): void {
  if (isKnown(sslPolicy) && !/^ELBSecurityPolicy-TLS13-1-[23]-/.test(sslPolicy)) {
    problem({
      property: 'sslPolicy',
      value: sslPolicy,
      allowed: 'a policy of TLS 1.2 and 1.3, "ELBSecurityPolicy-TLS13-1-2-…" or "ELBSecurityPolicy-TLS13-1-3-…"',
      fix: 'Leave it out for ELBSecurityPolicy-TLS13-1-2-2021-06.',
    });
  }
  checkBounds(problem, {
    property: 'idleTimeoutSeconds',
    value: idleTimeoutSeconds,
    min: 1,
    max: 4000,
    unit: 'seconds',
    by: 'Elastic Load Balancing',
    fix: 'Use 60 unless a request may be silent for longer.',
  });
}

function checkAccessLogs({ accessLogs }: LoadBalancerConfig, problem: ReportProblem): void {
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
  checkBounds(problem, {
    property: 'accessLogs.retentionInDays',
    value: retentionInDays,
    min: 1,
    max: 3650,
    unit: 'days',
    fix: 'Use 90 to look back a quarter.',
  });
}
