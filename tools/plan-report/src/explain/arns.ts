import { isRecord } from '@restartix/kit';
import type { PlanJson } from '../plan-json';

/** Tells the ARN that a new resource will have, where AWS builds it from what the plan knows. */
export type ArnOf = (
  address: string,
  attribute: string,
  values: Readonly<Record<string, unknown>>,
) => string | undefined;

/**
 * ARNs that are built from names alone, without the partition; a secret's ends in six characters of AWS's own.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const FORMATS: Readonly<Record<string, string>> = {
  'aws_cloudwatch_log_group.arn': 'logs:{region}:{account}:log-group:{name}',
  'aws_cloudwatch_metric_alarm.arn': 'cloudwatch:{region}:{account}:alarm:{alarm_name}',
  'aws_dynamodb_table.arn': 'dynamodb:{region}:{account}:table/{name}',
  'aws_ecr_repository.arn': 'ecr:{region}:{account}:repository/{name}',
  'aws_ecs_cluster.arn': 'ecs:{region}:{account}:cluster/{name}',
  'aws_ecs_task_definition.arn_without_revision': 'ecs:{region}:{account}:task-definition/{family}',
  'aws_iam_policy.arn': 'iam::{account}:policy{path}{name}',
  'aws_iam_role.arn': 'iam::{account}:role{path}{name}',
  'aws_kms_alias.arn': 'kms:{region}:{account}:{name}',
  'aws_s3_bucket.arn': 's3:::{bucket}',
  'aws_secretsmanager_secret.arn': 'secretsmanager:{region}:{account}:secret:{name}-??????',
  'aws_sns_topic.arn': 'sns:{region}:{account}:{name}',
  'aws_sqs_queue.arn': 'sqs:{region}:{account}:{name}',
};

/** Of resources in the account and the region that the plan reads. */
export function arnsIn(plan: PlanJson): ArnOf {
  const where = placeOf(plan);
  return (address, attribute, values) => {
    const format = FORMATS[`${address.split('.')[0]!}.${attribute}`];
    if (format === undefined || where === undefined) return undefined;
    const { partition, ...place } = where;
    const known: Readonly<Record<string, unknown>> = { path: '/', ...values, ...place };
    const filled = format.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = known[name];
      return typeof value === 'string' && value !== '' ? value : '\n';
    });
    return filled.includes('\n') || filled.includes('(') ? undefined : `arn:${partition}:${filled}`;
  };
}

interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Of most regional ARNs that the plan knows. */
function placeOf({ prior_state, resource_changes = [] }: PlanJson): Place | undefined {
  const values = [
    ...(prior_state?.values?.root_module?.resources ?? []).map((each) => each.values),
    ...resource_changes.map(({ change }) => change.before),
  ];
  const found = values.flatMap((value) => {
    const arn = isRecord(value) ? value['arn'] : undefined;
    return /^arn:[\w-]+:[\w-]+:[a-z\d-]+:\d{12}:/.test(String(arn)) ? [String(arn).split(':')] : [];
  });
  const count = new Map<string, number>();
  for (const [, partition, , region, account] of found) {
    const place = [partition, region, account].join(':');
    count.set(place, (count.get(place) ?? 0) + 1);
  }
  const [most] = [...count].sort(([, a], [, b]) => b - a);
  if (!most) return undefined;
  const [partition = '', region = '', account = ''] = most[0].split(':');
  return { partition, region, account };
}
