import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvStack } from '@restartix/core';
import { PlatformStack } from '@restartix/platform';
import { Database as ProductionDatabase, config as production } from '@restartix/production';
import { Database as StagingDatabase, config as staging } from '@restartix/staging';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { App, TerraformElement, Testing } from 'cdktf';

export type EnvName = 'staging' | 'production';

/** An environment as it is synthesized. */
export interface Environment {
  readonly synthesized: Synthesized;
  /** The constructs themselves. */
  readonly stack: EnvStack;
  /** The configuration as it is written into `cdk.tf.json`, with the path of each construct. */
  readonly written: Readonly<Record<string, unknown>>;
  /** The ids of the modules that it is made of, sorted. */
  readonly modules: readonly string[];
}

export const ENVIRONMENTS: Readonly<Record<EnvName, Environment>> = {
  staging: environment((app) => new PlatformStack(app, staging, StagingDatabase)),
  production: environment((app) => new PlatformStack(app, production, ProductionDatabase)),
};

export const ENV_NAMES = Object.keys(ENVIRONMENTS) as EnvName[];

function environment(make: (app: App) => EnvStack): Environment {
  const outdir = mkdtempSync(join(tmpdir(), 'proofs-'));
  const app = Testing.stubVersion(new App({ outdir, stackTraces: false }));
  const stack = make(app);
  app.synth();
  const written = JSON.parse(
    readFileSync(join(outdir, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8'),
  ) as Environment['written'];
  rmSync(outdir, { recursive: true });
  const modules = stack.node.children.filter((child) => !TerraformElement.isTerraformElement(child));
  return {
    stack,
    written,
    synthesized: new Synthesized(withoutPaths(written) as TerraformJson),
    modules: modules.map((module) => module.node.id).sort(),
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
