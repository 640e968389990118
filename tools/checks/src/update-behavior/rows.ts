import type { EnvStack } from '@restartix/core';
import type { Construct } from 'constructs';

type Made<Given, Value> = Value | ((given: Given) => Value);

/** Two values of an input, to be set, changed and removed; what else the configuration must have for them. */
export interface Tried<Given = unknown, Value = unknown, Config = object> {
  readonly values: readonly [Made<Given, Value>, Made<Given, Value>];
  /** Over the base, plain objects merged. */
  readonly with?: Made<Given, Config>;
}

/** Why an input is not tried: a sentence for the README. */
export interface Untried {
  readonly untried: string;
}

export type Row<Given = unknown, Value = unknown, Config = object> = Tried<Given, Value, Config> | Untried;

/**
 * By the input's path as the README has it, from the config's root: `flowLogs.retentionInDays`. `*` and `[]` are the first key or
 * place that the configuration has there.
 */
type Rows<Given, Config> = {
  readonly [Input in keyof Config]?: Row<Given, Exclude<Config[Input], undefined>, object>;
} & Readonly<Record<`${string}.${string}`, Row<Given>>>;

type AnyConstruct = new (scope: Construct, id: string, config: never) => Construct;

type ConfigOf<Class extends AnyConstruct> = NonNullable<ConstructorParameters<Class>[2]>;

/** What is tried of a module's inputs. */
export interface UpdateBehavior<Class extends AnyConstruct = AnyConstruct, Given = unknown> {
  /** The library's name. */
  readonly module: string;
  readonly construct: Class;
  /** What the module is deployed into: a network, a key. Applied with it, always the same. */
  readonly given?: (stack: EnvStack) => Given;
  /** The smallest configuration. */
  readonly base: Made<NoInfer<Given>, ConfigOf<NoInfer<Class>>>;
  readonly inputs: Rows<NoInfer<Given>, ConfigOf<NoInfer<Class>>>;
  /**
   * Why replacements are only planned.
   * @default - each is applied too, so that the record says whether AWS takes it
   */
  readonly replacements?: string;
  /**
   * Where a further interface of the README is in the configuration, where it is not where it is mentioned first.
   * @default {}
   */
  readonly places?: Readonly<Record<string, string>>;
}

/** The rows of one table of any module. */
export interface AnyUpdateBehavior extends Omit<UpdateBehavior, 'base' | 'inputs' | 'construct'> {
  readonly construct: new (scope: Construct, id: string, config: object) => Construct;
  readonly base: Made<unknown, object>;
  readonly inputs: Readonly<Record<string, Row>>;
}

/** Checks one module's rows against the module's types. */
export function updateBehavior<Class extends AnyConstruct, Given>(
  rows: UpdateBehavior<Class, Given>,
): AnyUpdateBehavior {
  const inputs = { ...rows.inputs, ...OF_EVERY_MODULE, ...rows.inputs } as Readonly<Record<string, Row>>;
  // Each input has a row object of its own, by which its synthesis is known.
  const own = Object.fromEntries(Object.entries(inputs).map(([input, row]) => [input, { ...row }]));
  // One table holds the rows of all modules, whose types differ.
  return { ...rows, inputs: own } as unknown as AnyUpdateBehavior;
}

/** What every module takes. */
const OF_EVERY_MODULE: Readonly<Record<string, Row>> = {
  env: { values: ['preview', 'review'] },
  project: { values: ['acme', 'globex'] },
};

export function isUntried(row: Row): row is Untried {
  return 'untried' in row;
}

export function made<Value>(value: Made<unknown, Value>, given: unknown): Value {
  return typeof value === 'function' ? (value as (given: unknown) => Value)(given) : value;
}
