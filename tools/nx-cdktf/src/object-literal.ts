import { ChangeType, applyChangesToString } from '@nx/devkit';
import * as ts from 'typescript';

/** An object in a source file, to be read and added to; all that stands around it, comments included, stays. */
export interface ObjectLiteral {
  readonly text: string;
  readonly node: ts.ObjectLiteralExpression;
}

/** The object at a path: a constant, then the properties to go through, e.g. `config.services`. */
export function objectAt(text: string, path: string): ObjectLiteral | undefined {
  const [constant = '', ...properties] = path.split('.');
  const start = constantNamed(parse(text), constant);
  const end = properties.reduce(
    (found, name) => (found && ts.isObjectLiteralExpression(found) ? propertyOf(found, name) : undefined),
    start,
  );
  return end && ts.isObjectLiteralExpression(end) ? { text, node: end } : undefined;
}

/** The names of the object's own properties, in their order. */
export function keysOf({ node }: ObjectLiteral): string[] {
  return node.properties.flatMap(({ name }) => (name && isPlainName(name) ? [name.text] : []));
}

/** A property's value as it stands in the source, e.g. `{ ...ON_DEMAND, cpu: 512 }`. */
export function sourceOf({ node, text }: ObjectLiteral, key: string): string | undefined {
  const value = propertyOf(node, key);
  return value && text.slice(value.getStart(), value.end);
}

/** A property's value as far as it is literal: strings, numbers, booleans, null, and lists and objects of them. */
export function literalOf({ node }: ObjectLiteral, key: string): unknown {
  const value = propertyOf(node, key);
  return value && evaluate(value);
}

/** The source with one more property at the end of the object. */
export function withProperty({ text, node }: ObjectLiteral, key: string, value: string): string {
  const last = node.properties.at(-1);
  const comma = last && !node.properties.hasTrailingComma;
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
  // Before the brace, so that a comment behind the last property stays behind it.
  const brace = node.end - 1;
  const [onItsOwnLine] = /(?<=\n)[ \t]*$/.exec(text.slice(0, brace)) ?? [];
  const property = onItsOwnLine === undefined ? ` ${name}: ${value} ` : `${onItsOwnLine}  ${name}: ${value},\n`;
  return applyChangesToString(text, [
    ...(comma ? [{ type: ChangeType.Insert as const, index: last.end, text: ',' }] : []),
    { type: ChangeType.Insert as const, index: brace - (onItsOwnLine?.length ?? 0), text: property },
  ]);
}

/** The source with another value for a property that is there. */
export function withValue({ text, node }: ObjectLiteral, key: string, value: string): string {
  const before = propertyOf(node, key);
  if (!before) return text;
  const start = before.getStart();
  return applyChangesToString(text, [
    { type: ChangeType.Delete, start, length: before.end - start },
    { type: ChangeType.Insert, index: start, text: value },
  ]);
}

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
}

function constantNamed(source: ts.SourceFile, name: string): ts.Expression | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .filter((each) => ts.isIdentifier(each.name) && each.name.text === name)
    .map(({ initializer }) => initializer && bare(initializer))[0];
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find(
    (each) => ts.isPropertyAssignment(each) && isPlainName(each.name) && each.name.text === name,
  );
  return found && ts.isPropertyAssignment(found) ? bare(found.initializer) : undefined;
}

function isPlainName(name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

/** `{ … } satisfies Config` and `{ … } as const` are the object. */
function bare(node: ts.Expression): ts.Expression {
  if (ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) {
    return bare(node.expression);
  }
  return node;
}

function evaluate(node: ts.Expression): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((each) => evaluate(bare(each)));
  if (ts.isObjectLiteralExpression(node)) {
    const entries = node.properties.filter(ts.isPropertyAssignment).filter((each) => isPlainName(each.name));
    return Object.fromEntries(
      entries.map((each) => [(each.name as ts.Identifier).text, evaluate(bare(each.initializer))]),
    );
  }
  return KEYWORDS.get(node.kind);
}

const KEYWORDS = new Map<ts.SyntaxKind, unknown>([
  [ts.SyntaxKind.TrueKeyword, true],
  [ts.SyntaxKind.FalseKeyword, false],
  [ts.SyntaxKind.NullKeyword, null],
]);
