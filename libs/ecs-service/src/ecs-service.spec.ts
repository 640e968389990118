import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { TerraformVariable } from 'cdktf';
import { Synthesized, resolved, synth, warningsOf, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import coreApi from '../examples/core-api';
import exec from '../examples/exec';
import minimal from '../examples/minimal';
import pgbouncer from '../examples/pgbouncer';
import { EcsService, type EcsServiceConfig, type LoadBalancerBinding } from '.';
import { LISTENER, config, service, withLoadBalancer, type Changes } from '../test/service';

const containers = (synthesized: Synthesized): Block[] =>
  Synthesized.parse(synthesized.resource('aws_ecs_task_definition').container_definitions) as unknown as Block[];
const container = (synthesized: Synthesized): Block => containers(synthesized)[0]!;

describe('the task definition', () => {
  it('is a Fargate task of the given size', () => {
    expect(synth(coreApi).resource('aws_ecs_task_definition')).toMatchObject({
      family: 'restartix-staging-core-api',
      requires_compatibilities: ['FARGATE'],
      network_mode: 'awsvpc',
      cpu: '512',
      memory: '1024',
      runtime_platform: { operating_system_family: 'LINUX', cpu_architecture: 'X86_64' },
      execution_role_arn: '${aws_iam_role.core_api_execution_role.arn}',
      task_role_arn: '${aws_iam_role.core_api_task_role.arn}',
      lifecycle: { create_before_destroy: true },
    });
  });

  it('runs on ARM with a larger disk when asked', () => {
    expect(synth(complete).resource('aws_ecs_task_definition')).toMatchObject({
      runtime_platform: { cpu_architecture: 'ARM64' },
      ephemeral_storage: { size_in_gib: 30 },
    });
    expect(synth(minimal).resource('aws_ecs_task_definition')).not.toHaveProperty('ephemeral_storage');
  });

  it('has one container, named after the service, that stops the task when it stops', () => {
    expect(containers(synth(coreApi))).toEqual([
      expect.objectContaining({
        name: 'core-api',
        image: '${aws_ecr_repository.core_api_repository.repository_url}:latest',
        essential: true,
        portMappings: [{ name: 'core-api', containerPort: 9000, hostPort: 9000, protocol: 'tcp' }],
        linuxParameters: { initProcessEnabled: true },
        readonlyRootFilesystem: false,
        stopTimeout: 30,
      }),
    ]);
  });

  it('gives its containers text as it is written, also what Terraform would take for a template', () => {
    const given = container(
      service({
        environment: { LOG_FORMAT: '%{X-Forwarded-For}i', PROMPT: 'sum=${TOTAL}' },
        command: ['sh', '-c', 'curl -w "%{http_code}" ${HOST}'],
        containerHealthCheck: { command: ['CMD-SHELL', 'test ${READY}'] },
      }),
    );
    expect(given).toMatchObject({
      environment: [
        { name: 'LOG_FORMAT', value: '%%{X-Forwarded-For}i' },
        { name: 'PROMPT', value: 'sum=$${TOTAL}' },
      ],
      command: ['sh', '-c', 'curl -w "%%{http_code}" $${HOST}'],
      healthCheck: { command: ['CMD-SHELL', 'test $${READY}'] },
    });
  });

  it('takes an empty list for none', () => {
    const found = service(
      withLoadBalancer({ pathPatterns: [] }, { command: [], entryPoint: [], rollbackAlarmNames: [] }),
    );
    expect(container(found)).not.toHaveProperty('command');
    expect(container(found)).not.toHaveProperty('entryPoint');
    expect(found.resource('aws_ecs_service')).not.toHaveProperty('alarms');
    expect(found.resource('aws_lb_listener_rule')['condition']).toEqual([
      { host_header: { values: [expect.any(String)] } },
    ]);
  });

  it('maps no port for a worker', () => {
    expect(container(synth(minimal)).portMappings).toEqual([]);
  });

  it('passes process settings on', () => {
    expect(container(synth(complete))).toMatchObject({
      command: ['serve'],
      entryPoint: ['/telemetry-api'],
      user: '65532:65532',
      stopTimeout: 60,
      environment: [{ name: 'LOG_LEVEL', value: 'info' }],
      healthCheck: {
        command: ['CMD', '/telemetry-api', 'healthcheck'],
        interval: 30,
        timeout: 5,
        retries: 3,
        startPeriod: 10,
      },
    });
    expect(container(synth(pgbouncer)).ulimits).toEqual([{ name: 'nofile', softLimit: 65_536, hardLimit: 65_536 }]);
    expect(container(service({ initProcess: false })).linuxParameters).toEqual({ initProcessEnabled: false });
  });

  it('keeps named folders writable on a read-only root filesystem', () => {
    const synthesized = synth(complete);

    expect(container(synthesized)).toMatchObject({
      readonlyRootFilesystem: true,
      mountPoints: [
        { sourceVolume: 'telemetry-api-tmp', containerPath: '/tmp', readOnly: false },
        { sourceVolume: 'telemetry-api-var-cache', containerPath: '/var/cache', readOnly: false },
      ],
    });
    expect(synthesized.resource('aws_ecs_task_definition').volume).toEqual([
      { name: 'telemetry-api-tmp' },
      { name: 'telemetry-api-var-cache' },
      { name: 'otel-collector-tmp' },
    ]);
  });

  it('leaves /tmp writable when readonly is all that is said', () => {
    expect(container(service({ rootFilesystem: 'readonly' })).mountPoints).toEqual([
      { sourceVolume: 'core-api-tmp', containerPath: '/tmp', readOnly: false },
    ]);
  });

  it('has sidecars that do not end the task and that the service can wait for', () => {
    const [main, sidecar] = containers(synth(complete));

    expect(sidecar).toMatchObject({ name: 'otel-collector', essential: false, cpu: 128, memory: 256 });
    expect(sidecar!['portMappings']).toEqual([
      { name: 'otel-collector', containerPort: 4317, hostPort: 4317, protocol: 'tcp' },
    ]);
    expect(main!['dependsOn']).toEqual([{ containerName: 'otel-collector', condition: 'HEALTHY' }]);
    expect(container(synth(minimal))).not.toHaveProperty('dependsOn');
  });
});

describe('secrets', () => {
  it('stand in variables of their own, whole or by key', () => {
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-AbCdEf';

    expect(
      container(
        service({
          secrets: {
            ALL: { arn },
            URL: { arn, jsonKey: 'url' },
            OLD: { arn, jsonKey: 'url', versionStage: 'AWSPREVIOUS' },
          },
        }),
      ).secrets,
    ).toEqual([
      { name: 'ALL', valueFrom: arn },
      { name: 'URL', valueFrom: `${arn}:url::` },
      { name: 'OLD', valueFrom: `${arn}:url:AWSPREVIOUS:` },
    ]);
  });

  it('of the list are named after the secret', () => {
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/daily-co.api-AbCdEf';

    expect(container(service({ secretsArns: [arn] })).secrets).toEqual([
      { name: 'DAILY_CO_API_SECRET', valueFrom: arn },
    ]);
  });

  it('of the list are named after the secret of the stack that only Terraform knows the ARN of', () => {
    const [database] = container(synth(coreApi)).secrets;

    expect(database).toEqual({
      name: 'DATABASE_SECRET',
      valueFrom: '${aws_secretsmanager_secret.database_secret.arn}',
    });
  });
});

describe('the execution role', () => {
  const statements = (synthesized: Synthesized, role = 'core_api_execution_start'): Block[] =>
    Synthesized.parse(synthesized.resource('aws_iam_role_policy', role).policy)['Statement'];

  it('may write to this log, pull this image and read these secrets, and nothing else', () => {
    expect(statements(synth(coreApi, { accountId: '123456789012' }))).toEqual([
      {
        Sid: 'WriteLog',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/core-api:*',
      },
      {
        Sid: 'PullImage',
        Effect: 'Allow',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: '${aws_ecr_repository.core_api_repository.arn}',
      },
      { Sid: 'GetRegistryToken', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
      {
        Sid: 'ReadSecrets',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: ['database', 'redis', 'encryption', 'clerk', 'external'].map(
          (name) => `\${aws_secretsmanager_secret.${name}_secret.arn}`,
        ),
      },
    ]);
  });

  it('decrypts with the key of the secrets through Secrets Manager alone', () => {
    expect(statements(synth(pgbouncer), 'pgbouncer_execution_start')).toContainEqual({
      Sid: 'DecryptSecrets',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
    });
  });

  it('names a secret once that two variables use', () => {
    const read = statements(synth(pgbouncer), 'pgbouncer_execution_start').find(({ Sid }) => Sid === 'ReadSecrets');

    expect(read!['Resource']).toBe(
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-master-AbCdEf',
    );
  });

  it('reads the repository from the URI, of whatever account and region', () => {
    const imageUri = '999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/core-api@sha256:abc';

    expect(statements(service({ imageUri }))[1]).toMatchObject({
      Resource: 'arn:aws:ecr:eu-west-1:999999999999:repository/team/core-api',
    });
  });

  it.each([
    '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/core-api:1',
    '123456789012.dkr-ecr.us-east-1.on.aws/core-api:1',
  ])('knows the other names of a registry: %s', (imageUri) => {
    expect(JSON.stringify(statements(service({ imageUri })))).toContain(
      'arn:aws:ecr:us-east-1:123456789012:repository/core-api"',
    );
  });

  it('takes the repository that is given', () => {
    const repositoryArn = 'arn:aws:ecr:eu-central-1:123456789012:repository/other';

    expect(statements(service({ repositoryArn }))[1]).toMatchObject({ Resource: repositoryArn });
  });

  it('has no right to ECR for an image from elsewhere', () => {
    expect(statements(service({ imageUri: 'edoburu/pgbouncer:1.23.1' })).map(({ Sid }) => Sid)).toEqual(['WriteLog']);
  });

  it('reads the secrets and pulls the images of sidecars too', () => {
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:sidecar-AbCdEf';
    const sidecars = {
      proxy: { imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/proxy:1', secrets: { TOKEN: { arn } } },
    };

    expect(statements(service({ sidecars }))).toEqual([
      expect.anything(),
      expect.objectContaining({
        Resource: [
          'arn:aws:ecr:eu-central-1:123456789012:repository/restartix-core-api',
          'arn:aws:ecr:eu-central-1:123456789012:repository/proxy',
        ],
      }),
      expect.anything(),
      expect.objectContaining({ Sid: 'ReadSecrets', Resource: arn }),
    ]);
  });
});

describe('both roles', () => {
  it('are assumed by tasks of this account only', () => {
    const roles = synth(coreApi, { accountId: '123456789012' }).resources('aws_iam_role');

    expect(Object.keys(roles)).toEqual(['core_api_execution_role', 'core_api_task_role']);
    for (const { assume_role_policy } of Object.values(roles)) {
      expect(Synthesized.parse(assume_role_policy)['Statement']).toEqual([
        {
          Effect: 'Allow',
          Principal: { Service: ['ecs-tasks.amazonaws.com'] },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': '123456789012' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-central-1:123456789012:*' },
          },
        },
      ]);
    }
  });

  it('stay within the permissions boundary', () => {
    const roles = Object.values(synth(complete).resources('aws_iam_role'));

    expect(roles.map(({ permissions_boundary }) => permissions_boundary)).toEqual(
      Array(2).fill('arn:aws:iam::123456789012:policy/restartix-boundary'),
    );
  });
});

describe('the task role', () => {
  it('has no policy of its own unless something is granted', () => {
    expect(Object.keys(synth(coreApi).resources('aws_iam_role_policy'))).toEqual(['core_api_execution_start']);
  });

  it('has the statements and the managed policies that are given', () => {
    const synthesized = synth(complete);

    expect(
      Synthesized.parse(synthesized.resource('aws_iam_role_policy', 'telemetry_api_task_application').policy),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Upload',
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::restartix-uploads-staging/telemetry/*',
        },
      ],
    });
    expect(
      synthesized.resource('aws_iam_role_policy_attachment', 'telemetry_api_task_managed_restartix_staging_send_email'),
    ).toMatchObject({ policy_arn: 'arn:aws:iam::123456789012:policy/restartix-staging-send-email' });
  });

  it('keys a managed policy by its resource, whatever its place in the list', () => {
    const attachments = (names: readonly string[]) =>
      Object.keys(
        synth((stack) => {
          const arns = names.map((name) => new IamPolicy(stack, name, { policy: '{}' }).arn);
          new EcsService(stack, 'core-api', { ...config, additionalIamPolicyArns: arns });
        }).resources('aws_iam_role_policy_attachment'),
      );

    expect(attachments(['uploads'])).toEqual(['core_api_task_managed_uploads']);
    expect(attachments(['email', 'uploads'])).toEqual(['core_api_task_managed_email', 'core_api_task_managed_uploads']);
  });

  it('may open and record a session with exec alone', () => {
    const policy = synth(exec).resource('aws_iam_role_policy', 'console_task_exec').policy;

    expect(Synthesized.parse(policy)['Statement']).toEqual([
      {
        Sid: 'OpenSession',
        Effect: 'Allow',
        Action: [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
      },
      {
        Sid: 'RecordSession',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/cluster-exec:*',
      },
      { Sid: 'FindSessionLog', Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
      {
        Sid: 'EncryptSession',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      },
    ]);
    expect(synth(exec).resource('aws_ecs_service')).toMatchObject({ enable_execute_command: true });
    expect(synth(coreApi).resource('aws_ecs_service')).toMatchObject({ enable_execute_command: false });
  });
});

describe('the service', () => {
  it('rolls a failed deployment back and tags its tasks', () => {
    expect(synth(coreApi).resource('aws_ecs_service')).toMatchObject({
      name: 'restartix-staging-core-api',
      cluster: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
      task_definition: '${aws_ecs_task_definition.core_api_task_definition.arn}',
      desired_count: 1,
      deployment_circuit_breaker: { enable: true, rollback: true },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: 'ENABLED',
      propagate_tags: 'SERVICE',
      enable_ecs_managed_tags: true,
      wait_for_steady_state: false,
      network_configuration: {
        subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        security_groups: ['sg-0123456789abcdef0'],
        assign_public_ip: false,
      },
    });
  });

  it('takes alarms, percentages and the wait from the config', () => {
    expect(synth(complete).resource('aws_ecs_service')).toMatchObject({
      alarms: { alarm_names: ['restartix-staging-telemetry-api-5xx'], enable: true, rollback: true },
      deployment_minimum_healthy_percent: 50,
      wait_for_steady_state: true,
    });
    expect(service({ availabilityZoneRebalancing: false }).resource('aws_ecs_service')).toMatchObject({
      availability_zone_rebalancing: 'DISABLED',
    });
  });

  it('is made after the rule, for AWS refuses a target group that no listener uses', () => {
    expect(synth(coreApi).resource('aws_ecs_service').depends_on).toContain('aws_lb_listener_rule.core_api_rule');
    expect(synth(minimal).resource('aws_ecs_service').depends_on).toEqual([
      'aws_iam_role_policy.mailer_execution_start',
    ]);
  });

  it('is made after everything that its tasks may do, managed policies too', () => {
    expect(synth(complete).resource('aws_ecs_service').depends_on).toEqual(
      expect.arrayContaining([
        'aws_iam_role_policy.telemetry_api_execution_start',
        'aws_iam_role_policy.telemetry_api_task_application',
        'aws_iam_role_policy_attachment.telemetry_api_task_managed_restartix_staging_send_email',
      ]),
    );
  });

  it('has old revisions to roll back to when they are kept', () => {
    expect(service({ oldRevisions: 'keep' }).resource('aws_ecs_task_definition').skip_destroy).toBe(true);
    expect(service({}).resource('aws_ecs_task_definition').skip_destroy).toBe(false);
  });

  it.each<[string, EcsServiceConfig['useSpot'], object[]]>([
    ['on demand', false, [{ capacity_provider: 'FARGATE', base: 0, weight: 1 }]],
    ['on Spot', true, [{ capacity_provider: 'FARGATE_SPOT', base: 0, weight: 1 }]],
    [
      'on Spot above an on-demand base',
      { onDemandBase: 1 },
      [
        { capacity_provider: 'FARGATE', base: 1, weight: 0 },
        { capacity_provider: 'FARGATE_SPOT', base: 0, weight: 1 },
      ],
    ],
    [
      'on both by weight',
      { onDemandWeight: 1, weight: 3 },
      [
        { capacity_provider: 'FARGATE', base: 0, weight: 1 },
        { capacity_provider: 'FARGATE_SPOT', base: 0, weight: 3 },
      ],
    ],
  ])('runs %s by a strategy, which AWS changes in place', (_, useSpot, strategy) => {
    const made = service({ useSpot }).resource('aws_ecs_service');

    expect(made).toMatchObject({ capacity_provider_strategy: strategy, force_new_deployment: true });
    expect(made).not.toHaveProperty('launch_type');
  });

  it.each<[string, Changes, string[] | undefined]>([
    ['nothing without scaling', {}, undefined],
    ['the count when scaling decides it', { maxCapacity: 3 }, ['desired_count']],
    ['the revision when a pipeline deploys', { deployment: 'external' }, ['task_definition']],
    ['both', { deployment: 'external', minCapacity: 1 }, ['desired_count', 'task_definition']],
  ])('ignores %s', (_, changes, ignored) => {
    expect(service(changes).resource('aws_ecs_service').lifecycle?.ignore_changes).toEqual(ignored);
  });

  it('differs in nothing else when somebody else deploys', () => {
    const plain = service({}).json;
    const external = service({ deployment: 'external' }).json;
    delete external.resource!['aws_ecs_service']!['core_api_service']!['lifecycle']!['ignore_changes'];

    expect(external).toEqual(plain);
  });
});

describe('behind a load balancer', () => {
  it('gets the requests for its hosts', () => {
    expect(synth(coreApi).resource('aws_lb_listener_rule')).toMatchObject({
      listener_arn: LISTENER,
      condition: [{ host_header: { values: ['api-staging.restartix.pro'] } }],
      action: [{ type: 'forward', target_group_arn: '${aws_lb_target_group.core_api_target_group.arn}' }],
    });
    expect(synth(complete).resource('aws_lb_listener_rule')).toMatchObject({
      priority: 50,
      condition: [
        { host_header: { values: ['telemetry-staging.restartix.pro'] } },
        { path_pattern: { values: ['/v1/*'] } },
      ],
    });
  });

  it('gets the requests that no other rule names, after all of them, where asked', () => {
    const rules = service(withLoadBalancer({ unmatchedHosts: true })).resources('aws_lb_listener_rule');
    const [named, unmatched] = Object.values(rules);
    expect(unmatched).toMatchObject({
      priority: 50_000,
      condition: [{ path_pattern: { values: ['/*'] } }],
      action: named!['action'],
    });
    expect(Object.keys(service(withLoadBalancer({})).resources('aws_lb_listener_rule'))).toHaveLength(1);
  });

  it('has a priority that follows from its name alone', () => {
    const priority = (serviceName: string, env: string) =>
      service(withLoadBalancer({}, { serviceName }), { env }).resource('aws_lb_listener_rule').priority;

    expect(priority('core-api', 'staging')).toBe(5966);
    expect(priority('core-api', 'production')).toBe(5966);
    expect(priority('clinic', 'staging')).not.toBe(5966);
  });

  it('is checked on its path and drained within half a minute', () => {
    expect(synth(coreApi).resource('aws_lb_target_group')).toMatchObject({
      name: 'restartix-staging-core-api',
      vpc_id: 'vpc-0123456789abcdef0',
      target_type: 'ip',
      protocol: 'HTTP',
      protocol_version: 'HTTP1',
      deregistration_delay: '30',
      health_check: {
        path: '/health',
        port: 'traffic-port',
        interval: 15,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
        matcher: '200',
      },
      lifecycle: { create_before_destroy: true },
    });
    expect(synth(coreApi).resource('aws_ecs_service')).toMatchObject({
      load_balancer: [
        {
          container_name: 'core-api',
          container_port: 9000,
          target_group_arn: '${aws_lb_target_group.core_api_target_group.arn}',
        },
      ],
      health_check_grace_period_seconds: 60,
    });
  });

  it('has as long to boot as its own check allows, a minute at least', () => {
    const grace = (startPeriodSeconds: number, healthCheckGracePeriodSeconds?: number) =>
      service(
        withLoadBalancer(
          { healthCheckGracePeriodSeconds },
          { containerHealthCheck: { command: ['CMD', 'x'], startPeriodSeconds } },
        ),
      ).resource('aws_ecs_service').health_check_grace_period_seconds;

    expect(grace(10)).toBe(60);
    expect(grace(180)).toBe(180);
    expect(grace(180, 0)).toBe(0);
  });

  it('takes the settings of the target group from the config', () => {
    expect(synth(complete).resource('aws_lb_target_group')).toMatchObject({
      protocol_version: 'HTTP2',
      deregistration_delay: '20',
      slow_start: 60,
      health_check: { path: '/healthz', interval: 10, timeout: 4, unhealthy_threshold: 4, matcher: '200-204' },
    });
    expect(synth(complete).resource('aws_ecs_service').health_check_grace_period_seconds).toBe(90);
  });

  it('keeps its target group when the port changes', () => {
    const group = (port: number) => service(withLoadBalancer({}, { port })).resource('aws_lb_target_group');

    expect(group(9001)).toEqual(group(9000));
  });

  it('gets a target group of another name when it must be replaced, so that both can exist', () => {
    const name = (protocolVersion: 'HTTP1' | 'HTTP2' | 'GRPC') =>
      service(withLoadBalancer({ protocolVersion })).resource('aws_lb_target_group').name;

    expect([name('HTTP1'), name('HTTP2'), name('GRPC')]).toEqual([
      'restartix-staging-core-api',
      'restartix-staging-core-api-http2',
      'restartix-staging-core-api-grpc',
    ]);
  });

  it('has a target group of 32 characters at most in production', () => {
    const { name } = service(withLoadBalancer({}, { serviceName: 'telemetry-api' }), { env: 'production' }).resource(
      'aws_lb_target_group',
    );

    expect(name).toHaveLength(32);
    expect(name).toMatch(/^restartix-production-tel-[0-9a-f]{7}$/);
  });
});

describe('without a load balancer', () => {
  it('has neither target group nor rule', () => {
    const synthesized = synth(pgbouncer);

    expect(synthesized.resources('aws_lb_target_group')).toEqual({});
    expect(synthesized.resources('aws_lb_listener_rule')).toEqual({});
    expect(synthesized.resource('aws_ecs_service')).not.toHaveProperty('load_balancer');
    expect(synthesized.resource('aws_ecs_service')).not.toHaveProperty('health_check_grace_period_seconds');
  });

  it('is found in the private zone', () => {
    const synthesized = synth(pgbouncer);

    expect(synthesized.resource('aws_service_discovery_service')).toMatchObject({
      name: 'pgbouncer',
      dns_config: {
        namespace_id: 'ns-0123456789abcdef',
        routing_policy: 'MULTIVALUE',
        dns_records: [{ type: 'A', ttl: 10 }],
      },
    });
    expect(synthesized.resource('aws_ecs_service').service_registries).toEqual({
      registry_arn: '${aws_service_discovery_service.pgbouncer_discovery.arn}',
    });
  });

  it('is reached through Service Connect under a name and port', () => {
    expect(synth(complete).resource('aws_ecs_service').service_connect_configuration).toMatchObject({
      enabled: true,
      service: [
        { port_name: 'telemetry-api', discovery_name: 'telemetry', client_alias: { dns_name: 'telemetry', port: 80 } },
      ],
    });
  });

  it('offers nothing as a mere client of Service Connect', () => {
    const namespaceArn = 'arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1';

    expect(
      service({ serviceConnect: { namespaceArn, role: 'client' } }).resource('aws_ecs_service')
        .service_connect_configuration,
    ).not.toHaveProperty('service');
  });
});

describe('scaling', () => {
  it('keeps the service between the bounds and follows its CPU', () => {
    const synthesized = synth(coreApi);

    expect(synthesized.resource('aws_appautoscaling_target')).toMatchObject({
      min_capacity: 1,
      max_capacity: 3,
      resource_id: 'service/restartix-staging-cluster/${aws_ecs_service.core_api_service.name}',
      scalable_dimension: 'ecs:service:DesiredCount',
      service_namespace: 'ecs',
    });
    expect(synthesized.resource('aws_appautoscaling_policy')).toMatchObject({
      name: 'restartix-staging-core-api-cpu',
      policy_type: 'TargetTrackingScaling',
      target_tracking_scaling_policy_configuration: {
        target_value: 70,
        scale_in_cooldown: 300,
        scale_out_cooldown: 60,
        predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageCPUUtilization' },
      },
    });
  });

  it('follows memory and requests when they have targets', () => {
    const policies = synth(complete).resources('aws_appautoscaling_policy');

    expect(Object.keys(policies)).toEqual([
      'telemetry_api_scaling_cpu',
      'telemetry_api_scaling_memory',
      'telemetry_api_scaling_requests',
    ]);
    expect(policies['telemetry_api_scaling_requests']!['target_tracking_scaling_policy_configuration']).toMatchObject({
      target_value: 1000,
      predefined_metric_specification: {
        predefined_metric_type: 'ALBRequestCountPerTarget',
        resource_label:
          'app/restartix-staging-alb/0123456789abcdef/${aws_lb_target_group.telemetry_api_target_group.arn_suffix}',
      },
    });
  });

  it('moves the range by schedule, and an entry without bounds puts it back', () => {
    const synthesized = synth(complete);

    expect(
      synthesized.resource('aws_appautoscaling_scheduled_action', 'telemetry_api_schedule_nights_off'),
    ).toMatchObject({
      schedule: 'cron(0 20 ? * MON-FRI *)',
      timezone: 'Europe/Bucharest',
      scalable_target_action: { min_capacity: '0', max_capacity: '0' },
    });
    expect(
      synthesized.resource('aws_appautoscaling_scheduled_action', 'telemetry_api_schedule_mornings_on')
        .scalable_target_action,
    ).toEqual({ min_capacity: '2', max_capacity: '6' });
    expect(synthesized.resource('aws_appautoscaling_target').lifecycle).toEqual({
      ignore_changes: ['min_capacity', 'max_capacity'],
    });
    expect(synth(coreApi).resource('aws_appautoscaling_target')).not.toHaveProperty('lifecycle');
  });

  it('is absent when nothing asks for it', () => {
    const synthesized = synth(minimal);

    expect(synthesized.resources('aws_appautoscaling_target')).toEqual({});
    expect(synthesized.resources('aws_appautoscaling_policy')).toEqual({});
  });

  it('takes the name of the cluster from its ARN, also from one that only Terraform knows', () => {
    const target = (clusterId: (stack: Parameters<Parameters<typeof synth>[0]>[0]) => string) =>
      synth((stack) => {
        new EcsService(stack, 'core-api', { ...config, maxCapacity: 2, cluster: { clusterId: clusterId(stack) } });
      }).resource('aws_appautoscaling_target').resource_id;

    expect(target(() => 'arn:aws:ecs:eu-central-1:123456789012:cluster/mine')).toBe(
      'service/mine/${aws_ecs_service.core_api_service.name}',
    );
    expect(target((stack) => new TerraformVariable(stack, 'cluster', {}).stringValue)).toBe(
      'service/${element(split("/", var.cluster), 1)}/${aws_ecs_service.core_api_service.name}',
    );
  });
});

describe('the log', () => {
  it('is named after env and service and kept longer in production', () => {
    expect(service({}).resource('aws_cloudwatch_log_group')).toMatchObject({
      name: '/ecs/restartix-staging/core-api',
      retention_in_days: 30,
    });
    expect(service({}, { env: 'production' }).resource('aws_cloudwatch_log_group')).toMatchObject({
      name: '/ecs/restartix-production/core-api',
      retention_in_days: 90,
    });
  });

  it('loses no line by default', () => {
    expect(container(service({})).logConfiguration).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '${aws_cloudwatch_log_group.core_api_logs.name}',
        'awslogs-region': 'eu-central-1',
        'awslogs-stream-prefix': 'core-api',
        mode: 'blocking',
      },
    });
  });

  it('buffers in memory when it must not hold the service up', () => {
    expect(container(service({ logs: { mode: 'non-blocking' } })).logConfiguration.options).toMatchObject({
      mode: 'non-blocking',
      'max-buffer-size': '25m',
    });
    expect(container(synth(complete)).logConfiguration.options['max-buffer-size']).toBe('50m');
    expect(synth(complete).resource('aws_cloudwatch_log_group')).toMatchObject({
      retention_in_days: 365,
      kms_key_id: 'arn:aws:kms:eu-central-1:123456789012:key/66666666-7777-8888-9999-000000000000',
    });
  });
});

it('gives schedules, alarms and pipelines what they need', () => {
  synth((stack) => {
    const made = new EcsService(stack, 'core-api', withLoadBalancer({}));
    const { serviceArn, serviceName, taskDefinitionArn, taskDefinitionFamily, taskDefinitionArnWithoutRevision } = made;
    const { targetGroupArn, targetGroupArnSuffix, taskRoleArn, executionRoleArn, logGroupName, containerName } = made;

    expect(
      resolved(stack, {
        serviceArn,
        serviceName,
        taskDefinitionArn,
        taskDefinitionFamily,
        taskDefinitionArnWithoutRevision,
        targetGroupArn,
        targetGroupArnSuffix,
        taskRoleArn,
        executionRoleArn,
        logGroupName,
        containerName,
        metricDimensions: made.metricDimensions,
      }),
    ).toEqual({
      serviceArn: '${aws_ecs_service.core_api_service.id}',
      serviceName: '${aws_ecs_service.core_api_service.name}',
      taskDefinitionArn: '${aws_ecs_task_definition.core_api_task_definition.arn}',
      taskDefinitionFamily: '${aws_ecs_task_definition.core_api_task_definition.family}',
      taskDefinitionArnWithoutRevision: '${aws_ecs_task_definition.core_api_task_definition.arn_without_revision}',
      targetGroupArn: '${aws_lb_target_group.core_api_target_group.arn}',
      targetGroupArnSuffix: '${aws_lb_target_group.core_api_target_group.arn_suffix}',
      taskRoleArn: '${aws_iam_role.core_api_task_role.arn}',
      executionRoleArn: '${aws_iam_role.core_api_execution_role.arn}',
      logGroupName: '${aws_cloudwatch_log_group.core_api_logs.name}',
      containerName: 'core-api',
      metricDimensions: {
        ClusterName: 'restartix-staging-cluster',
        ServiceName: '${aws_ecs_service.core_api_service.name}',
      },
    });
  });
});

it('says under which name it is found, and that it has no target group without a load balancer', () => {
  synth((stack) => {
    const made = new EcsService(stack, 'pgbouncer', {
      ...config,
      serviceName: 'pgbouncer',
      serviceDiscovery: { namespaceId: 'ns-1', namespaceName: 'staging.restartix.internal' },
    });

    expect(made.discoveryHostname).toBe('pgbouncer.staging.restartix.internal');
    expect(made.targetGroupArn).toBeUndefined();
    expect(made.targetGroupArnSuffix).toBeUndefined();
  });
});

it('is made after the capacity providers of the cluster', () => {
  const synthesized = synth((stack) => {
    const capacity = new IamPolicy(stack, 'capacity', { policy: '{}' });
    new EcsService(stack, 'core-api', { ...config, cluster: { ...config.cluster, capacity } });
  });

  expect(synthesized.resource('aws_ecs_service').depends_on).toContain('aws_iam_policy.capacity');
});

it('keeps the address of every resource when a neighbour, a sidecar or a schedule is added', () => {
  const before = service(withLoadBalancer({}, { maxCapacity: 3 })).addresses;
  const after = synth((stack) => {
    new EcsService(stack, 'clinic', { ...config, serviceName: 'clinic' });
    new EcsService(
      stack,
      'core-api',
      withLoadBalancer(
        {},
        {
          maxCapacity: 3,
          sidecars: { proxy: { imageUri: 'proxy:1' } },
          scheduledScaling: { nights: { schedule: 'rate(1 day)' } },
        },
      ),
    );
  }).addresses;

  expect(after).toEqual(expect.arrayContaining(before));
});

describe('neighbours', () => {
  const pair = (first: Changes, second: Changes) => () =>
    synth((stack) => {
      new EcsService(stack, 'clinic', { ...config, serviceName: 'clinic', ...first });
      new EcsService(stack, 'portal', { ...config, serviceName: 'portal', ...second });
    });

  it('of one listener with one priority are refused, and both are named', () => {
    expect(
      pair(withLoadBalancer({ priority: 7 }, { serviceName: 'clinic' }), {
        ...withLoadBalancer({ priority: 7, hostHeaderValues: ['portal.restartix.pro'] }, { serviceName: 'portal' }),
      }),
    ).toThrow(
      'ecs-service "portal": loadBalancer.priority 7 is not possible (allowed: a priority of its own; ecs-service "clinic" of the same listener has 7 too). Set loadBalancer.priority of "portal" to 8.',
    );
  });

  it('of one listener cannot both take the hosts that no rule names', () => {
    const takesAll = (serviceName: string) =>
      withLoadBalancer({ unmatchedHosts: true, hostHeaderValues: [`${serviceName}.restartix.pro`] }, { serviceName });
    expect(pair(takesAll('clinic'), takesAll('portal'))).toThrow(
      'ecs-service "portal": loadBalancer.unmatchedHosts true is not possible (allowed: one service of a listener; ecs-service "clinic" takes',
    );
  });

  it('of one listener with one host are refused, and both are named', () => {
    expect(
      pair(withLoadBalancer({}, { serviceName: 'clinic' }), withLoadBalancer({}, { serviceName: 'portal' })),
    ).toThrow(
      'ecs-service "portal": loadBalancer.hostHeaderValues "api-staging.restartix.pro" is not possible (allowed: hosts and paths that no other service takes; ecs-service "clinic" of the same listener takes this one).',
    );
  });

  it.each<[string, Partial<LoadBalancerBinding>, Partial<LoadBalancerBinding>, string]>([
    [
      'a wildcard that comes first',
      { priority: 10, hostHeaderValues: ['*.restartix.pro'] },
      { priority: 20, hostHeaderValues: ['Portal.restartix.pro'] },
      'loadBalancer.priority 20 is not possible (allowed: an order in which each service gets requests; ecs-service "clinic" has 10 and takes "*.restartix.pro" before ecs-service "portal" with 20 sees "portal.restartix.pro"). Set loadBalancer.priority of "portal" below 10.',
    ],
    [
      'a wildcard that comes first though it is made later',
      { priority: 20, hostHeaderValues: ['portal.restartix.pro'] },
      { priority: 10, hostHeaderValues: ['?ortal.*'] },
      'loadBalancer.priority 10 is not possible (allowed: an order in which each service gets requests; ecs-service "portal" has 10 and takes "?ortal.*" before ecs-service "clinic" with 20 sees "portal.restartix.pro"). Set loadBalancer.priority of "clinic" below 10.',
    ],
    [
      'every path before one path',
      { priority: 10 },
      { priority: 20, pathPatterns: ['/v1/*'] },
      'before ecs-service "portal" with 20 sees "api-staging.restartix.pro/v1/*")',
    ],
  ])('are refused when one gets no request: %s', (_, clinic, portal, message) => {
    expect(
      pair(withLoadBalancer(clinic, { serviceName: 'clinic' }), withLoadBalancer(portal, { serviceName: 'portal' })),
    ).toThrow(message);
  });

  it.each<[string, Partial<LoadBalancerBinding>, Partial<LoadBalancerBinding>]>([
    [
      'one host comes before the wildcard',
      { priority: 20, hostHeaderValues: ['*.restartix.pro'] },
      { priority: 10, hostHeaderValues: ['portal.restartix.pro'] },
    ],
    ['one path comes before the others', { priority: 20 }, { priority: 10, pathPatterns: ['/v1/*'] }],
    [
      'a wildcard does not match: it has a dot',
      { priority: 10, hostHeaderValues: ['*.restartix.pro'] },
      { priority: 20, hostHeaderValues: ['restartix.pro', 'x-restartix.pro'] },
    ],
    [
      'a wildcard leaves something of a wider one',
      { priority: 10, hostHeaderValues: ['a?.restartix.pro'] },
      { priority: 20, hostHeaderValues: ['a*.restartix.pro'] },
    ],
  ])('stand side by side when %s', (_, clinic, portal) => {
    expect(
      pair(withLoadBalancer(clinic, { serviceName: 'clinic' }), withLoadBalancer(portal, { serviceName: 'portal' })),
    ).not.toThrow();
  });

  it('share a host by paths, and a priority on different listeners', () => {
    expect(
      pair(
        withLoadBalancer({ pathPatterns: ['/a/*'] }, { serviceName: 'clinic' }),
        withLoadBalancer({ pathPatterns: ['/b/*'] }, { serviceName: 'portal' }),
      ),
    ).not.toThrow();
    expect(
      pair(
        withLoadBalancer({ priority: 7 }, { serviceName: 'clinic' }),
        withLoadBalancer({ priority: 7, listenerArn: `${LISTENER}2` }, { serviceName: 'portal' }),
      ),
    ).not.toThrow();
  });

  it('are compared by the listener, not by the token that stands for it', () => {
    const twoTokens = () =>
      synth((stack) => {
        const listener = new LbListener(stack, 'https', { loadBalancerArn: 'arn', defaultAction: [] });
        for (const [index, serviceName] of ['clinic', 'portal'].entries()) {
          const binding = { listenerArn: listener.arn, priority: 7, hostHeaderValues: [`${index}.restartix.pro`] };
          new EcsService(stack, serviceName, withLoadBalancer(binding, { serviceName }));
        }
      });

    expect(twoTokens).toThrow('ecs-service "clinic" of the same listener has 7 too');
  });

  it('of one name are refused', () => {
    expect(pair({ serviceName: 'portal' }, {})).toThrow(
      'ecs-service "portal": serviceName "portal" is not possible (allowed: a name that no other ecs-service of the environment has; "test/clinic" has this one). Give one of them another name.',
    );
  });

  it('of another stack do not matter', () => {
    expect(() => [service(withLoadBalancer({})), service(withLoadBalancer({}))]).not.toThrow();
  });
});

describe('warns', () => {
  const warnings = (changes: Changes, env = 'staging') =>
    warningsOf((stack) => void new EcsService(stack, 'core-api', { ...config, ...changes }), { env });

  it('of nothing that is fine', () => {
    expect(warnings({})).toEqual([]);
    expect(warnings({ useSpot: true })).toEqual([]);
    expect(warnings({ useSpot: { onDemandBase: 1 } }, 'production')).toEqual([]);
    expect(warnings({ imageUri: 'core-api@sha256:abc' })).toEqual([]);
    expect(warnings({ imageUri: 'localhost:5000/core-api:1' })).toEqual([]);
  });

  it.each(['core-api:latest', 'core-api', 'localhost:5000/core-api'])('of the moving image %s', (imageUri) => {
    expect(warnings({ imageUri })).toEqual([
      expect.stringContaining('ecs-service "core-api": the image has the tag latest.'),
    ]);
    expect(warnings({ imageUri, deployment: 'external' })).toEqual([]);
  });

  it('of Spot and exec in production', () => {
    expect(warnings({ useSpot: true }, 'production')).toEqual([
      expect.stringContaining('every task runs on Fargate Spot in production'),
    ]);
    expect(warnings({ exec: true }, 'production')).toEqual([expect.stringContaining('exec opens a shell')]);
    expect(warnings({ exec: true })).toEqual([]);
  });

  it('of exec without an init process and of a slow drain', () => {
    expect(warnings({ exec: true, initProcess: false })).toEqual([expect.stringContaining('zombies')]);
    expect(warnings(withLoadBalancer({ deregistrationDelaySeconds: 300 }))).toEqual([
      expect.stringContaining('waits 300 s for each task to drain'),
    ]);
  });
});
