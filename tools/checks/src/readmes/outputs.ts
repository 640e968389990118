import * as ts from 'typescript';
import { placeOf, textOf } from './comments';
import { declarationOf, referencesIn, typeText } from './types';
import { unaliased } from './program';

/** One public member of a module's class. */
export interface Output {
  /** With its parameters, where it is a method. */
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** Terraform types of its resources; empty for a value. */
  readonly resources: readonly string[];
  /** Whether it is a string, a number, or a list or record of these. */
  readonly isValue: boolean;
  readonly source: string;
}

/** The public members of a class, in the order in which it declares them. */
export function outputsOf(checker: ts.TypeChecker, declaration: ts.ClassDeclaration): Output[] {
  return declaration.members.flatMap((member) => outputOf(checker, member));
}

function outputOf(checker: ts.TypeChecker, member: ts.ClassElement): Output[] {
  const hidden =
    ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static | ts.ModifierFlags.Override;
  if (ts.getCombinedModifierFlags(member) & hidden) return [];
  const symbol = member.name && checker.getSymbolAtLocation(member.name);
  if (!symbol) return [];
  const common = { text: textOf(checker, symbol) || textOfTypes(checker, typeNodeOf(member)), source: placeOf(member) };
  if (ts.isMethodDeclaration(member)) {
    const type = member.type ? typeText(checker, member.type) : '';
    return [{ ...common, name: `${symbol.name}(${parametersOf(member)})`, type, resources: [], isValue: true }];
  }
  const node = typeNodeOf(member);
  if (!node) return [];
  const resources = resourcesIn(checker, node);
  return [
    {
      ...common,
      name: symbol.name,
      type: typeText(checker, node),
      resources,
      isValue: resources.length === 0 && isPlain(checker, node),
    },
  ];
}

function typeNodeOf(member: ts.ClassElement): ts.TypeNode | undefined {
  return ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member) || ts.isMethodDeclaration(member)
    ? member.type
    : undefined;
}

/** `host, port?` */
export function parametersOf(declaration: ts.SignatureDeclaration): string {
  return declaration.parameters
    .map(({ name, questionToken, initializer, dotDotDotToken }) => {
      const text = ts.isIdentifier(name) ? name.text : 'options';
      return `${dotDotDotToken ? '…' : ''}${text}${questionToken || initializer ? '?' : ''}`;
    })
    .join(', ');
}

/** `aws_vpc` for a type that references its class. */
function resourcesIn(checker: ts.TypeChecker, node: ts.TypeNode): string[] {
  return referencesIn(node).flatMap((reference) => {
    const symbol = checker.getSymbolAtLocation(reference.typeName);
    const declared = symbol && unaliased(checker, symbol);
    const property = declared?.exports?.get(ts.escapeLeadingUnderscores('tfResourceType'));
    const type = property && checker.getTypeOfSymbol(property);
    return type?.isStringLiteral() ? [type.value] : [];
  });
}

/** Whether a type references no class. */
function isPlain(checker: ts.TypeChecker, node: ts.TypeNode): boolean {
  return referencesIn(node).every((reference) => {
    const declared = declarationOf(checker, reference);
    if (declared) return ts.isTypeAliasDeclaration(declared);
    const symbol = checker.getSymbolAtLocation(reference.typeName);
    const target = symbol && unaliased(checker, symbol).declarations?.[0];
    return !target || !ts.isClassDeclaration(target);
  });
}

function textOfTypes(checker: ts.TypeChecker, node: ts.TypeNode | undefined): string {
  const declared = node && referencesIn(node).flatMap((each) => declarationOf(checker, each) ?? [])[0];
  return declared ? textOf(checker, checker.getSymbolAtLocation(declared.name)) : '';
}
