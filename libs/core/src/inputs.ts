import { Token } from 'cdktf';
import leven from 'leven';
import type { ReportProblem } from './config-error';
import { isInstance, isRecord } from './records';

/**
 * What may be at a place of a config, as its type has it: names of primitive types, e.g. `string|number`, the texts that are
 * allowed, or the keys, the values or the elements of what is there. `*` is anything.
 */
export type Input = string | readonly string[] | InputShape;

interface InputShape {
  /** Names of primitive types. */
  readonly is?: string;
  /** The texts that are allowed. */
  readonly oneOf?: readonly string[];
  /** A record with these keys. */
  readonly keys?: Inputs;
  /** A record with any key. */
  readonly each?: Input;
  /** A list. */
  readonly list?: Input;
}

/** The inputs of a config by name. `npx nx run checks:update` writes them from the types. */
export type Inputs = Readonly<Record<string, Input>>;

/** What `placement` of a network gives: each module takes what it needs of it. */
const PLACEMENT: readonly string[] = ['vpcId', 'subnetIds', 'securityGroupIds'];

/** Reports keys that a config does not have, texts that are not among the allowed ones, and values of another type. */
export function checkInputs(config: object, inputs: Inputs, problem: ReportProblem): void {
  checkRecord(config, '', { keys: inputs }, problem);
}

function check(value: unknown, property: string, input: Input, problem: ReportProblem): void {
  if (input === '*' || value === undefined || value === null || isOpaque(value)) return;
  const shape = shapeOf(input);
  const { is = '', oneOf = [], keys, each, list } = shape;
  const isAllowed = is.split('|').includes(typeof value) || oneOf.some((one) => one === value);
  if (Array.isArray(value) && list !== undefined) {
    value.forEach((one, index) => check(one, `${property}[${index}]`, list, problem));
  } else if (isRecord(value) && (keys ?? each) !== undefined) {
    checkRecord(value, property, shape, problem);
  } else if (!isAllowed) problem(mismatch(property, value, input));
}

function checkRecord(record: object, property: string, { keys = {}, each }: InputShape, problem: ReportProblem): void {
  for (const [key, value] of Object.entries(record)) {
    const path = property === '' ? key : `${property}.${key}`;
    const input = Object.hasOwn(keys, key) ? keys[key] : each;
    if (input !== undefined) check(value, path, input, problem);
    else if (value !== undefined && !isSpare(key, property, record, keys)) {
      problem(unknownKey(path, value, key, Object.keys(keys)));
    }
  }
}

/** What another module gives may hold more than this one takes. A person's record is told by its values, which are known. */
function isSpare(key: string, property: string, record: object, keys: Inputs): boolean {
  if (property === '') return PLACEMENT.includes(key);
  return holdsOpaque(record) && closest(key, Object.keys(keys), 2) === undefined;
}

function holdsOpaque(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isOpaque(value);
  return isOpaque(value) || Object.values(value).some(holdsOpaque);
}

/** What no type of a config describes. */
function isOpaque(value: unknown): boolean {
  return typeof value === 'function' || Token.isUnresolved(value) || isInstance(value);
}

function shapeOf(input: Input): InputShape {
  if (typeof input === 'string') return { is: input };
  return Array.isArray(input) ? { oneOf: input as readonly string[] } : (input as InputShape);
}

type Problem = Parameters<ReportProblem>[0];

function unknownKey(property: string, value: unknown, key: string, known: readonly string[]): Problem {
  return {
    property,
    value,
    allowed: `no such key; there are ${known.join(', ')}`,
    fix: suggestion(key, known) ?? 'Remove it.',
  };
}

function mismatch(property: string, value: unknown, input: Input): Problem {
  const { oneOf } = shapeOf(input);
  const guess = typeof value === 'string' && oneOf ? suggestion(value, oneOf) : undefined;
  return { property, value, allowed: inWords(property, input), fix: guess ?? converted(property, value) };
}

function suggestion(given: string, known: readonly string[]): string | undefined {
  const near = closest(given, known);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** The nearest of the known words, unless all are too far away to be meant. */
export function closest(
  given: string,
  known: readonly string[],
  limit = Math.max(2, Math.ceil(given.length / 3)),
): string | undefined {
  const distance = (word: string): number => leven(given.toLowerCase(), word.toLowerCase());
  const [nearest] = [...known].sort((a, b) => distance(a) - distance(b));
  return nearest !== undefined && distance(nearest) <= limit ? nearest : undefined;
}

function inWords(property: string, input: Input): string {
  const { is, oneOf, keys, each, list } = shapeOf(input);
  const unit = unitOf(property);
  const primitive = (name: string): string => {
    if (name === 'number') return unit === undefined ? 'a number' : `a number of ${unit}`;
    return name === 'string' ? 'text' : 'true or false';
  };
  return [
    ...(is ? is.split('|').map(primitive) : []),
    ...(oneOf ?? []),
    ...(list === undefined ? [] : ['a list']),
    ...((keys ?? each) === undefined ? [] : [keys ? `{ ${Object.keys(keys).join(', ')} }` : 'a record']),
  ].join(', ');
}

// How names of inputs end, and how many of its unit another one is.
const UNITS: readonly (readonly [end: RegExp, unit: string, others: Readonly<Record<string, number>>])[] = [
  [/(Mib|\bmemory)$/, 'MiB', { mib: 1, mb: 1, gib: 1024, gb: 1024 }],
  [/Gib$/, 'GiB', { gib: 1, gb: 1, tib: 1024, tb: 1024 }],
  [/Seconds$/, 'seconds', { ms: 0.001, s: 1, sec: 1, second: 1, seconds: 1, m: 60, min: 60, minutes: 60, h: 3600 }],
  [/Minutes$/, 'minutes', { s: 1 / 60, seconds: 1 / 60, m: 1, min: 1, minutes: 1, h: 60, hours: 60 }],
  [/Days$/, 'days', { d: 1, day: 1, days: 1, w: 7, week: 7, weeks: 7, y: 365, year: 365, years: 365 }],
  [/Pct$/, 'percent', { '%': 1 }],
  [/[pP]ort$/, 'a port', {}],
];

function unitOf(property: string): string | undefined {
  return UNITS.find(([end]) => end.test(property))?.[1];
}

/** `'1 GiB'` of an input in MiB is 1024. */
function converted(property: string, value: unknown): string {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z%]*)\s*$/i.exec(String(value)) ?? [];
  const factor = unit === '' ? 1 : UNITS.find(([end]) => end.test(property))?.[2][unit.toLowerCase()];
  if (typeof value !== 'string' || number === undefined || factor === undefined) return 'Correct it.';
  return `Write ${Number(number) * factor}.`;
}
