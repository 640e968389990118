import { askAll } from '../preflight';
import type { Finding } from '../finding';
import { fakeContext, OWN, refuse, type Answers } from '../testing/fake-account';
import { quotas } from './index';

const VPC = { aws_vpc: { main: {} } };

async function found(
  resource: Parameters<typeof fakeContext>[0]['resource'],
  answers: Answers,
): Promise<readonly Finding[]> {
  const groups = await askAll(fakeContext({ resource, answers }), [quotas]);
  return groups.flatMap(({ findings }) => findings);
}

const quota = (value: number): Answers => ({ GetServiceQuotaCommand: () => ({ Quota: { Value: value } }) });

describe('a quota on how many there may be', () => {
  const others = [{ VpcId: 'a' }, { VpcId: 'b', Tags: [{ Key: 'Environment', Value: 'production' }] }];

  it('is ok when needs and others fit, and does not count what the environment has already', async () => {
    const answers = { ...quota(3), DescribeVpcsCommand: () => ({ Vpcs: [...others, { VpcId: 'own', Tags: OWN }] }) };
    expect(await found(VPC, answers)).toEqual([
      { level: 'ok', subject: 'VPCs', message: 'needs 1, others use 2, quota 3' },
    ]);
  });

  it('is a failure when they do not, with the command that asks for more', async () => {
    expect(await found(VPC, { ...quota(2), DescribeVpcsCommand: () => ({ Vpcs: others }) })).toEqual([
      {
        level: 'failure',
        subject: 'VPCs',
        message: 'needs 1, others use 2, quota 2',
        fix: 'aws service-quotas request-service-quota-increase --region eu-central-1 --service-code vpc --quota-code L-F678F1CE --desired-value 3',
      },
    ]);
  });

  it('is AWS’s default where the account has no value of its own', async () => {
    const answers = {
      GetServiceQuotaCommand: refuse('NoSuchResourceException'),
      GetAWSDefaultServiceQuotaCommand: () => ({ Quota: { Value: 5 } }),
      DescribeVpcsCommand: () => ({ Vpcs: [] }),
    };
    expect(await found(VPC, answers)).toMatchObject([{ level: 'ok', message: 'needs 1, others use 0, quota 5' }]);
  });

  it('is not asked, and never ok, where the caller may not ask', async () => {
    const denied = { ...quota(5), DescribeVpcsCommand: refuse('UnauthorizedOperation') };
    expect(await found(VPC, denied)).toEqual([
      { level: 'unasked', subject: 'VPCs', message: 'not asked: needs action ec2:DescribeVpcs' },
    ]);
    const unanswered = { ...quota(5), DescribeVpcsCommand: refuse('InternalError', 'try later') };
    expect(await found(VPC, unanswered)).toMatchObject([
      { level: 'unasked', message: 'not answered: InternalError: try later' },
    ]);
  });

  it('is asked for by none that has nothing of the kind', async () => {
    expect(await found({}, { GetServiceQuotaCommand: refuse('AccessDeniedException') })).toEqual([]);
  });
});

describe('the quota on NAT gateways of a zone', () => {
  const resource = {
    aws_subnet: { a: { availability_zone: 'eu-central-1a' }, b: { availability_zone: 'eu-central-1b' } },
    aws_nat_gateway: { a: { subnet_id: '${aws_subnet.a.id}' }, b: { subnet_id: '${aws_subnet.b.id}' } },
  };

  it('compares the fullest of the zones that the environment takes', async () => {
    const answers = {
      ...quota(3),
      DescribeNatGatewaysCommand: () => ({ NatGateways: ['s1', 's1', 's1', 's2'].map((SubnetId) => ({ SubnetId })) }),
      DescribeSubnetsCommand: () => ({
        Subnets: [
          { SubnetId: 's1', AvailabilityZone: 'eu-central-1b' },
          { SubnetId: 's2', AvailabilityZone: 'eu-central-1c' },
        ],
      }),
    };
    expect(await found(resource, answers)).toMatchObject([
      { level: 'failure', subject: 'NAT gateways in one availability zone', message: 'needs 1, others use 3, quota 3' },
    ]);
  });
});

