import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EnvStack } from '@restartix/core';
import { synth, type TerraformJson } from '@restartix/testing';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { REPOSITORY } from '../repository';

// The examples of every library, with other values in the configs that their modules get.

/** A value of a config, e.g. `sidecars.proxy.command[0]` of the second module that an example makes. */
export interface Place {
  /** Which module of the example. */
  readonly module: number;
  /** The path in its config. */
  readonly path: string;
}

/** What a module gets for a value of the example; called for lists and records before it is called for what they hold. */
export type Replace = (value: unknown, place: Place, stack: EnvStack) => unknown;

/** One file of a library's `examples` folder. */
export interface Example {
  /** e.g. `network/complete`. */
  readonly name: string;
  /** Synthesizes the example. */
  readonly synthesize: (replace: Replace) => TerraformJson;
}

export const LIBRARIES = readdirSync(join(REPOSITORY, 'libs')).filter((library) =>
  existsSync(join(REPOSITORY, 'libs', library, 'examples')),
);

/** How modules of Jest are replaced; `jest` itself fits. */
export interface Mocks {
  doMock(file: string, factory: () => object): unknown;
  requireActual(file: string): object;
}

let current: { readonly replace: Replace; readonly further: object; modules: number };

/** The examples of a library; `further` are inputs that they have not, for the minimal one. */
export function examplesOf(library: string, mocks: Mocks, further: object = {}): Example[] {
  const source = join(REPOSITORY, 'libs', library, 'src/index.ts');
  mocks.doMock(source, () => {
    const exported = mocks.requireActual(source);
    return Object.fromEntries(
      Object.entries(exported).map(([name, each]) => [name, isModule(each) ? withOtherValues(each) : each]),
    );
  });
  const folder = join(REPOSITORY, 'libs', library, 'examples');
  return readdirSync(folder).map((file) => ({
    name: `${library}/${basename(file, '.ts')}`,
    synthesize: (replace) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { default: build } = require(join(folder, file)) as { default: (stack: EnvStack) => void };
      current = {
        replace,
        further: file === 'minimal.ts' ? { env: 'staging', project: 'restartix', ...further } : {},
        modules: 0,
      };
      return synth(build, { accountId: '123456789012' }).json;
    },
  }));
}

/** The places of an example for which `chosen` is true, each once. */
export function placesOf(example: Example, chosen: (value: unknown) => boolean): Place[] {
  const places = new Map<string, Place>();
  example.synthesize((value, place) => {
    if (chosen(value)) places.set(keyOf(place), place);
    return value;
  });
  return [...places.values()];
}

export function keyOf({ module, path }: Place): string {
  return `${module}:${path}`;
}

type Module = new (scope: Construct, id: string, config: unknown) => Construct;

function isModule(value: unknown): value is Module {
  return typeof value === 'function' && value.prototype instanceof Construct;
}

function withOtherValues(module: Module): Module {
  return class extends module {
    constructor(scope: Construct, id: string, config: unknown) {
      const { replace, further } = current;
      const number = (current.modules += 1);
      const stack = scope.node.scopes[1] as EnvStack;
      super(
        scope,
        id,
        other({ ...(config as object), ...further }, '', (value, path) =>
          replace(value, { module: number, path }, stack),
        ),
      );
      // What others take from it counts, too.
      for (const [name, value] of Object.entries(this)) {
        if (name !== 'node' && isData(value)) new TerraformOutput(this, `output-${name}`, { value });
      }
    }
  };
}

function other(value: unknown, path: string, replace: (value: unknown, path: string) => unknown): unknown {
  const replaced = path === '' ? value : replace(value, path);
  if (replaced !== value) return replaced;
  if (Array.isArray(value)) return value.map((each, index) => other(each, `${path}[${index}]`, replace));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, other(each, path === '' ? key : `${path}.${key}`, replace)]),
  );
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isData(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isData);
  if (isRecord(value)) return Object.values(value).every(isData);
  return ['string', 'number'].includes(typeof value);
}
