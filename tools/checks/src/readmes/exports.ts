import * as ts from 'typescript';
import { textOf } from './comments';
import type { Library } from './libraries';
import { moduleClasses } from './modules';
import { parametersOf } from './outputs';
import { exportedValues } from './program';

/** A function, class or constant that a library exports beside its modules. */
export interface Exported {
  /** With its parameters, where it is a function. */
  readonly name: string;
  readonly kind: 'function' | 'class' | 'constant';
  readonly text: string;
  /** What to import it from, e.g. `@restartix/core/testing`. */
  readonly entry: string;
}

/** What can be imported, by name; the constructs are documented by their inputs and outputs. */
export function exportedBy(program: ts.Program, library: Library, withConstructs: boolean): Exported[] {
  const constructs = withConstructs ? [] : moduleClasses(program, library).map(({ name }) => name);
  return Object.entries(library.entries).flatMap(([entry, file]) =>
    exportedValues(program, file)
      .filter(({ name }) => !constructs.includes(name))
      .map((symbol) => exported(program.getTypeChecker(), symbol, entry))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
  );
}

function exported(checker: ts.TypeChecker, symbol: ts.Symbol, entry: string): Exported {
  const declaration = symbol.declarations?.[0];
  const text = textOf(checker, symbol);
  if (declaration && ts.isFunctionDeclaration(declaration)) {
    return { name: `${symbol.name}(${parametersOf(declaration)})`, kind: 'function', text, entry };
  }
  return {
    name: symbol.name,
    kind: declaration && ts.isClassDeclaration(declaration) ? 'class' : 'constant',
    text,
    entry,
  };
}