describe('the quota on rules of a security group', () => {
  const rule = (cidr: object, group = 'alb'): object => ({
    security_group_id: `\${aws_security_group.${group}.id}`,
    ...cidr,
  });

  it('counts directions, families and groups apart, and a prefix list by its maximum', async () => {
    const resource = {
      aws_ec2_managed_prefix_list: { cloudflare: { max_entries: 20 } },
      aws_vpc_security_group_ingress_rule: {
        a: rule({ cidr_ipv4: '192.0.2.0/24' }),
        b: rule({ cidr_ipv4: '198.51.100.0/24' }),
        c: rule({ cidr_ipv6: '2001:db8::/32' }),
        d: rule({ referenced_security_group_id: 'sg-1' }),
        e: rule({ prefix_list_id: '${aws_ec2_managed_prefix_list.cloudflare.id}' }),
        f: rule({ cidr_ipv4: '192.0.2.0/24' }, 'rds'),
      },
      aws_vpc_security_group_egress_rule: { a: rule({ cidr_ipv4: '0.0.0.0/0' }) },
    } as Parameters<typeof fakeContext>[0]['resource'];
    expect(await found(resource, quota(22))).toMatchObject([
      { level: 'failure', subject: 'rules of one security group', message: 'needs 23, quota 22' },
    ]);
  });
});

describe('the quota on Fargate', () => {
  const service = {
    task_definition: '${aws_ecs_task_definition.api.arn}',
    desired_count: 2,
    deployment_maximum_percent: 200,
    launch_type: 'FARGATE',
  };
  const resource = {
    aws_ecs_cluster: { cluster: { name: 'restartix-staging-cluster' } },
    aws_ecs_task_definition: { api: { cpu: '1024' } },
    aws_ecs_service: { api: service },
    aws_appautoscaling_target: {
      api: { resource_id: 'service/${aws_ecs_cluster.cluster.name}/${aws_ecs_service.api.name}', max_capacity: 6 },
    },
  };
  const foreign = [
    { launchType: 'FARGATE', cpu: '512' },
    { capacityProviderName: 'FARGATE_SPOT', launchType: 'FARGATE', cpu: '4096' },
    { launchType: 'EC2', cpu: '4096' },
  ];
  const tasks = {
    ListClustersCommand: () => ({ clusterArns: ['arn:…:cluster/restartix-staging-cluster', 'arn:…:cluster/other'] }),
    ListTasksCommand: ({ cluster }: { cluster?: unknown }) => {
      if (cluster !== 'arn:…:cluster/other') throw new Error('asks for its own tasks');
      return { taskArns: ['1', '2', '3'] };
    },
    DescribeTasksCommand: () => ({ tasks: foreign }),
  };
  const figures = 'needs 2, 4 while all services are deployed, 6 at most; others use 0.5, quota';

  it.each([
    [2, 'failure', ': services cannot start'],
    [4, 'warning', ': a deployment of all services waits for room, or fails'],
    [6, 'warning', ': scaling stops before its maximum'],
    [6.5, 'ok', ''],
  ])('of %d says what does not fit', async (value, level, consequence) => {
    const [finding] = await found(resource, { ...quota(value), ...tasks });
    expect(finding).toMatchObject({ level, message: `${figures} ${value}${consequence}` });
    if (level !== 'ok')
      expect(finding?.fix).toMatch(/--service-code fargate --quota-code L-3032A538 --desired-value 7$/);
  });

  it('counts the tasks that services have once their images are deployed', async () => {
    const desired_count = '${!endswith(aws_ssm_parameter.api_image.insecure_value, ":not-deployed") ? 2 : 0}';
    const waiting = { ...resource, aws_ecs_service: { api: { ...service, desired_count } } };
    expect(await found(waiting, { ...quota(6.5), ...tasks })).toMatchObject([
      { level: 'ok', message: `${figures} 6.5` },
    ]);
  });

  it('counts for Spot what a strategy places there', async () => {
    const strategy = [
      { capacity_provider: 'FARGATE', base: 1, weight: 1 },
      { capacity_provider: 'FARGATE_SPOT', weight: 2 },
    ];
    const mixed = {
      ...resource,
      aws_ecs_service: { api: { ...service, launch_type: undefined, capacity_provider_strategy: strategy } },
    };
    const findings = await found(mixed, { ...quota(100), ...tasks });
    expect(findings.map(({ subject }) => subject)).toEqual(['Fargate vCPU', 'Fargate Spot vCPU']);
    expect(findings[1]?.message).toMatch(/others use 4, quota 100$/);
  });
});

