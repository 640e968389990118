import type { EnvStack } from '@restartix/core';
import { synth, type Block, type Synthesized } from '@restartix/testing';
import type { Construct } from 'constructs';

/** A deliberate difference from the specification, and why. */
export interface Deviation {
  readonly deviation: string;
}

/** A resource that the specification names, with the arguments that it names. */
interface SpecifiedResource {
  /** As the specification writes it, e.g. `aws_subnet (2 public + 2 private)`. */
  readonly spec: string;
  /** Its Terraform type. */
  readonly type: string;
  /** Arguments that at least one resource of the type has. */
  readonly arguments?: Block;
  /** Number of resources of the type. */
  readonly count?: number;
  /** Configuration that adds it, over the base. */
  readonly given?: object;
  /** Why the type or the arguments differ from the specification. */
  readonly deviation?: string;
}

/** One module's part of the specification, and what corresponds to each line. */
export interface ModuleParity<Config extends object = object, Module extends object = object> {
  readonly module: string;
  readonly construct: new (scope: Construct, id: string, config: Config) => Module & Construct;
  /** A configuration as the specification describes it. */
  readonly base: Config;
  /** Other constructs that the stack needs. */
  readonly setUp?: (stack: EnvStack) => void;
  /** By the specification's name: a change of the corresponding property, or why there is none. */
  readonly inputs: Readonly<Record<string, Partial<Config> | Deviation>>;
  /** By the specification's name: the property of the class, or why there is none. */
  readonly outputs: Readonly<Record<string, (keyof Module & string) | Deviation>>;
  readonly resources: readonly SpecifiedResource[];
  /** Statements of the specification in prose, as checks of the synthesized base. */
  readonly notes?: Readonly<Record<string, (synthesized: Synthesized) => boolean>>;
}

/** Checks one module's rows against the module's types. */
export function parityOf<Config extends object, Module extends object>(
  rows: ModuleParity<Config, Module>,
): ModuleParity {
  // One table holds the rows of all modules, whose types differ.
  return rows as unknown as ModuleParity;
}

export function isDeviation(row: object | string): row is Deviation {
  return typeof row === 'object' && 'deviation' in row;
}

/** The synthesized module with a change over the base. */
export function synthesizeModule(parity: ModuleParity, change: object = {}): Synthesized {
  return synth((stack) => {
    makeModule(stack, parity, change);
  });
}

/** The module itself, for its outputs. */
export function makeModule(stack: EnvStack, parity: ModuleParity, change: object = {}): Construct {
  parity.setUp?.(stack);
  return new parity.construct(stack, parity.module, { ...parity.base, ...change });
}

/** One line of the specification as a line of the table. */
export interface Row {
  readonly module: string;
  readonly kind: 'input' | 'output' | 'resource' | 'note';
  readonly spec: string;
  readonly ours: string;
  readonly deviation: string | undefined;
}

export function rowsOf(parity: ModuleParity): Row[] {
  const { module } = parity;
  return [
    ...Object.entries(parity.inputs).map(([spec, row]): Row => {
      const deviation = isDeviation(row) ? row.deviation : undefined;
      return { module, kind: 'input', spec, ours: deviation ? '' : Object.keys(row).join(', '), deviation };
    }),
    ...Object.entries(parity.outputs).map(([spec, row]): Row => {
      const deviation = isDeviation(row) ? row.deviation : undefined;
      return { module, kind: 'output', spec, ours: isDeviation(row) ? '' : row, deviation };
    }),
    ...parity.resources.map(({ spec, type, deviation }): Row => ({
      module,
      kind: 'resource',
      spec,
      ours: type,
      deviation,
    })),
    ...Object.keys(parity.notes ?? {}).map((spec): Row => ({
      module,
      kind: 'note',
      spec,
      ours: 'as specified',
      deviation: undefined,
    })),
  ];
}

/** The network that the modules are deployed into. */
export const PLACE = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  securityGroupIds: ['sg-0123456789abcdef0'],
};

export const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster';

export const ALB_LISTENER =
  'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/restartix-staging-alb/50dc6c495c0c9188/f2f7dc8efc522ab2';

export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/${name}-a1b2c3`;
}
