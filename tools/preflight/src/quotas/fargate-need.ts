import type { Block, Synthesis } from '../synthesis';

export type FargateKind = 'FARGATE' | 'FARGATE_SPOT';

/** vCPU that the services of an environment take. */
export interface FargateNeed {
  /** With the tasks that each service starts with. */
  readonly steady: number;
  /** While every service is deployed at once: old and new tasks run beside each other. */
  readonly deploying: number;
  /** With every service scaled to its maximum. */
  readonly scaled: number;
}

const UNITS_PER_VCPU = 1024;

export function fargateNeed(synthesis: Synthesis, kind: FargateKind): FargateNeed {
  const services = [...synthesis.named('aws_ecs_service')].map(([name, service]) => {
    const share = shareOf(service, kind);
    const tasks = synthesis.number(service, 'desired_count') ?? 1;
    const most = maximum(synthesis, name) ?? tasks;
    const percent = synthesis.number(service, 'deployment_maximum_percent') ?? 200;
    const each = cpuOf(synthesis, service) / UNITS_PER_VCPU;
    return {
      steady: each * Math.ceil(tasks * share),
      // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html: rounded down
      deploying: each * Math.ceil(Math.max(tasks, Math.floor((tasks * percent) / 100)) * share),
      scaled: each * Math.ceil(Math.max(tasks, most) * share),
    };
  });
  const sum = (of: (need: FargateNeed) => number): number => services.reduce((total, each) => total + of(each), 0);
  return {
    steady: sum((need) => need.steady),
    deploying: sum((need) => need.deploying),
    scaled: sum((need) => need.scaled),
  };
}

/** Which part of a service's tasks a capacity provider gets, by weights; a base counts as part of them. */
function shareOf(service: Block, kind: FargateKind): number {
  const strategy = (service['capacity_provider_strategy'] ?? []) as {
    capacity_provider: string;
    weight?: number;
    base?: number;
  }[];
  if (strategy.length === 0) return (service['launch_type'] ?? 'FARGATE') === kind ? 1 : 0;
  const weightOf = ({ weight = 0, base = 0 }: (typeof strategy)[number]): number => weight + base;
  const total = strategy.reduce((sum, each) => sum + weightOf(each), 0);
  const own = strategy.filter((each) => each.capacity_provider === kind).reduce((sum, each) => sum + weightOf(each), 0);
  return total === 0 ? 0 : own / total;
}

function cpuOf(synthesis: Synthesis, service: Block): number {
  const definition = synthesis.referred(service, 'task_definition');
  return (definition && synthesis.number(definition, 'cpu')) ?? 0;
}

/** What Application Auto Scaling may raise a service to. */
export function maximum(synthesis: Synthesis, service: string): number | undefined {
  const target = synthesis
    .all('aws_appautoscaling_target')
    .find((each) => String(each['resource_id']).includes(`\${aws_ecs_service.${service}.`));
  return target && synthesis.number(target, 'max_capacity');
}
