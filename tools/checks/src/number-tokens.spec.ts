import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type EnvStack } from '@restartix/core';
import { synth } from '@restartix/testing';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { REPOSITORY } from './repository';

// Numbers that Terraform knows only later. CDKTF writes them as numbers like -1.88e+289, on which arithmetic and comparisons lie.

type Example = (stack: EnvStack) => void;
/** Takes a number at a path of a module's config and says what the module gets instead. */
type Replace = (path: string, value: number) => number;

const LIBS = join(REPOSITORY, 'libs');
const LIBRARIES = readdirSync(LIBS).filter((library) => existsSync(join(LIBS, library, 'examples')));

// Inputs that no example has, for the minimal one.
const FURTHER: Readonly<Record<string, object>> = {
  'cache-redis': { secretRecoveryWindowInDays: 7 },
  'database-aurora-serverless': { minCapacity: 0, secondsUntilAutoPause: 600 },
  'ecs-cluster': { insightsRetentionInDays: 30 },
  'ecs-service': {
    containerHealthCheck: { command: ['CMD', '/alive'], retries: 3 },
    serviceDiscovery: { namespaceId: 'ns-0123456789abcdef', ttlSeconds: 10 },
  },
  network: { dataPorts: { rds: 5433, redis: 6380 } },
  'scheduled-tasks': { databaseAutoPauseSeconds: 600 },
  'storage-backups': { databaseStorageGib: 40, retention: { mode: 'GOVERNANCE', years: 1 } },
  'storage-s3': { enableObjectLock: true, retention: { mode: 'GOVERNANCE', years: 1 } },
};

// It decides warnings alone: where it is not known there are none.
const NOWHERE: readonly string[] = ['databaseAutoPauseSeconds'];

let further: object = {};
let replace: Replace = (_, value) => value;

/** The examples of a library, made with modules whose numbers go through `replace`. */
function examplesOf(library: string): Example[] {
  const source = join(LIBS, library, 'src/index.ts');
  jest.doMock(source, () => {
    const exported = jest.requireActual<Record<string, unknown>>(source);
    return Object.fromEntries(
      Object.entries(exported).map(([name, each]) => [name, isModule(each) ? wrapped(each) : each]),
    );
  });
  const folder = join(LIBS, library, 'examples');
  return readdirSync(folder).map((file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { default: example } = require(join(folder, file)) as { default: Example };
    return (stack) => {
      further = file === 'minimal.ts' ? (FURTHER[library] ?? {}) : {};
      example(stack);
    };
  });
}

type Module = new (scope: Construct, id: string, config: unknown) => Construct;

function isModule(value: unknown): value is Module {
  return typeof value === 'function' && value.prototype instanceof Construct;
}

function wrapped(module: Module): Module {
  return class extends module {
    constructor(scope: Construct, id: string, config: unknown) {
      super(scope, id, withNumbers({ ...(config as object), ...further }, ''));
      // What others take from it counts too.
      for (const [name, value] of Object.entries(this)) {
        if (['string', 'number'].includes(typeof value)) new TerraformOutput(this, `output-${name}`, { value });
      }
    }
  };
}

function withNumbers(value: unknown, path: string): unknown {
  if (typeof value === 'number') return replace(path, value);
  if (Array.isArray(value)) return value.map((each, index) => withNumbers(each, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withNumbers(each, path === '' ? key : `${path}.${key}`)]),
  );
}

/** What a module makes of an example in which the chosen numbers are variables. */
function madeOf(example: Example, chosen: (path: string) => boolean): string {
  const { json } = synth(
    (stack) => {
      replace = (path, value) => {
        if (!chosen(path)) return value;
        const id = `number_${path.replace(/\W+/g, '_')}`;
        const existing = stack.node.tryFindChild(id) as TerraformVariable | undefined;
        return (existing ?? new TerraformVariable(stack, id, { type: 'number' })).numberValue;
      };
      example(stack);
    },
    { accountId: '123456789012' },
  );
  return JSON.stringify({ ...json, variable: undefined });
}

function pathsOf(example: Example): string[] {
  const paths = new Set<string>();
  madeOf(example, (path) => {
    paths.add(path);
    return false;
  });
  return [...paths];
}

/** Undefined when the numbers reached the configuration as references, or were refused by their names. */
function wrongAbout(example: Example, paths: readonly string[]): string | undefined {
  let text: string;
  try {
    text = madeOf(example, (path) => paths.includes(path));
  } catch (error) {
    const { message } = error as Error;
    const named = paths.some((path) => message.includes(`: ${path} `)) && !GARBAGE.test(message);
    return error instanceof ConfigError && named ? undefined : message;
  }
  const [garbage] = GARBAGE.exec(text) ?? [];
  if (garbage) return `synthesizes ${text.slice(Math.max(0, text.indexOf(garbage) - 120), text.indexOf(garbage) + 60)}`;
  const lost = paths.filter(
    (path) => !NOWHERE.includes(path) && !text.includes(`var.number_${path.replace(/\W+/g, '_')}`),
  );
  return lost.length > 0 ? `loses ${lost.join(', ')}` : undefined;
}

function isTaken(example: Example, path: string): boolean {
  try {
    madeOf(example, (each) => each === path);
    return true;
  } catch {
    return false;
  }
}

const GARBAGE = /\d[eE]\+\d{2,}|NaN|Infinity/;

/** The names of the numbers that a library's inputs have. */
function numbersOf(library: string): string[] {
  const source = join(LIBS, library, 'src');
  const files = readdirSync(source).filter((file) => file.endsWith('.config.ts'));
  const text = files.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
  return [...text.matchAll(/^\s+readonly (\w+)\??: (?:number|LogRetentionDays)\b/gm)].map(([, name = '']) => name);
}

describe.each(LIBRARIES)('%s', (library) => {
  const examples = examplesOf(library);

  it('takes each number as a reference, or refuses it by name', () => {
    const wrong = examples.flatMap((example) =>
      pathsOf(example).flatMap((path) => {
        const found = wrongAbout(example, [path]);
        return found === undefined ? [] : [`${path}: ${found}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('takes all that it takes together', () => {
    for (const example of examples) {
      const taken = pathsOf(example).filter((path) => isTaken(example, path));
      expect(wrongAbout(example, taken)).toBeUndefined();
    }
  });

  it('has an example with each number', () => {
    const names = examples.flatMap(pathsOf).map((path) => path.split('.').at(-1)!.replace(/\[.*/, ''));
    expect(numbersOf(library).filter((name) => !names.includes(name))).toEqual([]);
  });
});
