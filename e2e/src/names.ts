/** The physical name of each type of resource: which attribute it is, and how long AWS lets it be. */
export const NAMES: Readonly<Record<string, { readonly attribute: string; readonly max: number }>> = {
  aws_autoscaling_group: { attribute: 'name', max: 255 },
  aws_cloudwatch_log_group: { attribute: 'name', max: 512 },
  aws_db_subnet_group: { attribute: 'name', max: 255 },
  aws_ecr_repository: { attribute: 'name', max: 256 },
  aws_ecs_cluster: { attribute: 'name', max: 255 },
  aws_ecs_service: { attribute: 'name', max: 255 },
  aws_ecs_task_definition: { attribute: 'family', max: 255 },
  aws_elasticache_parameter_group: { attribute: 'name', max: 255 },
  aws_elasticache_replication_group: { attribute: 'replication_group_id', max: 40 },
  aws_elasticache_subnet_group: { attribute: 'name', max: 255 },
  aws_iam_instance_profile: { attribute: 'name', max: 128 },
  aws_iam_role: { attribute: 'name', max: 64 },
  aws_kms_alias: { attribute: 'name', max: 256 },
  aws_launch_template: { attribute: 'name', max: 128 },
  aws_lb: { attribute: 'name', max: 32 },
  aws_lb_target_group: { attribute: 'name', max: 32 },
  aws_rds_cluster: { attribute: 'cluster_identifier', max: 63 },
  aws_rds_cluster_instance: { attribute: 'identifier', max: 63 },
  aws_rds_cluster_parameter_group: { attribute: 'name', max: 255 },
  aws_secretsmanager_secret: { attribute: 'name', max: 512 },
  aws_security_group: { attribute: 'name', max: 255 },
};

/** `restartix-staging-…`, in the forms that services ask for: a path, an alias, a log group below a prefix. */
export function isPlatformName(name: string, env: string): boolean {
  return new RegExp(`^(/[a-z/]+/|alias/)?restartix[-/]${env}([-/][a-z0-9._/-]+)?$`).test(name);
}
