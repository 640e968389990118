import { relative, sep } from 'node:path';
import * as ts from 'typescript';
import { REPOSITORY } from '../repository';
import { unaliased } from './program';

/** A union with more members is shown by its name. */
const MAX_MEMBERS = 9;

/** A type for the README: without `readonly`, and with short aliases expanded. */
export function typeText(checker: ts.TypeChecker, node: ts.TypeNode): string {
  const text = ts.visitNode(node, (each) => simplified(checker, each)) as ts.TypeNode;
  return print(text);
}

const printer = ts.createPrinter({ removeComments: true });

function print(node: ts.TypeNode): string {
  const file = ts.createSourceFile('type.ts', '', ts.ScriptTarget.Latest);
  return printer
    .printNode(ts.EmitHint.Unspecified, node, file)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/"([^"']*)"/g, "'$1'")
    .replaceAll('; }', ' }');
}

function simplified(checker: ts.TypeChecker, node: ts.Node): ts.Node {
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) {
    return simplified(checker, node.type);
  }
  if (ts.isTypeReferenceNode(node)) {
    const [argument] = node.typeArguments ?? [];
    if (argument && node.typeName.getText() === 'Readonly') return simplified(checker, argument);
    const alias = shortAlias(checker, node);
    if (alias) return ts.isArrayTypeNode(node.parent) ? ts.factory.createParenthesizedType(alias) : alias;
  }
  if (ts.isPropertySignature(node)) {
    const type = node.type && (simplified(checker, node.type) as ts.TypeNode);
    return ts.factory.createPropertySignature(undefined, copyOfName(node.name), node.questionToken, type);
  }
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
    return ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(node.literal.text, true));
  }
  if (ts.isIdentifier(node)) return ts.factory.createIdentifier(node.text);
  return ts.visitEachChild(node, (child) => simplified(checker, child), undefined);
}

function copyOfName(name: ts.PropertyName): ts.PropertyName {
  return ts.isStringLiteral(name)
    ? ts.factory.createStringLiteral(name.text, true)
    : ts.factory.createIdentifier(name.getText());
}

/** `'a' | 'b'` for an alias of that. */
function shortAlias(checker: ts.TypeChecker, node: ts.TypeReferenceNode): ts.TypeNode | undefined {
  const declared = declarationOf(checker, node);
  if (!declared || !ts.isTypeAliasDeclaration(declared)) return undefined;
  const members = ts.isUnionTypeNode(declared.type) ? declared.type.types : [declared.type];
  const plain = members.every((member) => ts.isLiteralTypeNode(member) || ts.isTypeLiteralNode(member));
  const literal = members.some((member) => ts.isLiteralTypeNode(member));
  if (!plain || !literal || members.length > MAX_MEMBERS) return undefined;
  return simplified(checker, declared.type) as ts.TypeNode;
}

/** The declaration of a referenced type; undefined outside `libs`. */
export function declarationOf(
  checker: ts.TypeChecker,
  node: ts.TypeReferenceNode,
): ts.InterfaceDeclaration | ts.TypeAliasDeclaration | undefined {
  const symbol = checker.getSymbolAtLocation(node.typeName);
  const declared = symbol && unaliased(checker, symbol).declarations?.[0];
  if (!declared || !libraryOf(declared)) return undefined;
  return ts.isInterfaceDeclaration(declared) || ts.isTypeAliasDeclaration(declared) ? declared : undefined;
}

/** The folder in `libs` that contains a node. */
export function libraryOf(node: ts.Node): string | undefined {
  const [libs, name] = relative(REPOSITORY, node.getSourceFile().fileName).split(sep);
  return libs === 'libs' ? name : undefined;
}

/** Every type reference within a type. */
export function referencesIn(node: ts.Node): ts.TypeReferenceNode[] {
  const own = ts.isTypeReferenceNode(node) ? [node] : [];
  const inner: ts.TypeReferenceNode[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...referencesIn(child));
  });
  return [...own, ...inner];
}
