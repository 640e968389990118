import type { Input, Inputs } from '@restartix/core';
import * as ts from 'typescript';
import { libraryOf } from '../readmes/types';

/** Deeper than any config. */
const DEEPEST = 12;

/** The inputs of a config's type. */
export function inputsOf(checker: ts.TypeChecker, type: ts.Type): Inputs {
  const input = inputOf(checker, type, 0);
  if (typeof input === 'string' || Array.isArray(input)) throw new Error(`${checker.typeToString(type)} is no config.`);
  return (input as { readonly keys?: Inputs }).keys ?? {};
}

interface Shape {
  readonly is: Set<string>;
  readonly oneOf: Set<string>;
  readonly keys: Map<string, Input>;
  each?: Input;
  list?: Input;
}

/** `*` where the type allows what a program makes: a construct, a token, a function. */
function inputOf(checker: ts.TypeChecker, type: ts.Type, depth: number): Input {
  const shape: Shape = { is: new Set(), oneOf: new Set(), keys: new Map() };
  const parts = type.isUnion() ? type.types : [type];
  const isAnything = parts.some((part) => !add(checker, part, shape, depth));
  return isAnything || depth > DEEPEST ? '*' : compact(shape);
}

/** @returns whether the part can be described. */
function add(checker: ts.TypeChecker, part: ts.Type, shape: Shape, depth: number): boolean {
  const { flags } = part;
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Never)) return true;
  if (part.isStringLiteral()) return shape.oneOf.add(part.value) !== undefined;
  if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) return shape.is.add('string') !== undefined;
  if (flags & ts.TypeFlags.NumberLike) return shape.is.add('number') !== undefined;
  if (flags & ts.TypeFlags.BooleanLike) return shape.is.add('boolean') !== undefined;
  if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return false;
  if (checker.isArrayType(part) || checker.isTupleType(part)) {
    shape.list = merged(shape.list, inputOf(checker, elementOf(checker, part), depth + 1));
    return true;
  }
  return addRecord(checker, part, shape, depth);
}

function elementOf(checker: ts.TypeChecker, list: ts.Type): ts.Type {
  return checker.getIndexTypeOfType(list, ts.IndexKind.Number) ?? checker.getNeverType();
}

function addRecord(checker: ts.TypeChecker, record: ts.Type, shape: Shape, depth: number): boolean {
  const members = checker.getPropertiesOfType(record);
  const each = checker.getIndexTypeOfType(record, ts.IndexKind.String);
  if (record.getCallSignatures().length > 0 || members.some(isForeign)) return false;
  if (each) shape.each = merged(shape.each, inputOf(checker, each, depth + 1));
  // `object`, or a type parameter's own.
  if (!each && members.length === 0) return false;
  for (const member of members) {
    const own = inputOf(checker, checker.getTypeOfSymbol(member), depth + 1);
    shape.keys.set(member.name, merged(shape.keys.get(member.name), own));
  }
  return true;
}

/** Of a class, or not of this repository: a construct, something of CDKTF's. */
function isForeign({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((each) => libraryOf(each) === undefined || ts.isClassDeclaration(each.parent));
}

/** Two alternatives of a union that have the same key. */
function merged(known: Input | undefined, other: Input): Input {
  if (known === undefined || JSON.stringify(known) === JSON.stringify(other)) return other;
  const texts = [known, other].map((each) => (Array.isArray(each) ? (each as string[]) : undefined));
  return texts[0] && texts[1] ? [...new Set([...texts[0], ...texts[1]])].sort() : '*';
}

function compact({ is, oneOf, keys, each, list }: Shape): Input {
  const primitives = [...is].sort().join('|');
  const texts = is.has('string') ? [] : [...oneOf].sort();
  const hasMore = keys.size > 0 || each !== undefined || list !== undefined;
  if (!hasMore && texts.length === 0) return primitives || '*';
  if (!hasMore && primitives === '') return texts;
  return {
    ...(primitives ? { is: primitives } : {}),
    ...(texts.length > 0 ? { oneOf: texts } : {}),
    ...(keys.size > 0 ? { keys: Object.fromEntries(keys) } : {}),
    ...(each === undefined ? {} : { each }),
    ...(list === undefined ? {} : { list }),
  };
}
