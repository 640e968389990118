import { ACCOUNT, REGION, type Call, type Request } from './call';
import { NEW_ID, isOfType, newResource, resourceTypesOf } from './service-authorization';

/** What IAM is asked beside a call's own action: roles it passes, keys it uses, tags it sets, what its service does for it. */
export async function dependentRequests(call: Call, own: readonly Request[]): Promise<Request[]> {
  return [
    ...passedRoles(call),
    ...usedKeys(call),
    ...(await tagging(call, own)),
    ...serviceLinkedRole(call),
    ...(FORWARDED[call.action] ?? []).map((action) => forwarded(call, action)),
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
function passedRoles({ passes = [], context = {} }: Call): Request[] {
  return passes.map(({ role, service }) => ({
    action: 'iam:PassRole',
    resource: role,
    context: { ...withoutRequestTags(context), 'iam:PassedToService': service },
  }));
}

function usedKeys({ action, resources = [], uses = [], context = {} }: Call): Request[] {
  const [service = ''] = action.split(':');
  const actions = KEY_USE_OF_ACTION[action] ?? KEY_USE[service];
  return uses.flatMap(({ key, viaService }) => {
    if (!actions) throw new Error(`What ${action} does with ${key} is not known: add it to KEY_USE with its source.`);
    return actions.map((use) => ({
      action: use,
      resource: key.startsWith('arn:') ? key : `arn:aws:kms:${REGION}:${ACCOUNT}:key/${key}`,
      context: {
        ...withoutRequestTags(context),
        'kms:ViaService': viaService,
        'kms:CallerAccount': ACCOUNT,
        ...(service === 'secretsmanager' ? { 'kms:EncryptionContext:SecretARN': resources[0] ?? '' } : {}),
        ...(use === 'kms:CreateGrant' ? { 'kms:GrantIsForAWSResource': 'true' } : {}),
      },
    }));
  });
}

/** Tags of what is being made want the action for tags too. */
async function tagging({ action, context = {} }: Call, own: readonly Request[]): Promise<Request[]> {
  const [service = ''] = action.split(':');
  if (!('aws:TagKeys' in context) || /:(\w*Tag\w*|CreateOrUpdateTags)$/.test(action)) return [];
  const tag = TAGGING[service]?.[action] ?? TAGGING[service]?.['*'];
  if (!tag) throw new Error(`Which action tags what ${action} makes is not known: add it to TAGGING.`);
  const types = await resourceTypesOf(tag);
  const arns = own.map(({ resource }) => asLoadBalancer(withoutStreams(resource)));
  const made = arns.filter((arn) => types.some((type) => isOfType(arn, type)));
  const created = service === 'ec2' ? made.filter((arn) => arn.includes(NEW_ID)) : made;
  const resources = created.length > 0 ? created : types.slice(0, 1).map(newResource);
  // Both know for which of their actions a tag is set.
  const knows = service === 'ec2' || service === 'ecs';
  const more: Record<string, string> = knows ? { [`${service}:CreateAction`]: action.split(':')[1]! } : {};
  return resources.map((resource) => ({ action: tag, resource, context: { ...context, ...more } }));
}

/** The data has the actions of Classic Load Balancers where both generations have one: tags of load balancers alone. */
function asLoadBalancer(arn: string): string {
  return arn.replace(/(:elasticloadbalancing:.*):(?:listener|targetgroup)\/(?:app\/)?/, '$1:loadbalancer/app/');
}

/** Tags of log groups are set on the ARN without `:*`. */
function withoutStreams(arn: string): string {
  return arn.includes(':log-group:') ? arn.split(':').slice(0, 7).join(':') : arn;
}

/** A service makes its own role in the name of the first who needs it. */
function serviceLinkedRole({ action, context = {} }: Call): Request[] {
  const service = SERVICE_LINKED_ROLES[action];
  if (!service) return [];
  const resource = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${service.principal}/${service.role}`;
  return [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource,
      context: { ...withoutRequestTags(context), 'iam:AWSServiceName': service.principal },
    },
  ];
}

function forwarded({ context = {} }: Call, action: string): Request {
  return { action, resource: FORWARDED_ON[action] ?? '*', context: withoutRequestTags(context) };
}

function withoutRequestTags(context: Request['context']): Request['context'] {
  return Object.fromEntries(
    Object.entries(context).filter(([key]) => key !== 'aws:TagKeys' && !key.startsWith('aws:RequestTag/')),
  );
}

/**
 * Actions that the service that is called needs from the caller.
 * https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloudMapFullAccess.html (DeleteHostedZone)
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html (logs in CloudWatch Logs)
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
const FORWARDED: Readonly<Record<string, readonly string[]>> = {
  'autoscaling:CreateAutoScalingGroup': ['ec2:RunInstances', 'ec2:CreateTags'],
  'autoscaling:UpdateAutoScalingGroup': ['ec2:RunInstances', 'ec2:CreateTags'],
  'elasticache:CreateReplicationGroup': [
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ],
  'servicediscovery:CreatePrivateDnsNamespace': [
    'route53:CreateHostedZone',
    'route53:GetHostedZone',
    'route53:ListHostedZonesByName',
    'ec2:DescribeVpcs',
    'ec2:DescribeRegions',
  ],
  'servicediscovery:DeleteNamespace': ['route53:GetHostedZone', 'route53:DeleteHostedZone'],
};

/** On what, where that is not everything. */
const FORWARDED_ON: Readonly<Record<string, string>> = {
  'ec2:CreateTags': `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0`,
  'ec2:RunInstances': `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0123456789abcdef0`,
  'route53:DeleteHostedZone': 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ',
  'route53:GetHostedZone': 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ',
};

/**
 * What each service does with a key in the caller's name.
 * https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html
 */
const KEY_USE: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
  ecr: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:RetireGrant'],
  // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
  elasticache: ['kms:DescribeKey', 'kms:CreateGrant'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
  rds: ['kms:DescribeKey', 'kms:CreateGrant'],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
  s3: ['kms:GenerateDataKey', 'kms:Decrypt'],
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  secretsmanager: ['kms:GenerateDataKey', 'kms:Decrypt'],
  // Who publishes needs the key, not who sets it: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  sns: [],
  sqs: [],
};
const KEY_USE_OF_ACTION: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['kms:Decrypt'],
  's3:PutEncryptionConfiguration': [],
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
};

/**
 * The action that sets tags, by the service of the call.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const TAGGING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acm: { '*': 'acm:AddTagsToCertificate' },
  'application-autoscaling': { '*': 'application-autoscaling:TagResource' },
  autoscaling: { '*': 'autoscaling:CreateOrUpdateTags' },
  budgets: { '*': 'budgets:TagResource' },
  chatbot: { '*': 'chatbot:TagResource' },
  cloudwatch: { '*': 'cloudwatch:TagResource' },
  ec2: { '*': 'ec2:CreateTags' },
  ecr: { '*': 'ecr:TagResource' },
  ecs: { '*': 'ecs:TagResource' },
  elasticache: { '*': 'elasticache:AddTagsToResource' },
  elasticloadbalancing: { '*': 'elasticloadbalancing:AddTags' },
  events: { '*': 'events:TagResource' },
  iam: {
    '*': 'iam:TagRole',
    'iam:CreateInstanceProfile': 'iam:TagInstanceProfile',
    'iam:CreateOpenIDConnectProvider': 'iam:TagOpenIDConnectProvider',
    'iam:CreatePolicy': 'iam:TagPolicy',
  },
  kms: { '*': 'kms:TagResource' },
  logs: { '*': 'logs:TagResource' },
  rds: { '*': 'rds:AddTagsToResource' },
  scheduler: { '*': 'scheduler:TagResource' },
  secretsmanager: { '*': 'secretsmanager:TagResource' },
  servicediscovery: { '*': 'servicediscovery:TagResource' },
  ses: { '*': 'ses:TagResource' },
  sns: { '*': 'sns:TagResource' },
  sqs: { '*': 'sqs:TagQueue' },
  ssm: { '*': 'ssm:AddTagsToResource' },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html names each service's page. */
const SERVICE_LINKED_ROLES: Readonly<Record<string, { readonly principal: string; readonly role: string }>> = {
  'application-autoscaling:RegisterScalableTarget': {
    principal: 'ecs.application-autoscaling.amazonaws.com',
    role: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
  },
  'autoscaling:CreateAutoScalingGroup': {
    principal: 'autoscaling.amazonaws.com',
    role: 'AWSServiceRoleForAutoScaling',
  },
  'chatbot:CreateSlackChannelConfiguration': {
    principal: 'management.chatbot.amazonaws.com',
    role: 'AWSServiceRoleForAWSChatbot',
  },
  'ecs:CreateCluster': { principal: 'ecs.amazonaws.com', role: 'AWSServiceRoleForECS' },
  'elasticache:CreateReplicationGroup': {
    principal: 'elasticache.amazonaws.com',
    role: 'AWSServiceRoleForElastiCache',
  },
  'elasticloadbalancing:CreateLoadBalancer': {
    principal: 'elasticloadbalancing.amazonaws.com',
    role: 'AWSServiceRoleForElasticLoadBalancing',
  },
  'events:CreateApiDestination': {
    principal: 'apidestinations.events.amazonaws.com',
    role: 'AWSServiceRoleForAmazonEventBridgeApiDestinations',
  },
  'rds:CreateDBCluster': { principal: 'rds.amazonaws.com', role: 'AWSServiceRoleForRDS' },
  'rds:CreateDBInstance': { principal: 'rds.amazonaws.com', role: 'AWSServiceRoleForRDS' },
};
