import type { Finding } from './checkov';

/** A finding that stays, and why. Whatever is not here fails; so does a line here that nothing needs any more. */
interface Accepted {
  readonly check: string;
  /** Addresses; all that have the finding otherwise. */
  readonly resource?: RegExp;
  /** Only there; both environments otherwise. */
  readonly env?: 'staging' | 'production';
  readonly reason: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    check: 'CKV2_AWS_28',
    reason: 'The firewall is Cloudflare’s, in front of the load balancer; AWS WAF would be a second one.',
  },
  {
    check: 'CKV2_AWS_5',
    resource: /migrations_runner_sg$/,
    reason: 'Tasks that are started by hand or by a schedule take it; none of them is a resource of Terraform.',
  },
  {
    check: 'CKV2_AWS_57',
    reason: 'Values come from people, from other services or from the database’s own rotation by passwordVersion.',
  },
  { check: 'CKV2_AWS_62', reason: 'Nobody listens to events of these buckets.' },
  { check: 'CKV2_AWS_71', reason: 'Each clinic has a host name of its own below *.clinic and *.portal.' },
  { check: 'CKV_AWS_144', reason: 'One region; the backups’ second copy is a decision of its own.' },
  {
    check: 'CKV_AWS_145',
    resource: /access_logs_bucket$/,
    reason: 'The load balancer can only write to a bucket with S3’s own keys.',
  },
  { check: 'CKV_AWS_21', resource: /access_logs_bucket$/, reason: 'Logs are written once and expire.' },
  {
    check: 'CKV_AWS_338',
    reason: 'Logs are for looking into what goes wrong, 30 to 90 days; what must be kept is in the audit archive.',
  },
  { check: 'CKV_AWS_161', env: 'production', reason: 'Services connect through pgbouncer, which speaks passwords.' },
  { check: 'CKV_AWS_162', env: 'staging', reason: 'Services connect through pgbouncer, which speaks passwords.' },
  { check: 'CKV_AWS_224', reason: 'ECS Exec is off; its log would be the only thing to encrypt.' },
  {
    check: 'CKV_AWS_26',
    resource: /^aws_sns_topic\.observability_/,
    reason: 'Alarms carry names and figures, and must arrive when the key itself fails.',
  },
  { check: 'CKV_AWS_297', reason: 'A schedule holds a command, no secret.' },
  { check: 'CKV_AWS_336', reason: 'The images decide; rootFilesystem: readonly is an option of each service.' },
  { check: 'CKV_AWS_378', reason: 'TLS ends at the load balancer; behind it is the private network of the VPC.' },
  {
    check: 'CKV2_AWS_34',
    reason: 'Names of services, images, keys and networks, which pipelines read: no value that is secret.',
  },
  {
    check: 'CKV2_AWS_19',
    env: 'staging',
    resource: /^aws_eip\.network_nat_/,
    reason: 'The address belongs to the network interface that each NAT instance takes over.',
  },
  {
    check: 'CKV2_AWS_27',
    env: 'staging',
    reason: 'Statements above a second are logged; all of them would cost more than staging does.',
  },
  { check: 'CKV2_AWS_50', env: 'staging', reason: 'One node, for staging.' },
  { check: 'CKV2_AWS_8', env: 'staging', reason: 'Backups are Aurora’s own and storage-backups’.' },
  { check: 'CKV_AWS_139', env: 'staging', reason: 'Staging is destroyed now and then.' },
  { check: 'CKV_AWS_150', env: 'staging', reason: 'Staging is destroyed now and then.' },
  {
    check: 'CKV_AWS_382',
    env: 'staging',
    resource: /^aws_security_group\.network_nat_/,
    reason: 'A NAT passes on whatever the private subnets send.',
  },
];

/** The findings that nobody has accepted, and the acceptances that no finding needs. */
export function judge(
  env: 'staging' | 'production',
  findings: readonly Finding[],
): { open: string[]; stale: string[] } {
  const mine = ACCEPTED.filter((accepted) => accepted.env === undefined || accepted.env === env);
  const covers = ({ check, resource }: Accepted, finding: Finding): boolean =>
    check === finding.check && (resource?.test(finding.resource) ?? true);
  return {
    open: findings
      .filter((finding) => !mine.some((accepted) => covers(accepted, finding)))
      .map(({ check, resource, title }) => `${check} ${resource}: ${title}`),
    stale: mine
      .filter((accepted) => !findings.some((finding) => covers(accepted, finding)))
      .map(({ check, resource }) => `${check} ${String(resource ?? '')}`.trim()),
  };
}
