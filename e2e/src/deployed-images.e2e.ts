import { createHash } from 'node:crypto';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { ContainerRegistry } from '@restartix/container-registry';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService } from '@restartix/ecs-service';
import { Observability } from '@restartix/observability';
import type { PlanReport } from '@restartix/plan-report';
import { ScheduledTasks } from '@restartix/scheduled-tasks';
import { Stage, type Stack } from '@restartix/terraform';
import { synth, type TerraformJson } from '@restartix/testing';
import { awsJson, inventory } from './aws';

const FAMILY = 'restartix-staging-core-api';
const RENAMED = 'restartix-staging-core-api-renamed';
const CLUSTER = 'restartix-staging-cluster';
const PARAMETER = '/restartix/staging/images/core-api';
const REPOSITORY_URL = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api';

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  /** Replaces the first service. */
  readonly renamed?: boolean;
}

/** A service that scales, one that does not, and a schedule, all of one image. */
function environment({ environment = {}, renamed = false }: Options = {}): TerraformJson & Record<string, unknown> {
  const { json } = synth(
    (stack) => {
      const { id: vpcId } = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
      const subnet = new Subnet(stack, 'subnet', { vpcId, cidrBlock: '10.0.0.0/24' });
      const group = new SecurityGroup(stack, 'group', { vpcId });
      const { images } = new ContainerRegistry(stack, 'registry', { repositories: ['core-api'], forceDelete: true });
      const cluster = new EcsCluster(stack, 'cluster');
      const common = {
        imageUri: images['core-api']!,
        ...({ cpu: 256, memory: 512 } as const),
        ...{ cluster, vpcId, subnetIds: [subnet.id], securityGroupIds: [group.id], environment },
      };
      const scaled = new EcsService(stack, 'core-api', {
        ...{ ...common, serviceName: 'core-api', minCapacity: 2, maxCapacity: 4, desiredCount: 2 },
      });
      const worker = new EcsService(stack, 'worker', { ...common, serviceName: 'worker' });
      if (renamed) scaled.service.addOverride('name', RENAMED);
      const schedules = new ScheduledTasks(stack, 'scheduled-tasks', {
        ...{ cluster, defaultSubnetIds: [subnet.id], defaultSecurityGroupIds: [group.id] },
        tasks: { report: { runs: scaled, scheduleExpression: 'rate(1 hour)' } },
      });
      new Observability(stack, 'observability', {
        alarmsEmailSubscribers: ['platform-team@restartix.pro'],
        services: { 'core-api': scaled, worker },
        schedules,
      });
    },
    { accountId: '123456789012' },
  );
  return json as TerraformJson & Record<string, unknown>;
}

