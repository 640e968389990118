import { join } from 'node:path';
import type { EnvStack } from '@restartix/core';
import { synth, type TerraformJson } from '@restartix/testing';
import { ENV_NAMES, ENVIRONMENTS } from '../environments';
import { REPOSITORY } from '../repository';
import { danglingOf, pairsOf, POINTERS } from './pointers';

const typeOf = (address: string): string => address.split('.')[0]!;

/** What a load balancer may have and those of the environments have not. */
const example = (name: string): TerraformJson => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { default: build } = require(join(REPOSITORY, 'libs/load-balancer/examples', name)) as {
    default: (stack: EnvStack) => void;
  };
  return synth(build).json;
};

const configurations: readonly (readonly [string, TerraformJson])[] = [
  ...ENV_NAMES.map((env) => [env, ENVIRONMENTS[env].synthesized.json] as const),
  ...['complete', 'client-certificates'].map(
    (name) => [`the load balancer of the example ${name}`, example(name)] as const,
  ),
];

it.each(configurations)('%s moves every pointer before its target goes', (_, json) => {
  expect(danglingOf(json)).toEqual([]);
});

it('is about pairs that exist', () => {
  const pairs = configurations.flatMap(([, json]) => pairsOf(json));
  const found = new Set(pairs.map(({ pointer, target }) => `${typeOf(pointer)} → ${typeOf(target)}`));
  const wanted = Object.entries(POINTERS).flatMap(([pointer, targets]) =>
    targets.map((target) => `${pointer} → ${target}`),
  );
  expect(wanted.filter((pair) => !found.has(pair))).toEqual([]);
});

it('sees a target that nothing holds, also one that is only waited for', () => {
  const json = (lifecycle: object): TerraformJson => ({
    resource: {
      aws_route: {
        out: { network_interface_id: '${aws_network_interface.nat.id}', depends_on: ['aws_autoscaling_group.nat'] },
      },
      aws_network_interface: { nat: {} },
      aws_autoscaling_group: { nat: { interface: '${aws_network_interface.nat.id}', ...lifecycle } },
    },
  });
  expect(danglingOf(json({ lifecycle: { create_before_destroy: true } }))).toEqual([]);
  expect(danglingOf(json({})).map(({ target }) => target)).toEqual([
    'aws_network_interface.nat',
    'aws_autoscaling_group.nat',
  ]);
});
