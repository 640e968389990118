import type { ConfigurationJson } from '../configuration/blocks';
import type { PlanJson } from '../plan-json';
import { reportOf } from '../testing/plans';

const PARAMETER = 'aws_ssm_parameter.core_api_image';
const DEFINITION = 'aws_ecs_task_definition.core_api';
const SERVICE = 'aws_ecs_service.core_api';
const URL = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api';
const digit = (one: string): string => `${URL}@sha256:${one.repeat(64)}`;

interface World {
  /** What is recorded when the plan is made. */
  readonly image: string;
  /** What the newest revision has. @default - the recorded one */
  readonly runs?: string;
  /** What Terraform registers. @default - the recorded one */
  readonly registers?: string;
  readonly revision: number;
  readonly level?: string;
  readonly ignored?: boolean;
  readonly follows?: boolean;
  /** A further resource of the configuration. */
  readonly more?: object;
}

const FIRST: World = { image: digit('1'), revision: 5 };
const SECOND: World = { image: digit('2'), revision: 6 };

/** Terraform changes a variable of a service, whose image a pipeline deploys. */
function digestOf(world: World): string {
  const { image, runs = image, registers = image, revision, level = 'debug', ignored = true, follows = true } = world;
  const arn = `arn:aws:ecs:eu-central-1:123456789012:task-definition/core-api:${revision}`;
  const containers = (of: string, variable: string): string =>
    JSON.stringify([{ name: 'core-api', image: of, environment: [{ name: 'LOG_LEVEL', value: variable }] }]);
  const configuration: ConfigurationJson = {
    resource: {
      aws_ssm_parameter: {
        core_api_image: {
          insecure_value: `${URL}:not-deployed`,
          ...(ignored ? { lifecycle: { ignore_changes: ['insecure_value'] } } : {}),
        },
      },
      aws_ecs_task_definition: {
        core_api: {
          family: 'core-api',
          track_latest: follows,
          container_definitions: containers(`\${${PARAMETER}.insecure_value}`, level),
        },
      },
      aws_ecs_service: {
        core_api: {
          task_definition: `\${${DEFINITION}.arn}`,
          desired_count: `\${!endswith(${PARAMETER}.insecure_value, ":not-deployed") ? 1 : 0}`,
        },
      },
      ...world.more,
    },
  };
  const definition = { id: 'core-api', arn, revision, container_definitions: containers(runs, 'info') };
  const service = { id: 'service', task_definition: arn, desired_count: 1 };
  const plan: PlanJson = {
    resource_changes: [
      {
        ...{ address: DEFINITION, mode: 'managed', type: 'aws_ecs_task_definition', name: 'core_api' },
        change: {
          actions: ['create', 'delete'],
          before: definition,
          after: { container_definitions: containers(registers, level) },
          after_unknown: { id: true, arn: true, revision: true },
          replace_paths: [['container_definitions']],
        },
      },
      {
        ...{ address: SERVICE, mode: 'managed', type: 'aws_ecs_service', name: 'core_api' },
        change: {
          actions: ['update'],
          before: service,
          after: { ...service, task_definition: undefined },
          after_unknown: { task_definition: true },
        },
      },
    ],
    prior_state: {
      values: {
        root_module: {
          resources: [
            { address: PARAMETER, mode: 'managed', values: { insecure_value: image } },
            { address: DEFINITION, mode: 'managed', values: definition },
            { address: SERVICE, mode: 'managed', values: service },
          ],
        },
      },
    },
  };
  return reportOf(plan, { configuration }).digest;
}

it('outlives a deployment between review and apply', () => {
  expect(digestOf(SECOND)).toBe(digestOf(FIRST));
});

describe('is another one', () => {
  it('for another change of Terraform’s', () => {
    expect(digestOf({ ...SECOND, level: 'trace' })).not.toBe(digestOf(FIRST));
  });

  it('where the newest revision has another image than the recorded one', () => {
    expect(digestOf({ ...FIRST, runs: digit('3') })).not.toBe(digestOf(FIRST));
    expect(digestOf({ ...SECOND, runs: digit('3') })).not.toBe(digestOf({ ...FIRST, runs: digit('3') }));
  });

  it('where Terraform registers another image than the recorded one', () => {
    expect(digestOf({ ...FIRST, registers: digit('3') })).not.toBe(digestOf(FIRST));
    expect(digestOf({ ...FIRST, registers: digit('4') })).not.toBe(digestOf({ ...FIRST, registers: digit('3') }));
  });

  it('where an image of another repository is recorded', () => {
    expect(digestOf({ ...FIRST, image: digit('1').replace('core-api', 'somebody-elses') })).not.toBe(digestOf(FIRST));
  });

  it('for a first deployment, which starts tasks', () => {
    expect(digestOf({ image: `${URL}:not-deployed`, revision: 1 })).not.toBe(digestOf({ ...FIRST, revision: 1 }));
  });

  it('where Terraform writes the parameter, or does not follow the newest revision', () => {
    for (const other of [{ ignored: false }, { follows: false }]) {
      expect(digestOf({ ...SECOND, ...other })).not.toBe(digestOf({ ...FIRST, ...other }));
    }
  });

  it.each([
    ['a variable', `\${${PARAMETER}.insecure_value}`],
    ['a part of a text', `deployed=\${${PARAMETER}.insecure_value}`],
    ['the whole parameter', `\${jsonencode(${PARAMETER})}`],
  ])('where something else reads the value: %s', (_, value) => {
    const more = { aws_ssm_parameter_copy: { copy: { value } } };
    expect(digestOf({ ...SECOND, more })).not.toBe(digestOf({ ...FIRST, more }));
  });
});
