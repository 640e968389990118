import { tmpdir } from 'node:os';
import type { EnvStack } from '@restartix/core';
import { ProductionStack, config as production } from '@restartix/production';
import { StagingStack, config as staging } from '@restartix/staging';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { App, TerraformElement, Testing } from 'cdktf';

export type EnvName = 'staging' | 'production';

/** An environment as it is synthesized. */
export interface Environment {
  readonly synthesized: Synthesized;
  /** The ids of the modules that it is made of, sorted. */
  readonly modules: readonly string[];
}

export const ENVIRONMENTS: Readonly<Record<EnvName, Environment>> = {
  staging: environment((app) => new StagingStack(app, staging)),
  production: environment((app) => new ProductionStack(app, production)),
};

export const ENV_NAMES = Object.keys(ENVIRONMENTS) as EnvName[];

function environment(make: (app: App) => EnvStack): Environment {
  const app = Testing.stubVersion(new App({ outdir: tmpdir(), stackTraces: false }));
  const stack = make(app);
  const modules = stack.node.children.filter((child) => !TerraformElement.isTerraformElement(child));
  return {
    synthesized: new Synthesized(JSON.parse(Testing.synth(stack, true)) as TerraformJson),
    modules: modules.map((module) => module.node.id).sort(),
  };
}

/** The module that a resource belongs to: the beginning of its name in the address. */
export function moduleOf(modules: readonly string[], resourceName: string): string {
  const candidates = modules.filter((module) => `${resourceName}_`.startsWith(`${module.replaceAll('-', '_')}_`));
  return candidates.sort((a, b) => b.length - a.length)[0] ?? '';
}
