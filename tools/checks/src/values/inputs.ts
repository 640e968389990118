import type { Program } from 'typescript';
import { inputTables, type InputTable } from '../readmes/inputs';
import { LIBRARIES } from '../readmes/libraries';
import { moduleClasses } from '../readmes/modules';
import { programOf } from '../readmes/program';
import { isPlace } from './taken';

/** A value in the config of a module, e.g. `sidecars.*.command[]`, which is a `string`. */
export interface ValueInput {
  readonly library: string;
  readonly path: string;
  readonly type: string;
  /** The text of `@default`; undefined when it has none, or is a value in a list or record. */
  readonly default?: string | undefined;
}

let program: Program | undefined;

/** Every value of every input of a library's modules, nested ones and those of lists and records included. */
export function inputsOf(library: string): ValueInput[] {
  program ??= programOf(LIBRARIES);
  const found = LIBRARIES.find(({ name }) => name === library);
  if (!found) throw new Error(`There is no library ${library}.`);
  const checker = program.getTypeChecker();
  const inputs = moduleClasses(program, found).flatMap(({ config }) => {
    if (!config) return [];
    const tables = inputTables(checker, config);
    return valuesIn(tables[0]!, tables, '', []).map((input) => ({ ...input, library }));
  });
  return [...new Map(inputs.map((input) => [`${input.path} ${input.type}`, input])).values()];
}

type Value = Omit<ValueInput, 'library'>;

function valuesIn(table: InputTable, tables: readonly InputTable[], prefix: string, above: readonly string[]): Value[] {
  if (above.includes(table.name)) return [];
  const within = [...above, table.name];
  const bases = tables.filter(({ name }) => table.alsoOf.includes(name));
  return [
    ...table.inputs.flatMap(({ path, type, default: fallback }) => {
      const whole = `${prefix}${path}`;
      const { element, suffix } = unwrapped(type);
      const inner = tables.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(element));
      return [
        { path: whole, type, default: fallback },
        ...(suffix === '' ? [] : [{ path: `${whole}${suffix}`, type: element }]),
        ...inner.flatMap((each) => valuesIn(each, tables, `${whole}${suffix}.`, within)),
      ];
    }),
    ...bases.flatMap((base) => valuesIn(base, tables, prefix, within)),
  ];
}

/** What a list or record holds, and how the path goes on. */
function unwrapped(type: string): { readonly element: string; readonly suffix: string } {
  const [, list] = /^\(?(.*?)\)?\[\]$/.exec(type) ?? [];
  if (list !== undefined) return { element: list, suffix: '[]' };
  const [, record] = /^Record<string, (.*)>$/.exec(type) ?? [];
  if (record === undefined) return { element: type, suffix: '' };
  const { element, suffix } = unwrapped(record);
  return { element, suffix: `.*${suffix}` };
}

/** Whether any text is a value of it, and not only one of a few. */
export function takesText({ type }: ValueInput): boolean {
  return type.split('|').some((each) => each.trim() === 'string');
}

/** The input that a path in a config is a value of; undefined for what has no table, e.g. a statement of a policy. */
export function inputAt(inputs: readonly ValueInput[], path: string): ValueInput | undefined {
  return inputs.find((input) => isPlace(input.path, path));
}
