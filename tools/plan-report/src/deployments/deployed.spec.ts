import type { PlanJson, ResourceChange } from '../plan-json';
import { planOf, recordedDeployment, reportOf } from '../testing/plans';

type Values = Record<string, unknown>;

/** As the environment's configuration has it: the parameter's value is ignored, and the count of what scales. */
function isConfigured(type: string, name: string, path: string): boolean {
  const attribute = /^\w+/.exec(path)?.[0] ?? '';
  if (type === 'aws_ssm_parameter') return attribute !== 'insecure_value' && ['name', 'type'].includes(attribute);
  if (type === 'aws_ecs_service' && attribute === 'desired_count') return name === 'worker_service';
  return ['container_definitions', 'cpu', 'memory', 'task_definition', 'tags_all'].includes(attribute);
}

/** Addresses that are reported as changed outside Terraform, after something was changed in the recording. */
function drift(change: (recorded: Recorded) => void = () => undefined): string[] {
  const recorded = recordedDeployment();
  change(new Recorded(recorded));
  return reportOf(recorded, { isConfigured }).drift.map(({ address }) => address);
}

class Recorded {
  constructor(readonly plan: PlanJson) {}

  drifted(address: string): Values {
    const { change } = this.plan.resource_drift!.find((each) => each.address === address) as ResourceChange;
    return change.after as Values;
  }

  refreshed(address: string): Values {
    return this.plan.prior_state!.values!.root_module!.resources!.find((each) => each.address === address)!
      .values as Values;
  }

  /** What exists now is otherwise than recorded. */
  set(address: string, values: Values): void {
    Object.assign(this.drifted(address), values);
    Object.assign(this.refreshed(address), values);
  }

  replace(address: string, attribute: string, from: string, to: string): void {
    const text = String(this.drifted(address)[attribute]);
    if (!text.includes(from)) throw new Error(`${address} does not hold ${from}`);
    this.set(address, { [attribute]: text.replaceAll(from, to) });
  }
}

const DEFINITION = 'aws_ecs_task_definition.core_api_task_definition';
const SERVICE = 'aws_ecs_service.core_api_service';
const WORKER = 'aws_ecs_service.worker_service';
const PARAMETER = 'aws_ssm_parameter.registry_core_api_image';
const OLD_REVISION = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-core-api:1';
const DIGEST = `sha256:${'1'.repeat(64)}`;

describe('a deployment by a pipeline', () => {
  it('is no drift: parameter, newest revision, the service on it and its first tasks', () => {
    const changed = recordedDeployment().resource_drift!.map(({ address }) => address);
    expect(changed).toEqual(expect.arrayContaining([DEFINITION, SERVICE, WORKER, PARAMETER]));
    expect(drift()).toEqual([]);
  });

  it('leaves an approval of another change as it is', () => {
    const approval = (deployed: string): string => {
      const recorded = recordedDeployment();
      const queue = { actions: ['update'], before: { delay: 1 }, after: { delay: 2 } };
      const resource_changes = planOf('aws_sqs_queue.jobs', queue).resource_changes;
      const plan = JSON.parse(
        JSON.stringify({ ...recorded, resource_changes }).replaceAll(DIGEST, deployed),
      ) as PlanJson;
      return reportOf(plan, { isConfigured }).digest;
    };
    expect(approval(`sha256:${'2'.repeat(64)}`)).toBe(approval(DIGEST));
    expect(approval('sha256:no digest')).not.toBe(approval(DIGEST));
  });

  it('is drift where the image of the revision is not the recorded one', () => {
    const found = drift((of) => of.replace(DEFINITION, 'container_definitions', DIGEST, `sha256:${'2'.repeat(64)}`));
    expect(found).toEqual([SERVICE, DEFINITION]);
  });

  it('is drift where the record names an image of another repository', () => {
    const [own, other] = ['restartix-staging-core-api@', 'somebody-elses@'];
    const found = drift((of) => {
      of.replace(PARAMETER, 'insecure_value', own, other);
      of.replace(DEFINITION, 'container_definitions', own, other);
    });
    expect(found).toContain(DEFINITION);
  });

  it('is drift where the record names a tag', () => {
    const found = drift((of) => {
      of.replace(PARAMETER, 'insecure_value', `@${DIGEST}`, ':latest');
      of.replace(DEFINITION, 'container_definitions', `@${DIGEST}`, ':latest');
    });
    expect(found).toContain(DEFINITION);
  });

  it('is drift where the revision differs in anything else', () => {
    const environment = '"environment":[{"name":"DEBUG","value":"1"}]';
    expect(drift((of) => of.replace(DEFINITION, 'container_definitions', '"environment":[]', environment))).toEqual([
      SERVICE,
      DEFINITION,
    ]);
    expect(drift((of) => of.set(DEFINITION, { memory: '1024' }))).toEqual([SERVICE, DEFINITION]);
    expect(drift((of) => of.set(DEFINITION, { tags_all: {} }))).toEqual([SERVICE, DEFINITION]);
  });

  it('is drift where the service runs another revision than the newest', () => {
    expect(drift((of) => of.set(SERVICE, { task_definition: OLD_REVISION }))).toContain(DEFINITION);
  });

  it('is drift where the pipeline changed more of a service', () => {
    expect(drift((of) => of.set(WORKER, { tags_all: {} }))).toEqual([WORKER]);
  });

  it('is drift where somebody stops tasks, or starts more of them later', () => {
    const later = (count: number) => (of: Recorded) => {
      const { change } = of.plan.resource_drift!.find(({ address }) => address === WORKER)!;
      (change.before as Values)['desired_count'] = 1;
      of.set(WORKER, { desired_count: count });
    };
    expect(drift(later(0))).toEqual([WORKER]);
    expect(drift(later(5))).toEqual([WORKER]);
    expect(drift(later(1))).toEqual([]);
  });

  it('is drift where Terraform does not follow the newest revision', () => {
    const found = drift(({ plan }) => {
      const resources = plan.configuration!.root_module!.resources!;
      Object.assign(
        resources.find(({ address }) => address === DEFINITION)!,
        {
          expressions: { ...resources.find(({ address }) => address === DEFINITION)!.expressions, track_latest: {} },
        },
      );
    });
    expect(found).toEqual([SERVICE, DEFINITION]);
  });
});
