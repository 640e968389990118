import { Token } from 'cdktf';
import { isInstance } from './records';

/** One thing that is wrong with a module's configuration. */
export interface ConfigProblem {
  /** Path of the property in the config, e.g. `scaling.minCapacity`. */
  readonly property: string;
  /** The value that was given. */
  readonly value: unknown;
  /** What is allowed, and by whom, e.g. `1024, 2048 or 3072 MiB with cpu 512 (AWS Fargate)`. */
  readonly allowed: string;
  /** What to do, as a sentence, e.g. `Set memory to 3072.` */
  readonly fix: string;
}

/** A configuration that cannot be deployed, found at synth. Lists every problem, not only the first. */
export class ConfigError extends Error {
  constructor(
    /** The module's name, e.g. `network`. */
    readonly module: string,
    /** The construct's id. */
    readonly id: string,
    readonly problems: readonly ConfigProblem[],
  ) {
    super(problems.map((problem) => describe(module, id, problem)).join('\n'));
    this.name = 'ConfigError';
  }
}

/** Takes one problem of a configuration. */
export type ReportProblem = (problem: ConfigProblem) => void;

function describe(module: string, id: string, { property, value, allowed, fix }: ConfigProblem): string {
  return `${module} "${id}": ${property} ${show(value)} is not possible (allowed: ${allowed}). ${fix}`;
}

function show(value: unknown): string {
  if (value === undefined) return 'undefined';
  return JSON.stringify(value, (_, each: unknown) => shown(each));
}

function shown(value: unknown): unknown {
  if (isUnknown(value)) return UNKNOWN;
  if (typeof value === 'bigint') return `${value}n`;
  // A construct leads to the whole tree, in circles.
  return isInstance(value) ? `(an instance of ${value.constructor.name})` : value;
}

const UNKNOWN = '(known only to Terraform)';

function isUnknown(value: unknown): boolean {
  return (typeof value === 'number' || typeof value === 'string') && Token.isUnresolved(value);
}

/**
 * Collects the problems of a configuration and throws them together.
 *
 * @throws ConfigError when `check` reported at least one problem.
 *
 * @example
 * checkConfig('network', id, (problem) => {
 *   if (azs.length < 2) problem({ property: 'availabilityZones', value: azs, allowed: 'two or more', fix: 'Add a zone.' });
 * });
 */
export function checkConfig(module: string, id: string, check: (problem: ReportProblem) => void): void {
  const problems: ConfigProblem[] = [];
  check((found) => problems.push(found));
  if (problems.length > 0) throw new ConfigError(module, id, problems);
}

/** True for a literal that can be checked at synth, false for a value that Terraform knows only later (a token). */
export function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value);
}
