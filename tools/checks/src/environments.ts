import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { REPOSITORY } from './repository';

export const ENV_NAMES = ['staging', 'production'] as const;
export type EnvName = (typeof ENV_NAMES)[number];

/** An environment as its `synth` target wrote it. */
export interface Environment {
  readonly synthesized: Synthesized;
  /** The configuration as it is in `cdk.tf.json`, with the path of each construct. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The ids of its modules, sorted. */
  readonly modules: readonly string[];
  /** The ids of the services behind the load balancer, sorted. */
  readonly services: readonly string[];
}

/** Nx synthesizes them before it runs a target of this project. */
export const ENVIRONMENTS: Readonly<Record<EnvName, Environment>> = {
  staging: readEnvironment('staging'),
  production: readEnvironment('production'),
};

/** What the account of both makes before them: their pipelines' roles. */
export const BOOTSTRAP: Environment = readEnvironment('bootstrap');

function readEnvironment(name: string): Environment {
  const file = join(REPOSITORY, 'apps', name, 'cdktf.out/stacks', name, 'cdk.tf.json');
  if (!existsSync(file)) throw new Error(`${name} is not synthesized. Run npx nx run ${name}:synth.`);
  const written = JSON.parse(readFileSync(file, 'utf8')) as TerraformJson;
  const paths = Object.values(written.resource ?? {})
    .flatMap((blocks) => Object.values(blocks))
    .map((block) => (block['//'] as { metadata: { path: string } }).metadata.path.split('/'));
  const synthesized = new Synthesized(withoutPaths(written) as TerraformJson);
  const services = Object.entries(synthesized.resources('aws_ecs_service')).filter(([, each]) => each['load_balancer']);
  return {
    written: written as Environment['written'],
    synthesized,
    modules: [...new Set(paths.map(([, module = '']) => module))].sort(),
    services: services.map(([id]) => id.replace(/_service$/, '').replaceAll('_', '-')).sort(),
  };
}

/** The configuration as Terraform reads it. */
function withoutPaths(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === '//' ? undefined : inner)));
}

/** The module that a resource belongs to: the beginning of its name in the address. */
export function moduleOf(modules: readonly string[], resourceName: string): string {
  const candidates = modules.filter((module) => `${resourceName}_`.startsWith(`${module.replaceAll('-', '_')}_`));
  return candidates.sort((a, b) => b.length - a.length)[0] ?? '';
}
