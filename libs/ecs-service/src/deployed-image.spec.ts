import { type Synthesized, deployedImage, synth, warningsOf, type Block } from '@restartix/testing';
import { EcsService, EcsTask } from '.';
import { config, type Changes } from '../test/service';

const IMAGE = 'jsonencode(var.image_core_api)';

function service(changes: Changes = {}): Synthesized {
  return synth(
    (stack) =>
      void new EcsService(stack, 'core-api', { ...config, imageUri: deployedImage(stack, 'core-api'), ...changes }),
  );
}

const definition = (synthesized: Synthesized): Block => synthesized.resource('aws_ecs_task_definition');
const containersOf = (synthesized: Synthesized): string => String(definition(synthesized)['container_definitions']);

describe('a service that runs the image that is deployed', () => {
  it('follows the revisions of the pipeline, with the image that it recorded', () => {
    expect(definition(service())['track_latest']).toBe(true);
    expect(containersOf(service())).toContain(IMAGE);
  });

  it('updates to what Terraform changes: nothing of it is ignored', () => {
    const ignored = (changes: Changes): unknown =>
      service(changes).resource('aws_ecs_service').lifecycle?.ignore_changes;
    expect(ignored({})).toBeUndefined();
    expect(ignored({ minCapacity: 1, maxCapacity: 3 })).toEqual(['desired_count']);
  });

  it('has no task before the first deployment', () => {
    expect(service({ desiredCount: 2 }).resource('aws_ecs_service')['desired_count']).toBe(
      '${!endswith(var.image_core_api, ":not-deployed") ? 2 : 0}',
    );
  });

  it('is not scaled up before the first deployment, nor down until Terraform knows of it', () => {
    expect(service({ minCapacity: 1, maxCapacity: 3 }).resource('aws_appautoscaling_target')).toMatchObject({
      min_capacity: '${!endswith(var.image_core_api, ":not-deployed") ? 1 : 0}',
      max_capacity: 3,
      suspended_state: {
        dynamic_scaling_in_suspended: '${!endswith(var.image_core_api, ":not-deployed") ? false : true}',
      },
    });
    const named = service({ imageUri: config.imageUri, minCapacity: 1, maxCapacity: 3 });
    expect(named.resource('aws_appautoscaling_target')).not.toHaveProperty('suspended_state');
  });

  it('refuses schedules that would start tasks without an image', () => {
    const night = { schedule: 'cron(0 20 ? * * *)', minCapacity: 0, maxCapacity: 0 };
    expect(() => service({ minCapacity: 1, maxCapacity: 3, scheduledScaling: { night } })).toThrow(
      'scheduledScaling ["night"] is not possible (allowed: with an imageUri that is text: a schedule would start tasks before an image is deployed)',
    );
  });

  it('may pull from its repository', () => {
    const policies = Object.values(service().resources('aws_iam_role_policy')).map((each) => String(each['policy']));
    expect(policies.join()).toContain('arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api');
  });

  it('gets no warning of an image that moves', () => {
    const warnings = warningsOf((stack) => {
      new EcsService(stack, 'core-api', { ...config, imageUri: deployedImage(stack, 'core-api') });
    });
    expect(warnings).toEqual([]);
  });

  it('refuses a deployment by somebody whom Terraform does not follow', () => {
    expect(() => service({ deployment: 'external' })).toThrow(
      'deployment "external" is not possible (allowed: with an imageUri that is text; Terraform follows the pipeline that deploys an image of a registry). Leave deployment out.',
    );
  });
});

it('follows nobody where the image is named', () => {
  const named = service({ imageUri: config.imageUri });
  expect(definition(named)).not.toHaveProperty('track_latest');
  expect(named.resource('aws_ecs_service')['desired_count']).toBe(1);
});

it('runs a task once with the image that is deployed', () => {
  const { cluster, subnetIds, securityGroupIds } = config;
  const found = synth((stack) => {
    const imageUri = deployedImage(stack, 'core-api');
    const task = new EcsTask(stack, 'migrations', {
      ...{ taskName: 'migrations', imageUri, cpu: 256, memory: 512, cluster, subnetIds, securityGroupIds },
    });
    expect(task.image).toBe(imageUri);
  });
  expect(definition(found)['track_latest']).toBe(true);
  expect(containersOf(found)).toContain(IMAGE);
});
