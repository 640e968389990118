import { parse } from 'yaml';

/** A workflow, or the action that the workflows share. */
export interface WorkflowFile {
  /** Path below the repository. */
  readonly file: string;
  readonly text: string;
}

/** The parts of a workflow that rules look at. */
export interface Workflow {
  readonly on?: string | readonly string[] | Readonly<Record<string, Trigger | null>>;
  readonly permissions?: unknown;
  readonly concurrency?: Concurrency;
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly runs?: { readonly steps?: readonly Step[] };
}

export interface Trigger {
  readonly branches?: readonly string[];
  /** Of a workflow that others call, by name. */
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly environment?: string | { readonly name?: string };
  readonly concurrency?: Concurrency;
  readonly strategy?: { readonly matrix?: { readonly include?: unknown } };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export type Concurrency = string | { readonly group?: string; readonly 'cancel-in-progress'?: unknown };

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export function parseWorkflow({ text }: WorkflowFile): Workflow {
  return parse(text) as Workflow;
}

export function triggersOf({ on = {} }: Workflow): string[] {
  return typeof on === 'string' ? [on] : Array.isArray(on) ? [...(on as string[])] : Object.keys(on);
}

export function environmentOf({ environment }: Job): string | undefined {
  return typeof environment === 'string' ? environment : environment?.name;
}
