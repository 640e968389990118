import { isDeepStrictEqual } from 'node:util';
import type { Condition, Row } from './consequence';
import { and, newFirst, where } from './conditions';

/** What AWS knows once, by the attribute that says its name. */
const UNIQUE: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_cloudwatch_metric_alarm: 'alarm_name',
  aws_db_instance: 'identifier',
  aws_db_parameter_group: 'name',
  aws_db_subnet_group: 'name',
  aws_ecr_repository: 'name',
  aws_ecs_cluster: 'name',
  aws_ecs_service: 'name',
  aws_elasticache_parameter_group: 'name',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_elasticache_subnet_group: 'name',
  aws_iam_role: 'name',
  aws_kms_alias: 'name',
  aws_launch_template: 'name',
  aws_lb: 'name',
  aws_lb_target_group: 'name',
  aws_nat_gateway: 'allocation_id',
  aws_rds_cluster: 'cluster_identifier',
  aws_rds_cluster_instance: 'identifier',
  aws_rds_cluster_parameter_group: 'name',
  aws_s3_bucket: 'bucket',
  aws_secretsmanager_secret: 'name',
  aws_security_group: 'name',
  aws_service_discovery_service: 'name',
  aws_sesv2_configuration_set: 'configuration_set_name',
  aws_sesv2_email_identity: 'email_identity',
  aws_sns_topic: 'name',
  aws_sqs_queue: 'name',
  aws_subnet: 'cidr_block',
};

/** Names that two cannot have at a time. Some services refuse the second; the others answer with the first, which is destroyed then. */
export const NAME_ROWS: readonly Row[] = [
  {
    id: 'same-name-twice',
    types: Object.keys(UNIQUE),
    kind: 'refused-by-aws',
    when: and(newFirst, sameName()),
    text: 'the new one is made before the old one goes, and both have the {attribute} {name}',
    values: ({ type, before }) => ({ attribute: UNIQUE[type]!, name: String(before[UNIQUE[type]!]) }),
    steps: 'Give the new one another name, or take its createBeforeDestroy away.',
    source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy',
  },
];

// What is named within a VPC, a cluster or a namespace may have a twin in another one.
const WITHIN = ['vpc_id', 'cluster', 'dns_config'];

function sameName(): Condition {
  return where('under the same name', ({ type, before, after }) => {
    const attribute = UNIQUE[type]!;
    return (
      typeof before[attribute] === 'string' &&
      before[attribute] === after[attribute] &&
      WITHIN.every((each) => isDeepStrictEqual(before[each], after[each]))
    );
  });
}
