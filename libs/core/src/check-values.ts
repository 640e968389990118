import { Token } from 'cdktf';
import { checkInputs, type Inputs } from './inputs';
import { checkConfig, isKnown, type ConfigProblem, type ReportProblem } from './config-error';
import { isRecord } from './records';

/**
 * Inputs of a module for which values mean more than elsewhere, by their paths: `*` is any key of a record, `[]` any
 * place in a list, e.g. `environment.*` or `tasks.*.command[]`.
 */
export interface ValueMeanings {
  /**
   * What the type of the config allows, for whoever does not check types.
   * @default - keys and types are not checked
   */
  readonly inputs?: Inputs;
  /**
   * Free text, in which `${` and `%{` are text. The module passes it through `literal` or `jsonOf`.
   * @default [] - an id, a name, an ARN: no such character is part of it
   */
  readonly text?: readonly string[];
  /**
   * Text that may be empty.
   * @default [] - an empty text is refused
   */
  readonly empty?: readonly string[];
  /**
   * Inputs of which `null` is a value.
   * @default [] - `null` is refused
   */
  readonly nullable?: readonly string[];
  /**
   * Lists that go to AWS as they are, so that Terraform alone may know them.
   * @default [] - a list is known at synth; what is in it need not be
   */
  readonly unknownLists?: readonly string[];
  /**
   * Values that synthesis needs: they name what is made, or decide what is made.
   * @default [] - a value may be an attribute
   */
  readonly known?: readonly string[];
}

/**
 * Refuses what no module gives a meaning, before the module reads its config: an empty text, `null`, a number that is
 * none, a list or record that only Terraform knows, a template in what is not free text.
 *
 * @throws ConfigError that names every path.
 */
export function checkValues(module: string, id: string, config: object, meanings: ValueMeanings = {}): void {
  checkConfig(module, id, (problem) => {
    if (meanings.inputs) checkInputs(config, meanings.inputs, problem);
    visit(config, '', {
      problem,
      is: (kind, path) => (meanings[kind] ?? []).some((each) => patternOf(each).test(path)),
    });
  });
}

interface Visit {
  readonly problem: ReportProblem;
  readonly is: (kind: Exclude<keyof ValueMeanings, 'inputs'>, path: string) => boolean;
}

function visit(value: unknown, property: string, at: Visit): void {
  const wrong = (allowed: string, fix: string): void => at.problem({ property, value, allowed, fix });
  if (isToken(value) && at.is('known', property)) wrong('a value that is known at synth', 'Write the value itself.');
  if (value === null && !at.is('nullable', property)) wrong('a value', 'Leave it out for its default.');
  else if (typeof value === 'number' && isKnown(value) && !Number.isFinite(value)) wrong('a number', 'Give one.');
  else if (typeof value === 'string') visitText(value, property, at);
  else if (Array.isArray(value)) visitList(value, property, at);
  else if (isRecord(value)) visitRecord(value, property, at);
}

function visitText(value: string, property: string, { problem, is }: Visit): void {
  const { allowed, fix } =
    textProblem(value, { isText: is('text', property), mayBeEmpty: is('empty', property) }) ?? {};
  if (allowed !== undefined && fix !== undefined) problem({ property, value, allowed, fix });
}

// A reference to a resource, written by hand: nobody means its letters.
const REFERENCE = /[$%]\{[^}]*\b(?:aws|cloudflare)_\w+\.[\w-]+/;

function textProblem(
  value: string,
  { isText, mayBeEmpty }: { readonly isText: boolean; readonly mayBeEmpty: boolean },
): Pick<ConfigProblem, 'allowed' | 'fix'> | undefined {
  const own = value.replace(/\$\{TfToken\[[^\]]*\]\}/g, '');
  if (value.trim() === '' && !mayBeEmpty) {
    return { allowed: 'text that is not empty', fix: 'Leave it out where it has a default, else write it.' };
  }
  // AWS takes neither, and Terraform does not write them as they are.
  if (/\0|\p{Surrogate}/u.test(own)) {
    return { allowed: 'Unicode text without NUL', fix: 'Remove the character.' };
  }
  if (isText ? REFERENCE.test(own) : /[$%]\{/.test(own)) {
    return {
      allowed: 'a value, or an attribute of a construct',
      fix: 'Give the attribute itself, e.g. vpc.id, not Terraform text that names it: ${ and %{ are no template here.',
    };
  }
  return undefined;
}

function visitList(value: readonly unknown[], property: string, at: Visit): void {
  if (Token.isUnresolved(value)) {
    if (at.is('unknownLists', property)) return;
    const allowed = 'a list whose length is known at synth; its values need not be';
    at.problem({ property, value: UNKNOWN, allowed, fix: 'Write the list: [first.id, second.id].' });
  }
  value.forEach((each, index) => {
    const path = `${property}[${index}]`;
    if (each === undefined) at.problem({ property: path, value: each, allowed: 'a value', fix: 'Remove it.' });
    else if (!Token.isUnresolved(value)) visit(each, path, at);
  });
}

const UNKNOWN = '(known only to Terraform)';

function visitRecord(value: Readonly<Record<string, unknown>>, property: string, at: Visit): void {
  for (const [key, each] of Object.entries(value)) {
    const path = property === '' ? key : `${property}.${key}`;
    if (key.trim() === '' || /[$%&]\{/.test(key)) {
      at.problem({
        property: property || 'config',
        value: key.includes('{TfToken[') ? UNKNOWN : key,
        allowed: 'keys that are known at synth, and not empty: they name what is made',
        fix: 'Write the record with its keys; its values may be attributes.',
      });
    } else visit(each, path, at);
  }
}

function isToken(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && Token.isUnresolved(value);
}

const patterns = new Map<string, RegExp>();

/** The paths that `environment.*` or `command[]` stands for. Each module asks with the same few for each of its constructs. */
function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const source = path
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('\\*', '.+')
    .replaceAll('\\[\\]', '\\[\\d+\\]');
  const pattern = new RegExp(`^${source}$`, 's');
  patterns.set(path, pattern);
  return pattern;
}
