import { join } from 'node:path';
import * as ts from 'typescript';
import { REPOSITORY } from '../repository';
import type { Library } from './libraries';

/** A program of the libraries' sources and of files that exist only in memory. */
export function programOf(libraries: readonly Library[], inMemory: Readonly<Record<string, string>> = {}): ts.Program {
  const { config } = ts.readConfigFile(join(REPOSITORY, 'tsconfig.base.json'), (file) => ts.sys.readFile(file));
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  const options: ts.CompilerOptions = {
    ...parsed.options,
    types: ['node', 'jest'],
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => file in inMemory || fileExists(file);
  host.readFile = (file) => inMemory[file] ?? readFile(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = inMemory[file];
    return text === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, text, languageVersion);
  };
  const entries = libraries.flatMap(({ entries }) => Object.values(entries));
  return ts.createProgram({ rootNames: [...entries, ...Object.keys(inMemory)], options, host });
}

/** The run-time exports of a source file, with aliases resolved. */
export function exportedValues(program: ts.Program, file: string): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} has no exports.`);
  return checker
    .getExportsOfModule(module)
    .filter(({ declarations = [] }) => !declarations.some((each) => ts.isTypeOnlyExportDeclaration(each)))
    .map((each) => unaliased(checker, each))
    .filter(({ flags }) => flags & ts.SymbolFlags.Value);
}

export function unaliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