describe('an image that a pipeline deploys', () => {
  let stage: Stage;
  let stack: Stack;
  let first: string;
  let second: string;

  beforeAll(async () => {
    stage = await Stage.open();
    stack = await stage.stack();
  });
  afterAll(() => stage.close());

  const ecs = <T>(operation: string, body: object): Promise<T> =>
    awsJson<T>(stage.url, 'ecs', `AmazonEC2ContainerServiceV20141113.${operation}`, body);
  const service = async (name: string): Promise<Service> => {
    const { services } = await ecs<{ services: Service[] }>('DescribeServices', { cluster: CLUSTER, services: [name] });
    return services[0]!;
  };
  const newest = (family: string): Promise<Described> =>
    ecs('DescribeTaskDefinition', { taskDefinition: family, include: ['TAGS'] });
  const imageOf = async (family: string): Promise<string> =>
    (await newest(family)).taskDefinition.containerDefinitions[0]!.image;

  /** What an application's pipeline does: a revision of each family with the image, the services, the record. */
  async function deploy(image: string, counts: Readonly<Record<string, number>> = {}): Promise<void> {
    for (const family of ['restartix-staging-core-api', 'restartix-staging-worker']) {
      const { taskDefinition, tags } = await newest(family);
      const { taskDefinition: made } = await ecs<Described>('RegisterTaskDefinition', {
        ...registered(taskDefinition),
        containerDefinitions: taskDefinition.containerDefinitions.map((each) => ({ ...each, image })),
        tags,
      });
      const desiredCount = counts[family];
      await ecs('UpdateService', {
        ...{ cluster: CLUSTER, service: family, taskDefinition: made.taskDefinitionArn },
        ...(desiredCount === undefined ? {} : { desiredCount }),
      });
    }
    await record(image);
  }

  const record = (image: string): Promise<object> =>
    awsJson(stage.url, 'ssm', 'AmazonSSM.PutParameter', {
      ...{ Name: PARAMETER, Type: 'String', Value: image, Overwrite: true },
    });

  /** Puts an image into the repository; how a deployment names it. */
  async function push(imageTag: string): Promise<string> {
    const of = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const [config, layer] = ['config', 'layer'].map((part) => ({
      ...{ mediaType: `application/vnd.oci.image.${part}.v1`, digest: of(`${part} ${imageTag}`), size: 2 },
    }));
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] });
    const given = { repositoryName: FAMILY, imageManifest, imageTag };
    const { image } = await awsJson<{ image: { imageId: { imageDigest: string } } }>(
      ...([stage.url, 'ecr', 'AmazonEC2ContainerRegistry_V20150921.PutImage', given] as const),
    );
    return `${REPOSITORY_URL}@${image.imageId.imageDigest}`;
  }

  it('is not there at first: no task, no schedule, no alarm, and nothing to change', async () => {
    await stack.apply(environment());
    [first, second] = [await push('1.0.0'), await push('1.1.0')];
    expect((await service(FAMILY)).desiredCount).toBe(0);
    expect((await service('restartix-staging-worker')).desiredCount).toBe(0);
    expect(await imageOf(FAMILY)).toBe(`${REPOSITORY_URL}:not-deployed`);
    expect(changesOf(await stack.plan(environment()))).toEqual([]);
  });

  it('is followed by Terraform: schedules, alarms and scaling go on, and nothing else changes', async () => {
    await deploy(first, { [FAMILY]: 2, 'restartix-staging-worker': 1 });
    expect(changesOf(await stack.plan(environment()))).toEqual([
      'update aws_appautoscaling_target.core_api_scaling min_capacity suspended_state[0].dynamic_scaling_in_suspended',
      'update aws_cloudwatch_metric_alarm.observability_alarm_core_api_tasks threshold treat_missing_data',
      'update aws_cloudwatch_metric_alarm.observability_alarm_worker_tasks threshold treat_missing_data',
      'update aws_scheduler_schedule.scheduled_tasks_schedule_report state',
    ]);
    await stack.apply(environment());
    expect(changesOf(await stack.plan(environment()))).toEqual([]);
    expect((await service(FAMILY)).desiredCount).toBe(2);
    expect(await imageOf(FAMILY)).toBe(first);
  });

  it('leaves nothing to change when it is deployed again', async () => {
    await deploy(second);
    const { changes, drift } = await stack.plan(environment());
    expect({ changes, drift }).toEqual({ changes: [], drift: [] });
  });

  it('is recorded again by hand where somebody deletes the record', async () => {
    await awsJson(stage.url, 'ssm', 'AmazonSSM.DeleteParameter', { Name: PARAMETER });
    expect(changesOf(await stack.plan(environment()))).toContain('create aws_ssm_parameter.registry_core_api_image');
    await record(second);
    expect(changesOf(await stack.plan(environment()))).toEqual([
      expect.stringMatching(/^update aws_ssm_parameter\.registry_core_api_image tags_all/),
    ]);
    await stack.apply(environment());
  });

  it('stays when Terraform changes something else', async () => {
    const changed = environment({ environment: { LOG_LEVEL: 'debug' } });
    expect(changesOf(await stack.plan(changed))).toEqual([
      'replace aws_ecs_task_definition.core_api_task_definition',
      'replace aws_ecs_task_definition.worker_task_definition',
      'update aws_ecs_service.core_api_service task_definition',
      'update aws_ecs_service.worker_service task_definition',
      // Known after the apply, and then the same: the family's ARN.
      'update aws_iam_role_policy.scheduled_tasks_scheduler_run_tasks policy',
      'update aws_scheduler_schedule.scheduled_tasks_schedule_report target[0].ecs_parameters[0].task_definition_arn',
    ]);
    await stack.apply(changed);
    const { taskDefinition } = await newest(FAMILY);
    expect(taskDefinition.containerDefinitions[0]).toMatchObject({
      image: second,
      environment: [{ name: 'LOG_LEVEL', value: 'debug' }],
    });
    const { taskDefinition: running, desiredCount } = await service(FAMILY);
    expect([running, desiredCount]).toEqual([taskDefinition.taskDefinitionArn, 2]);
    expect(changesOf(await stack.plan(changed))).toEqual([]);
  });

  it('has its tasks from the start when Terraform replaces the service', async () => {
    const renamed = environment({ environment: { LOG_LEVEL: 'debug' }, renamed: true });
    await stack.apply(renamed);
    expect((await service(RENAMED)).desiredCount).toBe(2);
    expect(changesOf(await stack.plan(renamed))).toEqual([]);
  });

  it('is destroyed with the rest', async () => {
    await stack.destroy(environment({ environment: { LOG_LEVEL: 'debug' }, renamed: true }));
    // Terraform deregisters the revision that it knows, which is the newest one.
    expect(Object.keys(await inventory(stage.url))).toEqual(['ecs:task-definition']);
  });
});

interface Described {
  readonly taskDefinition: TaskDefinition;
  readonly tags?: readonly object[];
}

interface TaskDefinition extends Record<string, unknown> {
  readonly taskDefinitionArn: string;
  readonly containerDefinitions: readonly { readonly image: string; readonly environment: readonly object[] }[];
}

interface Service {
  readonly desiredCount: number;
  readonly taskDefinition: string;
}

/** What ECS answers of a revision and does not take back. */
const ANSWERED = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
];

function registered(definition: TaskDefinition): Record<string, unknown> {
  return Object.fromEntries(Object.entries(definition).filter(([name]) => !ANSWERED.includes(name)));
}

/** `update aws_x.y attribute …`, one line for each change. */
function changesOf({ changes }: PlanReport): string[] {
  return changes
    .map(({ action, address, attributes }) =>
      [action, address, ...(action === 'update' ? attributes.map(({ path }) => path) : [])].join(' '),
    )
    .sort();
}
