import type * as ts from 'typescript';
import { inputTables, type Input, type InputTable } from '../readmes/inputs';
import { LIBRARIES } from '../readmes/libraries';
import { moduleClasses } from '../readmes/modules';
import type { AnyUpdateBehavior } from './rows';

/** The README's tables of what a behavior is about. */
export function tablesOf(program: ts.Program, { module, construct }: AnyUpdateBehavior): InputTable[] {
  const library = LIBRARIES.find(({ name }) => name === module);
  const found = library && moduleClasses(program, library).find(({ name }) => name === construct.name);
  if (!found?.config) throw new Error(`libs/${module} has no class ${construct.name} with a config.`);
  return inputTables(program.getTypeChecker(), found.config);
}

/** An input's path from the config's root, by which its row is found. */
export function pathOf({ name, at }: InputTable, { path }: Input, { places }: AnyUpdateBehavior): string {
  const place = places?.[name] ?? at;
  return place === '' ? path : `${place}.${path}`;
}

/** Paths of inputs that are never set or removed. */
export function requiredIn(tables: readonly InputTable[], behavior: AnyUpdateBehavior): Set<string> {
  return new Set(
    tables.flatMap((table) =>
      table.inputs.filter(({ required }) => required).map((input) => pathOf(table, input, behavior)),
    ),
  );
}
