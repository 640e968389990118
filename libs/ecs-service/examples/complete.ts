import type { EnvStack } from '@restartix/core';
import { EcsService } from '../src';

/** Nearly every input: hardened, on ARM, with a sidecar, scaling by three metrics and sleeping at night. */
export default function example(stack: EnvStack): void {
  new EcsService(stack, 'telemetry-api', {
    serviceName: 'telemetry-api',
    imageUri:
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-telemetry-api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    architecture: 'ARM64',
    port: 9100,
    cpu: 1024,
    memory: 2048,
    ephemeralStorageGib: 30,
    command: ['serve'],
    entryPoint: ['/telemetry-api'],
    user: '65532:65532',
    rootFilesystem: { writablePaths: ['/tmp', '/var/cache'] },
    environment: { LOG_LEVEL: 'info' },
    secrets: {
      DATABASE_URL: {
        arn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-AbCdEf',
        jsonKey: 'url',
      },
    },
    secretsArns: ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/external-AbCdEf'],
    secretsKmsKeyArns: ['arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555'],
    containerHealthCheck: { command: ['CMD', '/telemetry-api', 'healthcheck'], startPeriodSeconds: 10 },
    stopTimeoutSeconds: 60,
    sidecars: {
      'otel-collector': {
        imageUri: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1',
        port: 4317,
        cpu: 128,
        memory: 256,
        containerHealthCheck: { command: ['CMD', '/healthcheck'] },
        mainWaitsFor: 'HEALTHY',
        rootFilesystem: 'readonly',
      },
    },
    desiredCount: 2,
    minCapacity: 2,
    maxCapacity: 6,
    targetCpuPct: 60,
    targetMemoryPct: 75,
    requestsPerTarget: 1000,
    scalingCooldown: { inSeconds: 300, outSeconds: 30 },
    scheduledScaling: {
      'nights-off': {
        schedule: 'cron(0 20 ? * MON-FRI *)',
        timezone: 'Europe/Bucharest',
        minCapacity: 0,
        maxCapacity: 0,
      },
      'mornings-on': { schedule: 'cron(0 7 ? * MON-FRI *)', timezone: 'Europe/Bucharest' },
    },
    useSpot: { onDemandBase: 1, weight: 3, onDemandWeight: 1 },
    deploymentPercent: { minimumHealthy: 50, maximum: 200 },
    rollbackAlarmNames: ['restartix-staging-telemetry-api-5xx'],
    waitForSteadyState: true,
    logs: {
      retentionInDays: 365,
      mode: 'non-blocking',
      bufferMib: 50,
      kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/66666666-7777-8888-9999-000000000000',
    },
    taskPolicy: [
      { sid: 'Upload', actions: ['s3:PutObject'], resources: ['arn:aws:s3:::restartix-uploads-staging/telemetry/*'] },
    ],
    additionalIamPolicyArns: ['arn:aws:iam::123456789012:policy/restartix-staging-send-email'],
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/restartix-boundary',
    cluster: {
      clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
      clusterName: 'restartix-staging-cluster',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    },
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    healthCheckPath: '/healthz',
    loadBalancer: {
      listenerArn:
        'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/restartix-staging-alb/0123456789abcdef/fedcba9876543210',
      albArnSuffix: 'app/restartix-staging-alb/0123456789abcdef',
      hostHeaderValues: ['telemetry-staging.restartix.pro'],
      pathPatterns: ['/v1/*'],
      priority: 50,
      protocolVersion: 'HTTP2',
      healthCheck: {
        intervalSeconds: 10,
        timeoutSeconds: 4,
        healthyThreshold: 2,
        unhealthyThreshold: 4,
        matcher: '200-204',
      },
      healthCheckGracePeriodSeconds: 90,
      deregistrationDelaySeconds: 20,
      slowStartSeconds: 60,
    },
    serviceDiscovery: { namespaceId: 'ns-0123456789abcdef', namespaceName: 'staging.restartix.internal' },
    serviceConnect: {
      namespaceArn: 'arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-0123456789abcdef',
      dnsName: 'telemetry',
      port: 80,
    },
  });
}
