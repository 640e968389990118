import type { EnvStack } from '@restartix/core';
import { TerraformVariable, Token } from 'cdktf';
import { LIBRARIES, examplesOf, isRecord, keyOf, placesOf, type Example, type Place } from './examples';
import { evaluated } from './evaluated';
import { FURTHER } from './further';
import { inputAt, inputsOf, takesText, type ValueInput } from './inputs';
import { isPlace, taken } from './taken';

// What every module does with texts that are more than letters, with what Terraform knows only later, and with nothing.

/** Quotes, a backslash, templates of Terraform and what escapes them, a line break, and characters of two and four bytes. */
const NASTY = '"q" \\s ${x} $${y} %{z} l\nm é東😀';
const WITHOUT_TEMPLATES = '"q" \\s é東😀';

interface Unknown {
  readonly isKind: (value: unknown) => boolean;
  readonly tokenOf: (stack: EnvStack, name: string) => unknown;
  readonly value: (name: string) => unknown;
}

const variable = (stack: EnvStack, name: string, type: string): TerraformVariable =>
  (stack.node.tryFindChild(name) as TerraformVariable | undefined) ?? new TerraformVariable(stack, name, { type });

const UNKNOWN: Readonly<Record<string, Unknown>> = {
  text: {
    isKind: (value) => typeof value === 'string',
    tokenOf: (stack, name) => variable(stack, name, 'string').stringValue,
    value: (name) => `<${name}>${NASTY}`,
  },
  number: {
    isKind: (value) => typeof value === 'number',
    tokenOf: (stack, name) => variable(stack, name, 'number').numberValue,
    value: () => 7,
  },
  list: {
    isKind: (value) => Array.isArray(value),
    tokenOf: (stack, name) => variable(stack, name, 'list(string)').listValue,
    value: () => [NASTY],
  },
  record: {
    isKind: isRecord,
    tokenOf: (stack, name) => Token.asStringMap(variable(stack, name, 'map(string)').value),
    value: () => ({ key: NASTY }),
  },
};

