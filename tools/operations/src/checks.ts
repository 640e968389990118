import type { Context } from './context';
import { answered, type Finding } from './finding';
import { secretFindings } from './secrets/list';
import { alarmFindings } from './serving/alarms';
import { certificateFindings } from './serving/certificates';
import { dnsFindings } from './serving/dns';
import { edgeCertificateFindings } from './serving/edge-certificates';
import { healthFindings } from './serving/health';
import { requestFindings } from './serving/requests';
import { scheduleFindings } from './serving/schedules';
import { serviceFindings } from './serving/services';
import { subscriptionFindings } from './serving/subscriptions';
import { environmentFindings, preflightFindings, stateFindings } from './status/environment';
import { imageFindings } from './status/images';
import { jobFindings } from './status/jobs';

/** One question to the account, or several that are answered together. */
export interface Check {
  /** What is asked about, as long as there is no answer. */
  readonly subject: string;
  /** What the caller needs for it. */
  readonly needs: string;
  readonly look: (context: Context) => Promise<readonly Finding[]>;
}

/** Everything that is looked at, each once, for whoever asks. */
export const CHECKS = {
  state: { subject: 'state bucket', needs: 's3:ListBucket', look: stateFindings },
  preflight: { subject: 'preflight', needs: 'sts:GetCallerIdentity', look: preflightFindings },
  environment: { subject: 'environment', needs: 'ssm:GetParametersByPath', look: environmentFindings },
  images: { subject: 'images', needs: 'ssm:GetParametersByPath, ecr:DescribeImages', look: imageFindings },
  secrets: { subject: 'secrets', needs: 'ssm:GetParametersByPath, ecs:DescribeTaskDefinition', look: secretFindings },
  jobs: { subject: 'jobs', needs: 'ssm:GetParametersByPath, logs:DescribeLogStreams', look: jobFindings },
  services: { subject: 'services', needs: 'ecs:DescribeServices, ecs:DescribeTaskDefinition', look: serviceFindings },
  health: { subject: 'targets', needs: 'elasticloadbalancing:DescribeTargetHealth', look: healthFindings },
  certificates: {
    subject: 'certificates',
    needs: 'elasticloadbalancing:DescribeListeners, acm:DescribeCertificate',
    look: certificateFindings,
  },
  edgeCertificates: {
    subject: 'edge certificates',
    needs: 'SSL and Certificates Read',
    look: edgeCertificateFindings,
  },
  dns: { subject: 'DNS records', needs: 'elasticloadbalancing:DescribeLoadBalancers, DNS Read', look: dnsFindings },
  requests: { subject: 'requests', needs: 'elasticloadbalancing:DescribeRules', look: requestFindings },
  schedules: { subject: 'schedules', needs: 'scheduler:GetSchedule', look: scheduleFindings },
  alarms: {
    subject: 'alarms',
    needs: 'cloudwatch:DescribeAlarms, sns:ListSubscriptionsByTopic',
    look: alarmFindings,
  },
  subscriptions: { subject: 'subscriptions', needs: 'sns:ListSubscriptionsByTopic', look: subscriptionFindings },
} as const satisfies Readonly<Record<string, Check>>;

/** What all of them found, in their order. */
export async function findingsOf(context: Context, checks: readonly Check[]): Promise<readonly Finding[]> {
  const found = await Promise.all(
    checks.map(({ subject, needs, look }) => answered(subject, needs, () => look(context))),
  );
  return found.flat();
}
