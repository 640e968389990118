import * as ts from 'typescript';
import type { Library } from './libraries';
import { exportedValues } from './program';

/** A construct class, with the type of its config. */
export interface ModuleClass {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.ClassDeclaration;
  readonly config: ts.Symbol | undefined;
}

/** The construct classes of a library; the one with the library's name first. */
export function moduleClasses(program: ts.Program, library: Library): ModuleClass[] {
  const entry = library.entries[library.packageName];
  if (entry === undefined) return [];
  const classes = exportedValues(program, entry).flatMap((symbol) => moduleClass(program.getTypeChecker(), symbol));
  return classes.sort((a, b) => Number(isNamesake(library, b)) - Number(isNamesake(library, a)));
}

/** Whether a class has its library's name: `DatabaseRds` of `database-rds`. */
export function isNamesake({ name }: Library, each: { readonly name: string }): boolean {
  return each.name.toLowerCase() === name.replaceAll('-', '');
}

function moduleClass(checker: ts.TypeChecker, symbol: ts.Symbol): ModuleClass[] {
  const declaration = symbol.declarations?.find(ts.isClassDeclaration);
  if (!declaration || !isConstruct(checker, declaration)) return [];
  const constructor = declaration.members.find(ts.isConstructorDeclaration);
  const type = constructor && configParameter(constructor)?.type;
  const config = type && ts.isTypeReferenceNode(type) ? checker.getTypeAtLocation(type) : undefined;
  return [{ name: symbol.name, symbol, declaration, config: config?.aliasSymbol ?? config?.symbol }];
}

/** A construct's is the third, after scope and id; a stack's the second. */
export function configParameter({ parameters }: ts.ConstructorDeclaration): ts.ParameterDeclaration | undefined {
  return parameters.find(({ name }) => name.getText() === 'config');
}

function isConstruct(checker: ts.TypeChecker, declaration: ts.ClassDeclaration): boolean {
  const bases = checker.getBaseTypes(checker.getTypeAtLocation(declaration) as ts.InterfaceType);
  return bases.some(
    (base) =>
      base.symbol.name === 'Construct' ||
      (base.symbol.declarations ?? []).some((each) => ts.isClassDeclaration(each) && isConstruct(checker, each)),
  );
}
