/**
 * Actions that AWS decides on no resource: `"Resource": "*"` is the only form of a statement that permits them. Those that
 * this platform's own policies hold; any other one on everything is called out.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const ACTIONS_WITHOUT_RESOURCES: readonly string[] = [
  'ecr:GetAuthorizationToken',
  'ecs:DeregisterTaskDefinition',
  'ecs:DescribeTaskDefinition',
  'kms:CreateKey',
  'kms:ListAliases',
  'kms:ListKeys',
  'logs:DescribeLogGroups',
  's3:ListAllMyBuckets',
  'secretsmanager:GetRandomPassword',
  'ssm:DescribeParameters',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

const KNOWN = new Set(ACTIONS_WITHOUT_RESOURCES.map((each) => each.toLowerCase()));

export function hasNoResources(action: string): boolean {
  return KNOWN.has(action.toLowerCase());
}
