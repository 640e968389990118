import { GetRoleCommand } from '@aws-sdk/client-iam';
import { askFor } from '../ask';
import type { Check } from '../check';
import { command } from '../command';
import type { Context } from '../context';
import { ok, warning } from '../finding';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const ROLES = [
  { role: 'AWSServiceRoleForECS', service: 'ecs.amazonaws.com', for: ['aws_ecs_cluster', 'aws_ecs_service'] },
  { role: 'AWSServiceRoleForRDS', service: 'rds.amazonaws.com', for: ['aws_db_instance', 'aws_rds_cluster'] },
  {
    role: 'AWSServiceRoleForElastiCache',
    service: 'elasticache.amazonaws.com',
    for: ['aws_elasticache_replication_group'],
  },
  { role: 'AWSServiceRoleForElasticLoadBalancing', service: 'elasticloadbalancing.amazonaws.com', for: ['aws_lb'] },
  { role: 'AWSServiceRoleForAutoScaling', service: 'autoscaling.amazonaws.com', for: ['aws_autoscaling_group'] },
  {
    role: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    service: 'ecs.application-autoscaling.amazonaws.com',
    for: ['aws_appautoscaling_target'],
  },
] as const;

/** A service makes its role on first use, if the caller may; ECS refuses what comes within seconds of that. */
export const serviceLinkedRolesCheck: Check = {
  subject: 'service-linked roles',
  concerns: ({ synthesis }) => needed(synthesis).length > 0,
  run: ({ aws: { iam }, synthesis }) =>
    Promise.all(
      needed(synthesis).map(async ({ role, service }) => {
        const found = await askFor('iam:GetRole', ['NoSuchEntityException', 'NoSuchEntity'], () =>
          iam.send(new GetRoleCommand({ RoleName: role })),
        );
        if (found?.Role) return ok(`role ${role}`, 'exists');
        const fix = command('aws', 'iam', 'create-service-linked-role', '--aws-service-name', service);
        return warning(`role ${role}`, 'is missing: made on first use, where the first apply may fail once', fix);
      }),
    ),
};

function needed(synthesis: Context['synthesis']) {
  return ROLES.filter((each) => synthesis.count(...each.for) > 0);
}