const GARBAGE =
  /TfToken\[|\d[eE]\+\d{2,}|NaN|Infinity|\[object |Map Token Value|\$\$\{(?:data\.)?aws_|"(?:for_each|count)":"[^"]*var\./;

/** A value that became part of a configuration, and what Terraform has to make of it. */
interface Arrival {
  readonly at: string;
  readonly text: string;
  /** Undefined where it need only be a value. */
  readonly expected: string | undefined;
}

describe.each(LIBRARIES)('%s', (library) => {
  const examples = examplesOf(library, jest, FURTHER[library]);
  let inputs: readonly ValueInput[];

  beforeAll(() => {
    inputs = inputsOf(library);
  }, 120_000);

  it('has an example with each text, list and number', () => {
    const paths = examples.flatMap((example) => placesOf(example, () => true)).map(({ path }) => path);
    const without = inputs.filter(
      (input) =>
        isValue(input) && !NOT_IN_AN_EXAMPLE.includes(input.path) && !paths.some((path) => inputAt([input], path)),
    );
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it('gives a text to AWS as it was written, or refuses it by name', () => {
    const problems: string[] = [];
    const arrivals = examples.flatMap((example) =>
      [NASTY, WITHOUT_TEMPLATES].flatMap((nasty) => {
        const places = placesOf(example, (value) => typeof value === 'string').filter((place) => isText(inputs, place));
        const marks = new Map(places.map((place, index) => [keyOf(place), `<${index}>${nasty}</>`]));
        const result = taken(example, places, {
          at: (value, place) => `${String(value)}${marks.get(keyOf(place))}`,
          mark: (place) => markOf(marks.get(keyOf(place))!),
        });
        problems.push(...[...result.wrong].map(([key, message]) => `${example.name} ${key}: ${message}`));
        return result.taken.flatMap((place) => {
          const expected = marks.get(keyOf(place))!;
          const texts = textsIn({ ...result.json, output: undefined }).filter((text) =>
            text.includes(markOf(expected)),
          );
          return texts.map((text) => ({ at: `${example.name} ${keyOf(place)}`, text, expected }));
        });
      }),
    );
    expect([...problems, ...wrongAbout(arrivals)]).toEqual([]);
  });

  it('puts what only Terraform knows where the value would be, or refuses it by name', () => {
    const problems: string[] = [];
    const arrivals: Arrival[] = [];
    const variables: Record<string, unknown> = {};
    for (const example of examples) {
      for (const [kind, { isKind, tokenOf, value }] of Object.entries(UNKNOWN)) {
        const places = placesOf(example, isKind).filter((place) => kind !== 'text' || isText(inputs, place));
        const names = new Map(places.map((place, index) => [keyOf(place), `${kind}_${index}`]));
        const result = taken(example, places, {
          at: (_, place, stack) => tokenOf(stack, names.get(keyOf(place))!),
        });
        problems.push(...[...result.wrong].map(([key, message]) => `${example.name} ${key}: ${message}`));
        const json = JSON.stringify({ ...result.json, variable: undefined });
        const [garbage] = GARBAGE.exec(json) ?? [];
        if (garbage !== undefined) problems.push(`${example.name}: ${kind} is ${around(json, garbage)}`);
        for (const place of result.taken) {
          const name = names.get(keyOf(place))!;
          variables[name] = value(name);
          const at = `${example.name} ${keyOf(place)}`;
          const texts = textsIn({ ...result.json, output: undefined }).filter((text) =>
            new RegExp(`\\bvar\\.${name}\\b`).test(text),
          );
          if (
            !new RegExp(`\\bvar\\.${name}\\b`).test(json) &&
            !DECIDES_NOTHING.some((each) => isPlace(each, place.path))
          )
            problems.push(`${at}: ${kind} is lost`);
          arrivals.push(...texts.map((text) => ({ at, text, expected: undefined })));
        }
      }
    }
    expect([...problems, ...wrongAbout(arrivals, variables)]).toEqual([]);
  });

  it('refuses an empty text and null by name', () => {
    const wrong = examples.flatMap((example) =>
      ['', null].flatMap((nothing) => {
        const places = placesOf(example, (value) => value !== undefined);
        const texts = nothing === '' ? places.filter((place) => isText(inputs, place)) : places;
        const result = taken(example, nothing === '' ? onlyTexts(example, texts) : texts, { at: () => nothing });
        const allowed = nothing === '' ? MAY_BE_EMPTY : MAY_BE_NULL;
        return [
          ...[...result.wrong].map(([key, message]) => `${example.name} ${key}: ${message}`),
          ...result.taken
            .filter(({ path }) => !allowed.some((each) => isPlace(each, path)))
            .map((place) => `${example.name} takes ${JSON.stringify(nothing)} for ${keyOf(place)}`),
        ];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('takes an empty list or record as none, or refuses it by name', () => {
    const wrong = examples.flatMap((example) =>
      placesOf(example, isCollection).flatMap((place) => {
        const input = inputAt(inputs, place.path);
        if (!input || !/\[\]$|^Record</.test(input.type)) return [];
        const at = `${example.name} ${keyOf(place)}`;
        const result = taken(example, [place], { at: (value) => (Array.isArray(value) ? [] : {}) });
        const crash = [...result.wrong.values()].find((message) => !message.includes('is not possible'));
        if (crash !== undefined) return [`${at}: ${crash}`];
        // Or another input needs one.
        if (result.wrong.size > 0) return [];
        if (result.refused.size > 0) return [];
        if (input.default === undefined) return [];
        const without = taken(example, [place], { at: () => undefined });
        if (without.taken.length === 0) return [];
        const same =
          JSON.stringify({ ...result.json, output: undefined }) ===
          JSON.stringify({ ...without.json, output: undefined });
        if (input.default.startsWith('-') && !isNone(input.default)) return [];
        return same === isNone(input.default)
          ? []
          : [`${at}: empty is ${same ? 'the default' : 'not none'}, default ${input.default}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

// Of GithubOidcProvider; and the module picks the rest of a metric.
const NOT_IN_AN_EXAMPLE = ['existingArn', 'backups.*.successMetric.statistic'];

// For a check, a warning or a page alone, or what another input of the example takes the place of.
const DECIDES_NOTHING: readonly string[] = [
  'cluster.capacityProviders[]',
  'certificates.*.validationRecords[].type',
  'cloudflareAccountId',
  'databaseAutoPauseSeconds',
  'defaultSecurityGroupIds',
  'defaultSecurityGroupIds[]',
  'defaultSubnetIds',
  'defaultSubnetIds[]',
  'migrationsRunnerSgId',
  'otherCidrs.*',
  'overrides.*.disabled',
  'vpcId',
  'zoneName',
];

const MAY_BE_EMPTY: readonly string[] = ['', 'sidecars.*.', 'tasks.*.'].flatMap((container) =>
  ['environment.*', 'command[]', 'entryPoint[]'].map((each) => `${container}${each}`),
);
const MAY_BE_NULL = ['bounceWebhookUrl', 'natInstance.maxLifetimeDays', 'tasks.*.scheduleExpression'];

/** A list or record. */
function isCollection(value: unknown): boolean {
  return Array.isArray(value) || isRecord(value);
}

/** Whether a default is none; one in words says what it is to have none, e.g. `the image's CMD`. */
function isNone(fallback: string): boolean {
  return /^(?:- (?:none|not)|\[\]|\{\})/.test(fallback);
}

function onlyTexts(example: Example, places: readonly Place[]): Place[] {
  const texts = new Set(placesOf(example, (value) => typeof value === 'string').map(keyOf));
  return places.filter((place) => texts.has(keyOf(place)));
}

function around(text: string, part: string): string {
  const at = text.indexOf(part);
  return text.slice(Math.max(0, at - 100), at + 60);
}

function markOf(text: string): string {
  return text.slice(0, text.indexOf('>') + 1);
}

function isValue(input: ValueInput): boolean {
  return takesText(input) || /\[\]$|^Record<|^number$/.test(input.type);
}

function isText(inputs: readonly ValueInput[], { path }: Place): boolean {
  const input = inputAt(inputs, path);
  return input === undefined || takesText(input);
}

function wrongAbout(arrivals: readonly Arrival[], variables: Readonly<Record<string, unknown>> = {}): string[] {
  const values = evaluated(
    arrivals.map(({ text }) => text),
    variables,
  );
  return values.flatMap((value, index) => {
    const { at, expected, text } = arrivals[index]!;
    if (value instanceof Error) return [`${at}: ${value.message} in ${text}`];
    if (expected === undefined) return isBroken(value) ? [`${at} arrives as ${value}`] : [];
    return decoded(value).some((each) => each.includes(expected)) ? [] : [`${at} arrives as ${value}`];
  });
}

/** JSON in which a value ended the text that it is in. */
function isBroken(value: string): boolean {
  return /^[{[]/.test(value) && decoded(value)[0] === value;
}

/** A text, or the texts in it when it is JSON. */
function decoded(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object') return textsIn(value).flatMap(decoded);
  } catch {
    // No JSON.
  }
  return [text];
}

/** Every text of a configuration, without addresses. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === '//' || key === 'depends_on' ? [] : textsIn(each)));
}
