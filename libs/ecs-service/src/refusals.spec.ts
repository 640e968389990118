import { TerraformVariable } from 'cdktf';
import { ConfigError } from '@restartix/core';
import { synth } from '@restartix/testing';
import { config, service, withLoadBalancer, type Changes } from '../test/service';
import { EcsService, FARGATE_MEMORY, type EcsServiceConfig, type FargateSize, type SidecarConfig } from '.';

function refusal(build: () => unknown): string {
  try {
    build();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const sidecar = (changes: Partial<SidecarConfig>): Changes => ({
  sidecars: { proxy: { imageUri: 'proxy:1', ...changes } },
});
const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-AbCdEf';

describe('a size', () => {
  // What comes from a file has no type that the compiler could hold against Fargate.
  const sized = (cpu: number, memory: number) => () =>
    synth((stack) => void new EcsService(stack, 'core-api', { ...config, cpu, memory } as EcsServiceConfig));

  it.each(Object.entries(FARGATE_MEMORY).flatMap(([cpu, memories]) => memories.map((memory) => [Number(cpu), memory])))(
    'of cpu %i with memory %i is possible',
    (cpu, memory) => {
      expect(sized(cpu!, memory!)).not.toThrow();
    },
  );

  it('that Fargate has not got is refused with the next larger one', () => {
    expect(refusal(sized(512, 3000))).toBe(
      'ecs-service "core-api": memory 3000 is not possible (allowed: 1024, 2048, 3072 or 4096 MiB with cpu 512 (AWS Fargate)). Set memory to 3072.',
    );
    expect(refusal(sized(256, 8192))).toContain('Set memory to 2048.');
    expect(refusal(sized(500, 1024))).toBe(
      'ecs-service "core-api": cpu 500 is not possible (allowed: 256, 512, 1024, 2048, 4096, 8192 or 16384 (AWS Fargate)). Set cpu to 512.',
    );
  });

  it('that Fargate has not got does not compile', () => {
    // @ts-expect-error 8192 MiB are not possible with 256 units
    const wrong: FargateSize = { cpu: 256, memory: 8192 };
    const right: FargateSize = { cpu: 256, memory: 2048 };

    expect([wrong.memory, right.memory]).toEqual([8192, 2048]);
  });
});

describe('refuses', () => {
  it.each<[string, Changes, string]>([
    ['a name that AWS would not take', { serviceName: 'Core_API' }, 'serviceName "Core_API" is not possible'],
    ['no subnet', { subnetIds: [] }, "subnetIds [] is not possible (allowed: one or more). Give the network's."],
    ['no security group', { securityGroupIds: [] }, 'securityGroupIds [] is not possible'],
    ['an empty image', { imageUri: '' }, 'imageUri "" is not possible'],
    ['a port beyond TCP', { port: 70_000 }, 'port 70000 is not possible (allowed: 1 to 65535 (TCP)).'],
    [
      'a variable that no shell could name',
      { environment: { 'LOG-LEVEL': 'x' } },
      'environment "LOG-LEVEL" is not possible',
    ],
    [
      'a variable that is set twice',
      { environment: { URL: 'x' }, secrets: { URL: { arn: ARN } } },
      'allowed: a variable that `environment` does not set',
    ],
    [
      'the name of a secret for its ARN',
      { secrets: { URL: { arn: 'database' } } },
      'secrets.URL.arn "database" is not possible',
    ],
    [
      'a secret without the end of its ARN, which no policy would match',
      { secrets: { URL: { arn: ARN.replace('-AbCdEf', '') } } },
      '(allowed: the full ARN of a Secrets Manager secret, with the six characters at its end and nothing after them)',
    ],
    [
      'a key in the ARN of a secret, which no policy would match',
      { secrets: { URL: { arn: `${ARN}:url::` } } },
      'Copy the ARN from Secrets Manager; keys and versions go into jsonKey and versionStage.',
    ],
    [
      'two policies of one name, of which one would be lost',
      { additionalIamPolicyArns: ['arn:aws:iam::aws:policy/Mail', 'arn:aws:iam::123456789012:policy/Mail'] },
      'additionalIamPolicyArns[1] "arn:aws:iam::123456789012:policy/Mail" is not possible (allowed: each policy once, and no two of one name: the attachment is keyed by "Mail"). Remove it, or rename one of the policies.',
    ],
    ['the name of a secret in the list', { secretsArns: ['database'] }, 'secretsArns[0] "database" is not possible'],
    [
      'two secrets of one variable',
      { secretsArns: [ARN, ARN.replace('staging', 'other')] },
      'allowed: a secret whose variable DATABASE_SECRET nothing else sets). Name the variable yourself in `secrets`.',
    ],
    [
      'a writable folder that is not absolute',
      { rootFilesystem: { writablePaths: ['tmp'] } },
      'rootFilesystem.writablePaths[0] "tmp" is not possible (allowed: an absolute folder below the root, each once)',
    ],
    [
      'a stop that Fargate does not wait for',
      { stopTimeoutSeconds: 300 },
      'stopTimeoutSeconds 300 is not possible (allowed: 2 to 120 (AWS Fargate))',
    ],
    [
      'a health check without CMD',
      { containerHealthCheck: { command: ['curl', 'localhost'] } },
      'containerHealthCheck.command ["curl","localhost"] is not possible',
    ],
    [
      'a health check more often than ECS makes one',
      { containerHealthCheck: { command: ['CMD', 'x'], intervalSeconds: 1 } },
      'containerHealthCheck.intervalSeconds 1 is not possible (allowed: 5 to 300 (Amazon ECS))',
    ],
    [
      'a soft limit above the hard one',
      { ulimits: { nofile: { soft: 2, hard: 1 } } },
      'ulimits.nofile.soft 2 is not possible (allowed: at most the hard limit, 1)',
    ],
    [
      'exec on a read-only root filesystem',
      { exec: true, rootFilesystem: 'readonly' },
      'exec true is not possible (allowed: with a writable root filesystem: the session agent writes to it (Amazon ECS)).',
    ],
    ['a small disk', { ephemeralStorageGib: 20 }, 'ephemeralStorageGib 20 is not possible'],
    [
      'Spot on a cluster without it',
      { useSpot: true, cluster: { ...config.cluster, capacityProviders: ['FARGATE'] } },
      'useSpot true is not possible (allowed: what the cluster offers: FARGATE). Set enableFargateSpot on the cluster, or leave useSpot out.',
    ],
    ['a Spot share of nothing', { useSpot: { weight: 0 } }, 'useSpot.weight 0 is not possible'],
    ['a negative count', { desiredCount: -1 }, 'desiredCount -1 is not possible'],
    [
      'a deployment that cannot move',
      { deploymentPercent: { minimumHealthy: 100, maximum: 100 } },
      'deploymentPercent.maximum 100 is not possible (allowed: 101 to 200',
    ],
    [
      'rebalancing without room for it',
      { deploymentPercent: { minimumHealthy: 0, maximum: 100 } },
      'availabilityZoneRebalancing true is not possible (allowed: with a deploymentPercent.maximum above 100 (Amazon ECS))',
    ],
    [
      'a retention that CloudWatch does not know',
      { logs: { retentionInDays: 100 } },
      'logs.retentionInDays 100 is not possible',
    ],
    [
      'a buffer that nothing uses',
      { logs: { bufferMib: 10 } },
      'logs.bufferMib 10 is not possible (allowed: with the mode "non-blocking" only)',
    ],
    [
      'a buffer without bounds',
      { logs: { mode: 'non-blocking', bufferMib: 4096 } },
      'logs.bufferMib 4096 is not possible',
    ],
    [
      'more managed policies than a role takes',
      { additionalIamPolicyArns: Array.from({ length: 21 }, (_, i) => `arn:aws:iam::123456789012:policy/p${i}`) },
      'additionalIamPolicyArns 21 is not possible',
    ],
  ])('%s', (_, changes, message) => {
    expect(refusal(() => service(changes))).toContain(`ecs-service "core-api": `);
    expect(refusal(() => service(changes))).toContain(message);
  });

  it('an image that only Terraform knows, unless its repository is given', () => {
    const opaque = (repositoryArn?: string) => () =>
      synth((stack) => {
        const imageUri = new TerraformVariable(stack, 'image', {}).stringValue;
        new EcsService(stack, 'core-api', { ...config, imageUri, repositoryArn });
      });

    expect(refusal(opaque())).toContain(
      "repositoryArn undefined is not possible (allowed: the ARN of the image's repository, for an imageUri that only Terraform knows).",
    );
    expect(opaque('arn:aws:ecr:eu-central-1:123456789012:repository/core-api')).not.toThrow();
  });

  it('a secret of the list whose name nobody knows', () => {
    const opaque = () =>
      synth((stack) => {
        const arn = new TerraformVariable(stack, 'secret', {}).stringValue;
        new EcsService(stack, 'core-api', { ...config, secretsArns: [arn] });
      });

    expect(refusal(opaque)).toBe(
      'ecs-service "core-api": secretsArns[0] "known only to Terraform" is not possible (allowed: the full ARN of a Secrets Manager secret, or that of an aws_secretsmanager_secret of the stack). Name the variable yourself in `secrets`.',
    );
  });

  it('names every problem at once', () => {
    expect(refusal(() => service({ subnetIds: [], port: 0, logs: { retentionInDays: 2 } })).split('\n')).toHaveLength(
      3,
    );
  });
});

describe('refuses of scaling', () => {
  it.each<[string, Changes, string]>([
    [
      'a minimum above the maximum',
      { desiredCount: 2, minCapacity: 4, maxCapacity: 3 },
      'minCapacity 4 is not possible (allowed: at most maxCapacity, 3). Set maxCapacity to 4 or more.',
    ],
    [
      'a count below the minimum',
      { desiredCount: 1, minCapacity: 2, maxCapacity: 3 },
      'desiredCount 1 is not possible (allowed: minCapacity to maxCapacity, 2 to 3). Set desiredCount to 2.',
    ],
    [
      'a count above the maximum',
      { desiredCount: 4, minCapacity: 1, maxCapacity: 3 },
      'desiredCount 4 is not possible (allowed: minCapacity to maxCapacity, 1 to 3). Set desiredCount to 3.',
    ],
    ['a CPU target above all CPU', { maxCapacity: 2, targetCpuPct: 101 }, 'targetCpuPct 101 is not possible'],
    ['half a task', { maxCapacity: 1.5 }, 'maxCapacity 1.5 is not possible'],
    [
      'requests that nobody counts',
      { maxCapacity: 2, requestsPerTarget: 100 },
      'requestsPerTarget 100 is not possible (allowed: with a loadBalancer, which counts the requests).',
    ],
    [
      'requests of a load balancer without name',
      { ...withLoadBalancer({}), maxCapacity: 2, requestsPerTarget: 100 },
      'loadBalancer.albArnSuffix undefined is not possible',
    ],
    [
      'a target without a range, which would scale nothing',
      { targetCpuPct: 50 },
      'targetCpuPct 50 is not possible (allowed: with minCapacity or maxCapacity, for nothing scales without a range).',
    ],
    [
      'a schedule that turns the range round',
      { maxCapacity: 2, scheduledScaling: { nights: { schedule: 'rate(1 day)', minCapacity: 3 } } },
      'scheduledScaling.nights.minCapacity 3 is not possible (allowed: at most the maximum at that time, 2).',
    ],
  ])('%s', (_, changes, message) => {
    expect(refusal(() => service(changes))).toContain(message);
  });

  it.each(['Bucharest', 'europe/bucharest', '+02:00'])('the time zone %s', (timezone) => {
    expect(refusal(() => service({ scheduledScaling: { nights: { schedule: 'rate(1 day)', timezone } } }))).toContain(
      `scheduledScaling.nights.timezone "${timezone}" is not possible (allowed: the name of an IANA time zone (Application Auto Scaling)). Write it like "Europe/Bucharest".`,
    );
  });

  it.each([
    'cron(0 20 * * MON-FRI *)',
    'cron(0 20 ? * MON-FRI)',
    'rate(1 days)',
    'rate(5 minute)',
    '0 20 * * *',
    'at(tomorrow)',
  ])('the schedule %s', (schedule) => {
    expect(refusal(() => service({ scheduledScaling: { nights: { schedule } } }))).toContain(
      `scheduledScaling.nights.schedule ${JSON.stringify(schedule)} is not possible`,
    );
  });

  it.each([
    'cron(0 20 ? * MON-FRI *)',
    'cron(0 2 1 * ? *)',
    'rate(1 day)',
    'rate(10 minutes)',
    'at(2026-01-31T20:00:00)',
  ])('not the schedule %s', (schedule) => {
    expect(() => service({ scheduledScaling: { nights: { schedule } } })).not.toThrow();
  });
});

describe('refuses of a load balancer', () => {
  it.each<[string, EcsServiceConfig, string]>([
    [
      'no port',
      withLoadBalancer({}, { port: undefined }),
      "port undefined is not possible (allowed: the container's port, with loadBalancer).",
    ],
    ['no host', withLoadBalancer({ hostHeaderValues: [] }), 'loadBalancer.hostHeaderValues [] is not possible'],
    [
      'more hosts and paths than a rule holds',
      withLoadBalancer({ hostHeaderValues: ['a.b', 'c.d', 'e.f'], pathPatterns: ['/1', '/2', '/3'] }),
      'allowed: 5 hosts and paths in one rule (Elastic Load Balancing)',
    ],
    [
      'a URL for a host',
      withLoadBalancer({ hostHeaderValues: ['https://a.b'] }),
      'loadBalancer.hostHeaderValues "https://a.b" is not possible',
    ],
    [
      'a priority out of range',
      withLoadBalancer({ priority: 0 }),
      'loadBalancer.priority 0 is not possible (allowed: 1 to 49999',
    ],
    [
      'a timeout that outlasts the interval',
      withLoadBalancer({ healthCheck: { intervalSeconds: 10, timeoutSeconds: 10 } }),
      'loadBalancer.healthCheck.timeoutSeconds 10 is not possible (allowed: less than the interval of 10 s (Elastic Load Balancing)).',
    ],
    [
      'a threshold of one',
      withLoadBalancer({ healthCheck: { healthyThreshold: 1 } }),
      'loadBalancer.healthCheck.healthyThreshold 1 is not possible',
    ],
    [
      'a drain of days',
      withLoadBalancer({ deregistrationDelaySeconds: 86_400 }),
      'loadBalancer.deregistrationDelaySeconds 86400 is not possible',
    ],
    [
      'a slow start of seconds',
      withLoadBalancer({ slowStartSeconds: 5 }),
      'loadBalancer.slowStartSeconds 5 is not possible',
    ],
    [
      'a slow start with another algorithm',
      withLoadBalancer({ slowStartSeconds: 30, algorithm: 'least_outstanding_requests' }),
      'allowed: with the algorithm "round_robin" only',
    ],
    ['a path without a slash', withLoadBalancer({}, { healthCheckPath: 'health' }), 'Write "/health".'],
  ])('%s', (_, changes, message) => {
    expect(refusal(() => service(changes))).toContain(message);
  });

  it('nothing of what Terraform alone knows', () => {
    const variable = (build: (number: number) => EcsServiceConfig) => () =>
      synth((stack) => {
        const { numberValue } = new TerraformVariable(stack, 'number', { type: 'number' });
        new EcsService(stack, 'core-api', build(numberValue));
      });

    expect(variable((intervalSeconds) => withLoadBalancer({ healthCheck: { intervalSeconds } }))).not.toThrow();
    expect(variable((priority) => withLoadBalancer({ priority }))).not.toThrow();
    expect(variable((maximum) => ({ ...config, deploymentPercent: { maximum } }))).not.toThrow();
    expect(variable((minimumHealthy) => ({ ...config, deploymentPercent: { minimumHealthy } }))).not.toThrow();
    expect(variable((hard) => ({ ...config, ulimits: { nofile: { soft: 1, hard } } }))).not.toThrow();
  });

  it('no port for what Service Connect offers', () => {
    expect(refusal(() => service({ serviceConnect: { namespaceArn: 'arn:aws:servicediscovery:x' } }))).toContain(
      "port undefined is not possible (allowed: the container's port, with serviceConnect).",
    );
    expect(() =>
      service({ serviceConnect: { namespaceArn: 'arn:aws:servicediscovery:x', role: 'client' } }),
    ).not.toThrow();
  });
});

describe('refuses of a sidecar', () => {
  it.each<[string, Changes, string]>([
    [
      "the service's own name",
      { sidecars: { 'core-api': { imageUri: 'x:1' } } },
      'sidecars "core-api" is not possible',
    ],
    [
      "the service's own port",
      { port: 80, ...sidecar({ port: 80 }) },
      'sidecars.proxy.port 80 is not possible (allowed: a port of its own',
    ],
    [
      'waiting for a health that nobody checks',
      sidecar({ mainWaitsFor: 'HEALTHY' }),
      'sidecars.proxy.mainWaitsFor "HEALTHY" is not possible (allowed: with a containerHealthCheck of the sidecar (Amazon ECS)).',
    ],
    [
      'waiting for the end of an essential one',
      sidecar({ mainWaitsFor: 'SUCCESS', essential: true }),
      'sidecars.proxy.mainWaitsFor "SUCCESS" is not possible',
    ],
    [
      'all of the memory',
      sidecar({ memory: 1024 }),
      'sidecars.*.memory 1024 is not possible (allowed: less than the 1024 of the task together, so that the service has some). Raise memory of the service.',
    ],
    ['a wrong variable', sidecar({ environment: { '1': 'x' } }), 'sidecars.proxy.environment "1" is not possible'],
  ])('%s', (_, changes, message) => {
    expect(refusal(() => service(changes))).toContain(message);
  });

  it('not a read-only root filesystem with exec: a session opens in the container that is named', () => {
    expect(() => service({ exec: true, ...sidecar({ rootFilesystem: 'readonly' }) })).not.toThrow();
  });
});
