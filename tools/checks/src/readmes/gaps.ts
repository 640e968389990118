import type * as ts from 'typescript';
import { inputTables, optionsOf, type Input } from './inputs';
import type { Library } from './libraries';
import { exportedBy } from './exports';
import { moduleClasses } from './modules';
import { outputsOf } from './outputs';

/** What is missing in an input's documentation; undefined if it is complete. */
export function gapOf({ text, required, default: fallback, isNumber, unit }: Omit<Input, 'type'>): string | undefined {
  if (text === '') return 'a description. Write what it is for';
  if (!required && fallback === undefined) return 'its default. Add @default with the value, or "- " and a text';
  if (isNumber && unit === undefined) return 'its unit. Write what the number counts, e.g. "Days that logs are kept"';
  return undefined;
}

/** One line for each undocumented input, output, function and constant. */
export function gapsIn(program: ts.Program, library: Library): string[] {
  const checker = program.getTypeChecker();
  const classes = moduleClasses(program, library);
  const tables = classes.flatMap(({ config }) => (config ? inputTables(checker, config) : []));
  const inputs = [...tables, ...optionsOf(program, library).flat()].flatMap(({ name, inputs }) =>
    inputs.flatMap((input) => {
      const gap = gapOf(input);
      return gap === undefined ? [] : [`${input.source}: ${name}.${input.path} is missing ${gap}.`];
    }),
  );
  const outputs = classes
    .flatMap(({ declaration }) => outputsOf(checker, declaration))
    .filter(({ text, resources }) => text === '' && resources.length === 0)
    .map(({ name, source }) => `${source}: ${name} is missing a description. Write what it contains.`);
  const exported = exportedBy(program, library, false)
    .filter(({ text }) => text === '')
    .map(({ name, entry }) => `${entry}: ${name} is missing a description. Write what it is for.`);
  return [...inputs, ...outputs, ...exported];
}
