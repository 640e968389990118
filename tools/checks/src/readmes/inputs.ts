import * as ts from 'typescript';
import type { Library } from './libraries';
import { exportedValues } from './program';
import { placeOf, tagOf, textOf } from './comments';
import { declarationOf, libraryOf, referencesIn, typeText } from './types';
import { unitOf } from './units';

/** One input of a module. */
export interface Input {
  /** From the config's root, e.g. `flowLogs.retentionInDays`; `*` is any key, `[]` any place in a list. */
  readonly path: string;
  readonly type: string;
  /** The unit of a number. */
  readonly unit: string | undefined;
  readonly isNumber: boolean;
  readonly required: boolean;
  /** The text of `@default`. */
  readonly default: string | undefined;
  /** The text of `@since`; without one, an input is as old as its package: 1.0.0. */
  readonly since: string | undefined;
  readonly text: string;
  /** File and line of the declaration, for messages. */
  readonly source: string;
}

/** The inputs of one interface. */
export interface InputTable {
  readonly name: string;
  readonly text: string;
  readonly inputs: readonly Input[];
  /** Interfaces that it extends, which have tables of their own. */
  readonly alsoOf: readonly string[];
  /** Where the config has it first, e.g. `tasks.*`; empty for the config's own. */
  readonly at: string;
}

/** The tables of a config: its own first, then one for each interface of the library that it mentions. */
export function inputTables(checker: ts.TypeChecker, config: ts.Symbol): InputTable[] {
  const declared = config.declarations?.[0];
  const library = declared && libraryOf(declared);
  if (!declared || library === undefined) throw new Error(`${config.name} is not declared in libs.`);
  const found = new Map<string, Mentioned>();
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(config));
  const tables: InputTable[] = [
    {
      name: config.name,
      text: textOf(checker, config),
      inputs: members.flatMap((each) => rowsOf(checker, each)),
      alsoOf: [],
      at: '',
    },
  ];
  for (const member of members) mentioned(checker, member, library, '', found);
  for (const [name, each] of found) tables.push(tableOf(checker, name, each));
  return tables;
}

interface Mentioned {
  readonly declaration: ts.InterfaceDeclaration;
  readonly at: string;
}

/** The tables of the option objects of a library's functions, for a library without constructs. */
export function optionsOf(program: ts.Program, library: Library): InputTable[][] {
  const checker = program.getTypeChecker();
  return Object.values(library.entries)
    .flatMap((file) => exportedValues(program, file))
    .flatMap(({ declarations = [] }) => declarations.filter(ts.isFunctionDeclaration))
    .flatMap(({ parameters }) => parameters.flatMap(({ type }) => (type && ts.isTypeReferenceNode(type) ? [type] : [])))
    .flatMap((reference) => declarationOf(checker, reference) ?? [])
    .filter((declared) => declared.name.text.endsWith('Options') && libraryOf(declared) === library.name)
    .map((declared) => inputTables(checker, checker.getSymbolAtLocation(declared.name)!));
}

function tableOf(checker: ts.TypeChecker, name: string, { declaration, at }: Mentioned): InputTable {
  const own = declaration.members.flatMap((member) => {
    const symbol = checker.getSymbolAtLocation(member.name ?? member);
    return symbol ? rowsOf(checker, symbol) : [];
  });
  const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.map((type) => type.expression.getText()),
  );
  return { name, text: textOf(checker, checker.getSymbolAtLocation(declaration.name)), inputs: own, alsoOf: bases, at };
}

/** Collects the interfaces that a member's type references, in reading order. */
function mentioned(
  checker: ts.TypeChecker,
  member: ts.Symbol,
  library: string,
  prefix: string,
  found: Map<string, Mentioned>,
): void {
  const node = typeNodeOf(member);
  if (!node) return;
  const at = `${prefix}${member.name}${unwrapped(node).suffix}`;
  for (const reference of referencesIn(node)) {
    const declared = declarationOf(checker, reference);
    if (!declared || libraryOf(declared) !== library || found.has(declared.name.text)) continue;
    if (ts.isInterfaceDeclaration(declared)) {
      found.set(declared.name.text, { declaration: declared, at });
      for (const base of basesOf(checker, declared)) {
        if (libraryOf(base) !== library || found.has(base.name.text)) continue;
        found.set(base.name.text, { declaration: base, at });
      }
    }
    const type = checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(declared.name)!);
    for (const inner of checker.getPropertiesOfType(type)) mentioned(checker, inner, library, `${at}.`, found);
  }
}