describe('what grows with the services of a load balancer', () => {
  const rule = (group: string, listener = 'https') => ({
    listener_arn: `\${aws_lb_listener.${listener}.arn}`,
    action: [{ type: 'forward', target_group_arn: `\${aws_lb_target_group.${group}.arn}` }],
  });
  const behind = (group: string) => ({
    desired_count: 2,
    load_balancer: [{ target_group_arn: `\${aws_lb_target_group.${group}.arn}` }],
  });
  const resource = {
    aws_lb_listener: {
      https: { load_balancer_arn: '${aws_lb.alb.arn}' },
      http: { load_balancer_arn: '${aws_lb.alb.arn}' },
      other: { load_balancer_arn: '${aws_lb.other.arn}' },
    },
    aws_lb_listener_rule: { api: rule('api'), all: rule('api', 'http'), web: rule('web'), own: rule('own', 'other') },
    aws_ecs_service: { api: behind('api'), web: behind('web'), own: behind('own'), worker: { desired_count: 50 } },
    aws_appautoscaling_target: {
      api: { resource_id: 'service/cluster/${aws_ecs_service.api.name}', max_capacity: 7 },
    },
    aws_acm_certificate: { alb: { domain_name: 'a.pro', subject_alternative_names: ['a.pro', 'b.pro', 'c.pro'] } },
  };

  it('is counted for the load balancer that has most, with its services at their largest', async () => {
    const answers = { ...quota(2), ListClustersCommand: () => ({ clusterArns: [] }) };
    const messages = (await found(resource, answers)).map(({ subject, message }) => [subject, message]);
    expect(messages).toEqual(
      expect.arrayContaining([
        ['rules of one load balancer', 'needs 3, quota 2'],
        ['targets of one load balancer', 'needs 9, quota 2'],
        ['domain names of one certificate', 'needs 3, quota 2'],
      ]),
    );
  });

  it('is the policies of a role, of which IAM itself knows the quota', async () => {
    const attachment = { role: '${aws_iam_role.deploy.name}' };
    const attached = {
      aws_iam_role: { deploy: { name: 'deploy' } },
      aws_iam_role_policy_attachment: { one: attachment, two: attachment, other: { role: 'other' } },
    };
    const answers = {
      GetAccountSummaryCommand: () => ({ SummaryMap: { AttachedPoliciesPerRoleQuota: 1 } }),
      ListRolesCommand: () => ({ Roles: [] }),
    };
    expect(await found(attached, answers)).toMatchObject([
      { level: 'failure', subject: 'managed policies of one role', message: 'needs 2, quota 1' },
    ]);
  });
});

describe('quotas that are not in Service Quotas', () => {
  it('says when IAM has no room for the roles, and that own roles count once', async () => {
    const resource = { aws_iam_role: { a: { name: 'own' }, b: { name: 'new' } } };
    const answers = {
      GetAccountSummaryCommand: () => ({ SummaryMap: { Roles: 1000, RolesQuota: 1000 } }),
      ListRolesCommand: () => ({ Roles: [{ RoleName: 'own' }, { RoleName: 'other' }] }),
    };
    expect(await found(resource, answers)).toMatchObject([
      { level: 'failure', subject: 'IAM roles', message: 'needs 2, others use 999, quota 1000' },
    ]);
  });

  it('says when CloudWatch Logs takes no further resource policy', async () => {
    const resource = { aws_cloudwatch_log_resource_policy: { events: { policy_name: 'events' } } };
    const policies = (count: number): Answers => ({
      DescribeResourcePoliciesCommand: () => ({
        resourcePolicies: [
          { policyName: 'events' },
          ...Array.from({ length: count }, (_, i) => ({ policyName: `${i}` })),
        ],
      }),
    });
    expect(await found(resource, policies(9))).toMatchObject([{ level: 'ok' }]);
    expect(await found(resource, policies(10))).toMatchObject([
      { level: 'failure', message: 'needs 1, others use 10, quota 10, which AWS does not raise' },
    ]);
  });
});
