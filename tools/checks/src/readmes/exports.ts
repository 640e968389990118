import * as ts from 'typescript';
import { textOf } from './comments';
import type { Library } from './libraries';
import { moduleClasses } from './modules';
import { parametersOf } from './outputs';
import { exportedValues } from './program';

/** A function, class or constant that a library exports in addition to its modules. */
export interface Exported {
  /** A function's includes its parameters. */
  readonly name: string;
  readonly kind: 'function' | 'class' | 'constant';
  readonly text: string;
  /** The import path, e.g. `@restartix/core/testing`. */
  readonly entry: string;
}

/** The exports by name; constructs have their own tables. */
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
