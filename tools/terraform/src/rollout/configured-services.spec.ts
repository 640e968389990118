import { configuredServices } from './configured-services';

test('the services are those of the synthesized configuration', () => {
  const found = configuredServices({
    resource: {
      aws_ecs_cluster: { main: { name: 'staging-cluster' } },
      aws_ecs_task_definition: { api: {}, clinic: { track_latest: true } },
      aws_ecs_service: {
        clinic: {
          name: 'clinic',
          cluster: '${aws_ecs_cluster.main.id}',
          task_definition: '${aws_ecs_task_definition.clinic.arn}',
        },
        api: {
          name: 'api',
          cluster: '${aws_ecs_cluster.main.id}',
          task_definition: '${aws_ecs_task_definition.api.arn}',
        },
        jobs: {
          name: 'jobs',
          cluster: '${aws_ecs_cluster.main.id}',
          task_definition: '${aws_ecs_task_definition.jobs.arn}',
          lifecycle: { ignore_changes: ['desired_count', 'task_definition'] },
        },
      },
    },
  });
  expect(found).toEqual([
    { cluster: 'staging-cluster', name: 'clinic', taskDefinition: undefined },
    { cluster: 'staging-cluster', name: 'api', taskDefinition: 'aws_ecs_task_definition.api' },
    { cluster: 'staging-cluster', name: 'jobs', taskDefinition: undefined },
  ]);
});
