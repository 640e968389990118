import { isRecord, keyOf, placesOf, examplesOf, LIBRARIES, type Place } from './examples';
import { evaluated } from './evaluated';
import { FURTHER } from './further';
import { inputAt, inputsOf, takesText, type ValueInput } from './inputs';
import { taken } from './taken';

// What every module does with texts that are more than letters, with what Terraform knows only later, and with nothing.

/** Quotes, a backslash, templates of Terraform and what escapes them, a line break, and characters of two and four bytes. */
const NASTY = '"q" \\s ${x} $${y} %{z} l\nm é東😀';
const WITHOUT_TEMPLATES = '"q" \\s é東😀';

/** A value that became part of a configuration, and what Terraform has to make of it. */
interface Arrival {
  readonly at: string;
  readonly text: string;
  readonly expected: string;
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
          const texts = textsIn(result.json).filter((text) => text.includes(markOf(expected)));
          return texts.map((text) => ({ at: `${example.name} ${keyOf(place)}`, text, expected }));
        });
      }),
    );
    expect([...problems, ...wrongAbout(arrivals)]).toEqual([]);
  });
});

// Of GithubOidcProvider; and the module picks the rest of a metric.
const NOT_IN_AN_EXAMPLE = ['existingArn', 'backups.*.successMetric.statistic'];

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
    return decoded(value).some((each) => each.includes(expected)) ? [] : [`${at} arrives as ${value}`];
  });
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