function basesOf(checker: ts.TypeChecker, declaration: ts.InterfaceDeclaration): ts.InterfaceDeclaration[] {
  const bases = checker.getBaseTypes(checker.getTypeAtLocation(declaration) as ts.InterfaceType);
  return bases.flatMap(({ symbol }) => symbol.declarations?.filter(ts.isInterfaceDeclaration) ?? []);
}

function rowsOf(checker: ts.TypeChecker, member: ts.Symbol, prefix = '', alternative = false): Input[] {
  const path = `${prefix}${member.name}`;
  const node = typeNodeOf(member);
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  if (!node || !declaration) return [];
  const { inner, suffix } = unwrapped(node);
  const isNumber = isNumeric(checker, member, declaration);
  const text = textOf(checker, member) || textOfType(checker, inner);
  const fallback = tagOf(checker, member, 'default');
  const row: Input = {
    path,
    type: typeOfMember(checker, member, node),
    unit: isNumber ? unitOf(member.name, text) : undefined,
    isNumber,
    required: !alternative && !(member.flags & ts.SymbolFlags.Optional),
    default: fallback ?? (alternative ? '- one of the alternatives' : undefined),
    since: tagOf(checker, member, 'since'),
    text,
    source: placeOf(declaration),
  };
  const { members, areAlternatives } = literalsIn(checker, inner);
  return [row, ...members.flatMap((symbol) => rowsOf(checker, symbol, `${path}${suffix}.`, areAlternatives))];
}

/** A property of an intersection or a union has no declaration of its own: its type comes from the checker. */
function typeOfMember(checker: ts.TypeChecker, member: ts.Symbol, node: ts.TypeNode): string {
  if ((member.declarations?.length ?? 0) > 1 || containsMapped(node)) {
    const type = checker.getTypeOfSymbol(member);
    const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return text.length > 60 ? 'number' : text;
  }
  return typeText(checker, node);
}

function containsMapped(node: ts.TypeNode): boolean {
  return ts.isIndexedAccessTypeNode(node) || (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Cpu');
}

function typeNodeOf(member: ts.Symbol): ts.TypeNode | undefined {
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  return declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
}

function isNumeric(checker: ts.TypeChecker, member: ts.Symbol, declaration: ts.Declaration): boolean {
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, declaration));
  const parts = type.isUnion() ? type.types : [type];
  return parts.every(({ flags }) => flags & ts.TypeFlags.NumberLike);
}

/** The element type of lists and records, and how the path continues. */
function unwrapped(node: ts.TypeNode): { readonly inner: ts.TypeNode; readonly suffix: string } {
  if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node)) return unwrapped(node.type);
  if (ts.isArrayTypeNode(node)) {
    const { inner, suffix } = unwrapped(node.elementType);
    return { inner, suffix: `[]${suffix}` };
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    const last = node.typeArguments?.at(-1);
    if (last && name === 'Readonly') return unwrapped(last);
    if (last && name === 'Record') {
      const { inner, suffix } = unwrapped(last);
      return { inner, suffix: `.*${suffix}` };
    }
  }
  return { inner: node, suffix: '' };
}

/** The members of an inline object type, or of the object types in a union. */
function literalsIn(
  checker: ts.TypeChecker,
  node: ts.TypeNode,
): { readonly members: readonly ts.Symbol[]; readonly areAlternatives: boolean } {
  const membersOf = (each: ts.TypeNode): ts.Symbol[] => checker.getPropertiesOfType(checker.getTypeFromTypeNode(each));
  if (ts.isTypeLiteralNode(node)) return { members: membersOf(node), areAlternatives: false };
  const declared = ts.isTypeReferenceNode(node) ? declarationOf(checker, node) : undefined;
  if (!declared || !ts.isTypeAliasDeclaration(declared) || !ts.isUnionTypeNode(declared.type)) {
    return { members: [], areAlternatives: false };
  }
  const { types } = declared.type;
  return { members: types.every(ts.isTypeLiteralNode) ? types.flatMap(membersOf) : [], areAlternatives: true };
}

function textOfType(checker: ts.TypeChecker, node: ts.TypeNode): string {
  const declared = ts.isTypeReferenceNode(node) && declarationOf(checker, node);
  return declared ? textOf(checker, checker.getSymbolAtLocation(declared.name)) : '';
}
