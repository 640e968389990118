const WATCHES = 'it watches or records: nothing is kept in it or served by it';
const GRANTS = 'the report explains which permissions and doors come and go, and does not judge what was asked for';
const SETTING = 'a setting of a resource that has rows of its own: it changes in place without an interruption';
const DERIVED = 'what it holds is made again from the configuration';

/** Types whose changes lose nothing, interrupt nothing that serves, and are refused by nobody, each with the reason. */
export const WITHOUT_CONSEQUENCE: Readonly<Record<string, string>> = {
  aws_acm_certificate_validation: 'it waits, and makes nothing',
  aws_appautoscaling_policy:
    'a service keeps the tasks that it has; the target and the service have rows for none at all',
  aws_appautoscaling_scheduled_action: 'it takes effect at its time',
  aws_chatbot_slack_channel_configuration: WATCHES,
  aws_cloudwatch_dashboard: WATCHES,
  aws_cloudwatch_event_api_destination: WATCHES,
  aws_cloudwatch_event_connection: WATCHES,
  aws_cloudwatch_event_rule: WATCHES,
  aws_cloudwatch_event_target: WATCHES,
  aws_cloudwatch_log_metric_filter: WATCHES,
  aws_cloudwatch_log_resource_policy: GRANTS,
  aws_db_event_subscription: WATCHES,
  aws_default_security_group: GRANTS,
  aws_ecr_repository_policy: GRANTS,
  aws_ecs_cluster_capacity_providers: SETTING,
  aws_ecs_task_definition: 'a service moves to the new revision by a rolling deployment, and can go back',
  aws_flow_log: WATCHES,
  aws_iam_instance_profile: GRANTS,
  aws_iam_policy: GRANTS,
  aws_iam_role_policy: GRANTS,
  aws_iam_role_policy_attachment: GRANTS,
  aws_route_table: 'its routes and associations have rows of their own',
  aws_s3_bucket_cors_configuration: SETTING,
  aws_s3_bucket_logging: WATCHES,
  aws_s3_bucket_notification: WATCHES,
  aws_s3_bucket_ownership_controls: SETTING,
  aws_s3_bucket_policy: GRANTS,
  aws_s3_bucket_public_access_block: GRANTS,
  aws_s3_bucket_replication_configuration:
    'copies that exist stay; what is written from then on is copied by the new rules',
  aws_s3_object: DERIVED,
  aws_scheduler_schedule: 'it takes effect at its next time',
  aws_scheduler_schedule_group: 'its schedules go and come with it, and take effect at their next time',
  aws_secretsmanager_secret_version: 'the version before stays readable as AWSPREVIOUS; the secret has rows of its own',
  aws_sesv2_configuration_set_event_destination: WATCHES,
  aws_sns_topic_policy: GRANTS,
  aws_sns_topic_subscription: WATCHES,
  aws_sqs_queue_policy: GRANTS,
  aws_vpc_security_group_egress_rule: GRANTS,
  aws_vpc_security_group_ingress_rule: GRANTS,
  cloudflare_page_rule: SETTING,
  cloudflare_ruleset: SETTING,
  cloudflare_zone_setting: SETTING,
  terraform_data: DERIVED,
};
