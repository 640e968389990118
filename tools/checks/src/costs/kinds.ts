/** Terraform's types that are paid by what is put in, sent or asked: nothing while nobody uses them. */
export const BY_USE: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'logs by the GB written',
  aws_cloudwatch_log_metric_filter: 'a custom metric, in months in which it counts something',
  aws_ecr_repository: 'images by the GB',
  aws_ecs_cluster: 'Container Insights by its metrics',
  aws_flow_log: 'logs by the GB written',
  aws_s3_bucket: 'storage by the GB, and requests',
  aws_scheduler_schedule: 'tasks while they run; starts are free up to 14 million a month',
  aws_sesv2_configuration_set: 'mail by the message',
  aws_sns_topic: 'notifications by the message',
  aws_sqs_queue: 'requests beyond a million a month',
  aws_cloudwatch_event_rule: 'AWS’s own events are free',
};

/** Types that cost nothing, or are part of what has a price; a family of them by its beginning, up to the underscore. */
const FREE: readonly string[] = [
  'aws_acm_certificate',
  'aws_acm_certificate_validation',
  'aws_appautoscaling_',
  'aws_cloudwatch_event_target',
  'aws_cloudwatch_log_resource_policy',
  'aws_db_parameter_group',
  'aws_db_subnet_group',
  'aws_default_security_group',
  'aws_ecr_lifecycle_policy',
  'aws_ecs_cluster_capacity_providers',
  'aws_elasticache_parameter_group',
  'aws_elasticache_subnet_group',
  'aws_iam_',
  'aws_internet_gateway',
  'aws_kms_alias',
  'aws_lb_',
  'aws_network_interface',
  'aws_rds_cluster_parameter_group',
  'aws_route',
  'aws_route_table',
  'aws_route_table_association',
  'aws_s3_bucket_',
  'aws_scheduler_schedule_group',
  'aws_secretsmanager_secret_version',
  'aws_security_group',
  'aws_sesv2_',
  'aws_sns_topic_',
  'aws_sqs_queue_policy',
  'aws_subnet',
  'aws_vpc',
  'aws_vpc_endpoint_route_table_association',
  'aws_vpc_security_group_',
  'cloudflare_',
];

export function isFree(type: string): boolean {
  return FREE.some((free) => (free.endsWith('_') ? type.startsWith(free) : type === free));
}
