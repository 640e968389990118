import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { ServiceDiscoveryHttpNamespace } from '@cdktf/provider-aws/lib/service-discovery-http-namespace';
import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService, type LoadBalancerBinding, type ServiceCluster } from '@restartix/ecs-service';
import { EncryptionKey } from '@restartix/encryption-key';
import type { EnvStack } from '@restartix/core';
import { merged } from './configuration';
import { updateBehavior, type Row, type Tried } from './rows';

const IMAGE = 'public.ecr.aws/nginx/nginx:1.27';
const OTHER_IMAGE = 'public.ecr.aws/nginx/nginx:1.28';
const REPOSITORY_ARN = 'arn:aws:ecr:eu-central-1:123456789012:repository/given';

type Given = ReturnType<typeof around>;

const HELPER = { sidecars: { helper: { imageUri: IMAGE } } };
const checked = { sidecars: { helper: { imageUri: IMAGE, containerHealthCheck: { command: ['CMD', '/a'] } } } };
const nights = { scheduledScaling: { nights: { schedule: 'cron(0 20 * * ? *)' } } };

export const ecsService = updateBehavior({
  module: 'ecs-service',
  construct: EcsService,
  given: around,
  base: ({ vpcId, a, b, group, cluster }) => ({
    ...{ serviceName: 'api', imageUri: IMAGE, ...({ cpu: 256, memory: 512 } as const) },
    ...{ cluster, vpcId, subnetIds: [a, b], securityGroupIds: [group] },
  }),
  inputs: {
    ...containerRows('', {}),
    ...containerRows('sidecars.*.', HELPER),
    'sidecars.*.secrets.*.arn': { values: [({ one }: Given) => one, ({ two }: Given) => two], with: secret },
    'sidecars.*.secrets.*.jsonKey': { values: ['url', 'text'], with: secret },
    'sidecars.*.secrets.*.versionStage': { values: ['AWSPREVIOUS', 'AWSPENDING'], with: secret },
    'sidecars.*.containerHealthCheck.command': {
      values: [
        ['CMD', '/a'],
        ['CMD', '/b'],
      ],
      with: checked,
    },
    'sidecars.*.containerHealthCheck.intervalSeconds': { values: [20, 40], with: checked },
    'sidecars.*.containerHealthCheck.timeoutSeconds': { values: [3, 4], with: checked },
    'sidecars.*.containerHealthCheck.retries': { values: [2, 5], with: checked },
    'sidecars.*.containerHealthCheck.startPeriodSeconds': { values: [10, 20], with: checked },
    'sidecars.*.port': { values: [4317, 4318], with: HELPER },
    'sidecars.*.cpu': { values: [64, 128], with: HELPER },
    'sidecars.*.memory': { values: [64, 128], with: HELPER },
    'sidecars.*.essential': { values: [true, false], with: HELPER },
    'sidecars.*.mainWaitsFor': { values: ['START', 'COMPLETE'], with: HELPER },
    sidecars: { values: [{ helper: { imageUri: IMAGE } }, { other: { imageUri: IMAGE } }] },

    serviceName: { values: ['api', 'core'] },
    renamedFrom: { values: ['former', 'formerly'] },
    port: { values: [3000, 3001] },
    vpcId: { values: [({ vpcId }) => vpcId, ({ otherVpc }) => otherVpc], with: balanced },
    subnetIds: { values: [({ a, b }) => [a, b], ({ b, c }) => [b, c]] },
    securityGroupIds: { values: [({ group }) => [group], ({ otherGroup }) => [otherGroup]] },
    // The types of a size are pairs, and none of one half by itself.
    cpu: { values: [256, 512] as never, with: { memory: 1024 } },
    memory: { values: [512, 1024] as never },
    architecture: { values: ['ARM64', 'X86_64'] },
    ephemeralStorageGib: { values: [30, 40] },
    oldRevisions: { values: ['keep', 'deregister'] },
    exec: { values: [true, false] },

    desiredCount: { values: [2, 3] },
    minCapacity: { values: [1, 2], with: { desiredCount: 2, maxCapacity: 3 } },
    maxCapacity: { values: [2, 3] },
    targetCpuPct: { values: [60, 50], with: { maxCapacity: 2 } },
    targetMemoryPct: { values: [60, 50], with: { maxCapacity: 2 } },
    requestsPerTarget: {
      values: [100, 200],
      with: (given: Given) => ({
        ...balanced(given),
        loadBalancer: { ...balanced(given).loadBalancer, albArnSuffix: given.alb },
        maxCapacity: 2,
      }),
    },
    scalingCooldown: { values: [{ inSeconds: 60 }, { inSeconds: 120 }], with: { maxCapacity: 2 } },
    'scalingCooldown.inSeconds': { values: [60, 120], with: { maxCapacity: 2 } },
    'scalingCooldown.outSeconds': { values: [30, 90], with: { maxCapacity: 2 } },
    scheduledScaling: {
      values: [{ nights: { schedule: 'cron(0 20 * * ? *)' } }, { mornings: { schedule: 'cron(0 7 * * ? *)' } }],
    },
    'scheduledScaling.*.schedule': {
      values: ['cron(0 20 * * ? *)', 'cron(0 21 * * ? *)'],
      with: { scheduledScaling: { nights: {} } },
    },
    'scheduledScaling.*.timezone': { values: ['Europe/Bucharest', 'Europe/Berlin'], with: nights },
    'scheduledScaling.*.minCapacity': { values: [0, 1], with: nights },
    'scheduledScaling.*.maxCapacity': { values: [2, 3], with: nights },

    healthCheckPath: { values: ['/healthz', '/ready'], with: balanced },
    loadBalancer: {
      values: [
        (given) => balanced(given).loadBalancer,
        (given) => ({ ...balanced(given).loadBalancer, hostHeaderValues: ['b.example.com'] }),
      ],
      with: { port: 3000 },
    },
    'loadBalancer.listenerArn': {
      values: [({ listener }: Given) => listener, ({ otherListener }: Given) => otherListener],
      with: balanced,
    },
    'loadBalancer.hostHeaderValues': { values: [['a.example.com'], ['b.example.com']], with: balanced },
    ...bindingRows({
      pathPatterns: [['/v1/*'], ['/v2/*']],
      unmatchedHosts: [true, false],
      priority: [10, 20],
      protocolVersion: ['HTTP2', 'GRPC'],
      healthCheck: [{ intervalSeconds: 20 }, { intervalSeconds: 30 }],
      'healthCheck.intervalSeconds': [20, 30],
      'healthCheck.timeoutSeconds': [3, 4],
      'healthCheck.healthyThreshold': [3, 4],
      'healthCheck.unhealthyThreshold': [2, 4],
      'healthCheck.matcher': ['200-299', '200-399'],
      healthCheckGracePeriodSeconds: [90, 120],
      deregistrationDelaySeconds: [10, 20],
      slowStartSeconds: [60, 90],
      algorithm: ['least_outstanding_requests', 'weighted_random'],
      albArnSuffix: [(given: Given) => given.alb, 'app/other/0123456789abcdef'],
    }),

    serviceDiscovery: {
      values: [({ zone }) => ({ namespaceId: zone }), ({ zone }) => ({ namespaceId: zone, name: 'other' })],
    },
    'serviceDiscovery.namespaceId': {
      values: [({ zone }: Given) => zone, ({ otherZone }: Given) => otherZone],
      with: discovered,
    },
    'serviceDiscovery.namespaceName': { values: ['a.internal', 'b.internal'], with: discovered },
    'serviceDiscovery.name': { values: ['one', 'two'], with: discovered },
    'serviceDiscovery.ttlSeconds': { values: [20, 60], with: discovered },
    serviceConnect: {
      values: [({ mesh }) => ({ namespaceArn: mesh }), ({ otherMesh }) => ({ namespaceArn: otherMesh })],
      with: { port: 3000 },
    },
    'serviceConnect.namespaceArn': {
      values: [({ mesh }: Given) => mesh, ({ otherMesh }: Given) => otherMesh],
      with: connected,
    },
    'serviceConnect.role': { values: ['client', 'client-and-server'], with: connected },
    'serviceConnect.dnsName': { values: ['one', 'two'], with: connected },
    'serviceConnect.port': { values: [8080, 8081], with: connected },

    secretsArns: { values: [({ one }) => [one], ({ two }) => [two]] },
    secretsKmsKeyArns: {
      values: [({ key }) => [key], ({ otherKey }) => [otherKey]],
      with: ({ one }: Given) => ({ secretsArns: [one] }),
    },
    additionalIamPolicyArns: { values: [({ policy }) => [policy], ({ otherPolicy }) => [otherPolicy]] },
    taskPolicy: {
      values: [
        [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::one/*'] }],
        [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::two/*'] }],
      ],
    },
    permissionsBoundary: { values: [({ policy }) => policy, ({ otherPolicy }) => otherPolicy] },

    useSpot: { values: [true, { onDemandBase: 1 }] },
    'useSpot.weight': { values: [2, 3], with: { useSpot: { onDemandWeight: 1 } } },
    'useSpot.onDemandBase': { values: [1, 2], with: { useSpot: {} } },
    'useSpot.onDemandWeight': { values: [1, 2], with: { useSpot: {} } },
    deployment: { values: ['external', 'terraform'] },
    deploymentPercent: { values: [{ minimumHealthy: 50 }, { minimumHealthy: 75 }] },
    'deploymentPercent.minimumHealthy': { values: [50, 75] },
    'deploymentPercent.maximum': { values: [150, 175] },
    rollbackAlarmNames: { values: [({ alarm }) => [alarm], ({ otherAlarm }) => [otherAlarm]] },
    waitForSteadyState: { values: [true, false] },
    availabilityZoneRebalancing: { values: [false, true] },

    cluster: { values: [({ cluster }) => cluster, ({ otherCluster }) => otherCluster] },
    'cluster.clusterId': {
      values: [({ cluster }: Given) => cluster.clusterId, ({ otherCluster }: Given) => otherCluster.clusterId],
      with: plainCluster,
    },
    'cluster.clusterName': {
      untried: 'A name that `clusterId` says already; another one than the cluster’s is a mistake.',
    },
    'cluster.capacityProviders': { values: [['FARGATE', 'FARGATE_SPOT'], ['FARGATE']], with: plainCluster },
    'cluster.exec': {
      values: [({ log }: Given) => ({ logGroupArn: log }), ({ otherLog }: Given) => ({ logGroupArn: otherLog })],
      with: (given: Given) => ({ ...plainCluster(given), exec: true }),
    },
    'cluster.exec.logGroupArn': {
      values: [({ log }: Given) => log, ({ otherLog }: Given) => otherLog],
      with: recorded,
    },
    'cluster.exec.kmsKeyArn': { values: [({ key }: Given) => key, ({ otherKey }: Given) => otherKey], with: recorded },
    'cluster.capacity': { untried: 'An order of changes, which nothing in AWS shows.' },

    logs: { values: [{ retentionInDays: 60 }, { retentionInDays: 90 }] },
    'logs.retentionInDays': { values: [60, 90] },
    'logs.kmsKeyArn': { values: [({ key }: Given) => key, ({ otherKey }: Given) => otherKey] },
    'logs.mode': { values: ['non-blocking', 'blocking'] },
    'logs.bufferMib': { values: [50, 75], with: { logs: { mode: 'non-blocking' } } },
  },
  replacements: 'What replaces a service is applied by the nightly test of the order of changes.',
});

/** What a container has, the service's own and a sidecar. */
function containerRows(prefix: '' | 'sidecars.*.', over: object): Record<`${string}.${string}`, Row<Given>> {
  const limits = (soft: number, hard: number): object => ({ nofile: { soft, hard } });
  const nofile = merged(over, within(prefix, { ulimits: limits(1024, 4096) }));
  const rows: Readonly<Record<string, Row<Given>>> = {
    imageUri: { values: [IMAGE, OTHER_IMAGE] },
    repositoryArn: { values: [`${REPOSITORY_ARN}-one`, `${REPOSITORY_ARN}-two`] },
    environment: { values: [{ LOG_LEVEL: 'info' }, { LOG_LEVEL: 'debug' }] },
    secrets: { values: [({ one }: Given) => ({ TOKEN: { arn: one } }), ({ two }: Given) => ({ TOKEN: { arn: two } })] },
    command: { values: [['serve'], ['serve', '--quiet']] },
    entryPoint: { values: [['/a'], ['/b']] },
    user: { values: ['1000', '1001'] },
    rootFilesystem: { values: ['readonly', { writablePaths: ['/cache'] }] },
    containerHealthCheck: { values: [{ command: ['CMD', '/a'] }, { command: ['CMD', '/b'] }] },
    ulimits: { values: [limits(1024, 4096), limits(2048, 4096)] },
    'ulimits.nofile': {
      values: [limits(1024, 4096), limits(2048, 4096)].map((each) => (each as { nofile: object }).nofile) as [
        object,
        object,
      ],
      with: nofile,
    },
    'ulimits.nofile.soft': { values: [1024, 2048], with: nofile },
    'ulimits.nofile.hard': { values: [4096, 8192], with: nofile },
    initProcess: { values: [false, true] },
    stopTimeoutSeconds: { values: [60, 90] },
  };
  return Object.fromEntries(Object.entries(rows).map(([input, row]) => [`${prefix}${input}`, { with: over, ...row }]));
}

/** Of a binding to a load balancer. */
function bindingRows(
  inputs: Readonly<Record<string, Tried<Given>['values']>>,
): Record<`${string}.${string}`, Row<Given>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([input, values]) => [`loadBalancer.${input}`, { values, with: balanced }]),
  );
}

function within(prefix: '' | 'sidecars.*.', values: object): object {
  return prefix === '' ? values : { sidecars: { helper: values } };
}

function secret({ one }: Given): object {
  return { sidecars: { helper: { imageUri: IMAGE, secrets: { TOKEN: { arn: one } } } } };
}

function balanced({ listener }: Given): { port: number; loadBalancer: LoadBalancerBinding } {
  return { port: 3000, loadBalancer: { listenerArn: listener, hostHeaderValues: ['a.example.com'] } };
}

function discovered({ zone }: Given): object {
  return { serviceDiscovery: { namespaceId: zone } };
}

function connected({ mesh }: Given): object {
  return { port: 3000, serviceConnect: { namespaceArn: mesh } };
}

/** The cluster as a consumer without the module names it. */
function plainCluster({ cluster }: Given): { cluster: ServiceCluster } {
  return { cluster: { clusterId: cluster.clusterId } };
}

function recorded(given: Given): object {
  const { clusterId } = given.cluster;
  return { exec: true, cluster: { clusterId, exec: { logGroupArn: given.log } } };
}

/** What a service is deployed into. */
function around(stack: EnvStack) {
  const { id: vpcId } = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
  const { id: otherVpc } = new Vpc(stack, 'other-vpc', { cidrBlock: '10.1.0.0/16' });
  const gateway = new InternetGateway(stack, 'gateway', { vpcId });
  const subnet = (zone: string, index: number): string =>
    new Subnet(stack, zone, { vpcId, cidrBlock: `10.0.${index}.0/24`, availabilityZone: `eu-central-1${zone}` }).id;
  const [a, b, c] = [subnet('a', 0), subnet('b', 1), subnet('c', 2)];
  const groupOf = (name: string): string => new SecurityGroup(stack, name, { vpcId, name }).id;
  const [group, otherGroup] = [groupOf('group'), groupOf('other-group')];
  const lb = new Lb(stack, 'alb', { name: 'given', subnets: [a, b], securityGroups: [group], dependsOn: [gateway] });
  const listenerOf = (port: number): string =>
    new LbListener(stack, `listener-${port}`, {
      ...{ loadBalancerArn: lb.arn, port, protocol: 'HTTP' },
      defaultAction: [{ type: 'fixed-response', fixedResponse: { contentType: 'text/plain', statusCode: '404' } }],
    }).arn;
  const secretValues: SecretsmanagerSecretVersion[] = [];
  const secretOf = (name: string): string => {
    const { id, arn } = new SecretsmanagerSecret(stack, name, { name: `given-${name}` });
    const secretString = JSON.stringify({ url: 'a', text: 'b' });
    const versionStages = ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'];
    secretValues.push(
      new SecretsmanagerSecretVersion(stack, `${name}-value`, { secretId: id, secretString, versionStages }),
    );
    return arn;
  };
  const policyOf = (name: string): string => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    new IamPolicy(stack, name, { name: `given-${name}`, policy: JSON.stringify(policy) });
    return `arn:aws:iam::123456789012:policy/given-${name}`;
  };
  const alarmOf = (name: string): string =>
    new CloudwatchMetricAlarm(stack, name, {
      ...{ alarmName: `given-${name}`, namespace: 'AWS/ApplicationELB', metricName: 'HTTPCode_Target_5XX_Count' },
      ...{ statistic: 'Sum', period: 60, evaluationPeriods: 1, threshold: 1 },
      comparisonOperator: 'GreaterThanThreshold',
    }).alarmName;
  const secrets = { one: secretOf('one'), two: secretOf('two') };
  const cluster = new EcsCluster(stack, 'cluster', { enableFargateSpot: true });
  const otherCluster = new EcsCluster(stack, 'other-cluster', { name: 'other', enableFargateSpot: true });
  // ECS rolls a service back whose tasks cannot read their secrets, and Terraform then plans it again.
  for (const each of [cluster, otherCluster]) each.node.addDependency(...secretValues);
  return {
    ...{ vpcId, otherVpc, a, b, c, group, otherGroup, ...secrets, cluster, otherCluster },
    ...{ alb: lb.arnSuffix, listener: listenerOf(80), otherListener: listenerOf(8080) },
    ...{
      key: new EncryptionKey(stack, 'key').keyArn,
      otherKey: new EncryptionKey(stack, 'other-key', { name: 'other' }).keyArn,
    },
    ...{ policy: policyOf('policy'), otherPolicy: policyOf('other-policy') },
    ...{ alarm: alarmOf('alarm'), otherAlarm: alarmOf('other-alarm') },
    ...{ log: logOf(stack, 'log'), otherLog: logOf(stack, 'other-log') },
    zone: new ServiceDiscoveryPrivateDnsNamespace(stack, 'zone', { name: 'given.internal', vpc: vpcId }).id,
    otherZone: new ServiceDiscoveryPrivateDnsNamespace(stack, 'other-zone', { name: 'other.internal', vpc: vpcId }).id,
    mesh: new ServiceDiscoveryHttpNamespace(stack, 'mesh', { name: 'given' }).arn,
    otherMesh: new ServiceDiscoveryHttpNamespace(stack, 'other-mesh', { name: 'other' }).arn,
  };
}

function logOf(stack: EnvStack, name: string): string {
  return new CloudwatchLogGroup(stack, name, { name: `/given/${name}` }).arn;
}
