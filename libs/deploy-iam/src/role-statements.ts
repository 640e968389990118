import type { ModuleContext, PolicyStatement } from '@restartix/core';
import { boundaryArn, restoreRole } from './names';

/** Services that the environment's roles are for. */
const SERVICES = [
  'chatbot.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'events.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'scheduler.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

/**
 * What an apply does with roles: it changes those of the environment that have its permissions boundary, and takes the
 * boundary from none. So it cannot make one that may do more, nor change its own or another pipeline's, which have none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function roleStatements(context: ModuleContext): PolicyStatement[] {
  const iam = (kind: string, name = '*'): string =>
    context.arn({ service: 'iam', region: '', resource: `${kind}/${context.project}-${context.env}-${name}` });
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(context) } };
  return [
    {
      sid: 'ManageBoundedRoles',
      actions: [
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      resources: [iam('role')],
      conditions: bounded,
    },
    {
      sid: 'AttachServicePolicies',
      actions: ['iam:AttachRolePolicy'],
      resources: [iam('role')],
      conditions: {
        ...bounded,
        ArnLike: { 'iam:PolicyARN': `arn:${context.partition}:iam::aws:policy/service-role/*` },
      },
    },
    {
      // These know no boundary.
      sid: 'ManageInstanceProfilesAndTags',
      actions: [
        'iam:AddRoleToInstanceProfile',
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:TagRole',
        'iam:UntagInstanceProfile',
        'iam:UntagRole',
      ],
      resources: [iam('role'), iam('instance-profile')],
    },
    {
      sid: 'PassOwnRoles',
      actions: ['iam:PassRole'],
      resources: [iam('role')],
      conditions: { StringEquals: { 'iam:PassedToService': SERVICES } },
    },
    {
      sid: 'CreateServiceLinkedRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [context.arn({ service: 'iam', region: '', resource: 'role/aws-service-role/*' })],
    },
    {
      // The role that decrypts backups is an operator's: made here, but neither passed nor trusted anew. The pipelines' own
      // have no boundary, and trust no service.
      sid: 'DenyTakingRoles',
      effect: 'Deny',
      actions: ['iam:PassRole', 'iam:UpdateAssumeRolePolicy'],
      resources: [restoreRole(context), iam('role', 'github-*'), iam('role', 'break-glass')],
    },
  ];
}
