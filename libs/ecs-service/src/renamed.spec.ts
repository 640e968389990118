import { synth, type Synthesized } from '@restartix/testing';
import { EcsService } from '.';
import { LISTENER, config } from '../test/service';

const LOAD_BALANCER = { listenerArn: LISTENER, hostHeaderValues: ['api.example.com'], unmatchedHosts: true };

function renamed(renamedFrom: string | undefined, id = 'api'): Synthesized {
  return synth(
    (stack) =>
      void new EcsService(stack, id, {
        ...{ ...config, serviceName: 'api', port: 9000, loadBalancer: LOAD_BALANCER, renamedFrom },
      }),
  );
}

const waits = (stack: Synthesized, type: string, name: string): unknown => stack.resource(type, name)['depends_on'];

describe('a renamed service', () => {
  it('moves all that the service had', () => {
    const stack = renamed('core-api');
    const moved = stack.json['moved'] as { from: string; to: string }[];
    const managed = stack.addresses.filter((address) => !address.startsWith('data.'));
    expect(moved.map(({ to }) => to).sort()).toEqual(managed.sort());
    expect(moved).toContainEqual({
      from: 'aws_iam_role.core_api_execution_role',
      to: 'aws_iam_role.api_execution_role',
    });
  });

  it('moves nothing where only serviceName changed', () => {
    expect(renamed('api').json).not.toHaveProperty('moved');
  });

  it('is steady before requests come: its rules wait for it, and a rule that matches nothing lets ECS make it', () => {
    const stack = renamed('core-api');
    const service = stack.resource('aws_ecs_service', 'api_service');
    expect(service['wait_for_steady_state']).toBe(true);
    expect(service['depends_on']).toContain('aws_lb_listener_rule.api_handover_rule');
    for (const rule of ['api_rule', 'api_unmatched_hosts_rule']) {
      expect(waits(stack, 'aws_lb_listener_rule', rule)).toEqual(['aws_ecs_service.api_service']);
    }
    expect(stack.resource('aws_lb_listener_rule', 'api_handover_rule')).toMatchObject({
      action: [{ target_group_arn: '${aws_lb_target_group.api_target_group.arn}', type: 'forward' }],
      condition: [{ host_header: { values: ['restartix-staging-api-handover.invalid'] } }],
    });
  });

  it('is an ordinary service afterwards', () => {
    const stack = renamed(undefined);
    expect(Object.keys(stack.resources('aws_lb_listener_rule'))).toEqual(['api_rule', 'api_unmatched_hosts_rule']);
    expect(waits(stack, 'aws_ecs_service', 'api_service')).toContain('aws_lb_listener_rule.api_rule');
  });
});

it('removes last what a service or a listener points at', () => {
  const stack = renamed('core-api');
  const pointedAt = ['aws_ecs_service', 'aws_lb_target_group', 'aws_ecs_task_definition'];
  for (const type of pointedAt) expect(stack.resource(type).lifecycle?.create_before_destroy).toBe(true);
});
