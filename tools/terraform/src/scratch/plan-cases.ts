import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanJson } from '@restartix/plan-report';

type Json = Readonly<Record<string, unknown>>;

/** The parts of a state file (version 4) that are copied from one to another. */
export interface StateJson extends Json {
  readonly resources: readonly StateResource[];
}

interface StateResource {
  readonly module?: string;
  readonly mode: 'managed' | 'data';
  readonly instances: readonly { readonly dependencies?: readonly string[] }[];
}

/** A configuration to plan where the state is that of another one. */
export interface PlanCase {
  /** Letters, digits and hyphens. */
  readonly name: string;
  readonly state: StateJson;
  readonly json: Json;
}

/** One configuration of all cases, with their states in one; @returns its root. */
export function writeCases(folder: string, cases: readonly PlanCase[]): Json {
  for (const { name, json } of cases) {
    const { required_providers } = json['terraform'] as { required_providers: Json };
    const module = { ...json, terraform: { required_providers }, provider: undefined };
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'main.tf.json'), JSON.stringify(module));
  }
  const [first] = cases;
  const resources = cases.flatMap(({ name, state }) =>
    state.resources.filter(({ mode }) => mode === 'managed').map((resource) => within(`module.${name}`, resource)),
  );
  writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify({ ...first!.state, outputs: {}, resources }));
  return {
    terraform: first!.json['terraform'],
    provider: first!.json['provider'],
    module: Object.fromEntries(cases.map(({ name }) => [name, { source: `./${name}` }])),
  };
}

function within(module: string, resource: StateResource): StateResource {
  return {
    ...resource,
    module,
    instances: resource.instances.map(({ dependencies = [], ...instance }) => ({
      ...instance,
      dependencies: dependencies.map((address) => `${module}.${address}`),
    })),
  };
}

/** The part of the plan that is one case's, with addresses as in its own configuration. */
export function planOfCase(plan: PlanJson, name: string): PlanJson {
  const prefix = `module.${name}.`;
  return {
    resource_changes: (plan.resource_changes ?? [])
      .filter(({ address }) => address.startsWith(prefix))
      .map(({ address, previous_address: previous, ...rest }) => ({
        ...rest,
        address: address.slice(prefix.length),
        ...(previous === undefined ? {} : { previous_address: previous.replace(prefix, '') }),
      })),
  };
}

/** By case, what Terraform said of it in its errors. */
export function refusalsOf(errors: string, cases: readonly PlanCase[]): Map<string, string> {
  const refused = new Map<string, string>();
  for (const error of errors.split(/^Error: /m)) {
    const name = /\bmodule\.([\w-]+)\./.exec(error)?.[1] ?? /\bon ([\w-]+)\/main\.tf\.json/.exec(error)?.[1];
    if (name === undefined || !cases.some((each) => each.name === name)) continue;
    refused.set(name, wordsOf(error.replaceAll(`module.${name}.`, '')));
  }
  return refused;
}

/** The error on one line, without the place in a file that nobody sees. */
function wordsOf(error: string): string {
  const lines = error.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !/^(on|with) .*[:,]$|^\d+: /.test(line)).join(' ');
}
