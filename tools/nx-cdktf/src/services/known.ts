import { globAsync, type Tree } from '@nx/devkit';
import * as ts from 'typescript';
import { keysOf, literalOf, parse, type ObjectLiteral } from '../object-literal';
import type { Definition } from './options';

/** The services that there are, in the registry's order. */
export function definitionsOf(registry: ObjectLiteral): Record<string, Partial<Definition>> {
  return Object.fromEntries(keysOf(registry).map((name) => [name, literalOf(registry, name) as Partial<Definition>]));
}

/** The ids that the constructs of an environment have: a service's construct, named after it, is one more. */
export async function constructIds(tree: Tree, pattern: string): Promise<Set<string>> {
  const files = await globAsync(tree, [pattern]);
  const ids = new Set<string>();
  for (const file of files) {
    visit(parse(tree.read(file, 'utf8') ?? ''), (node) => {
      const id = ts.isNewExpression(node) ? node.arguments?.[1] : undefined;
      if (id && ts.isStringLiteral(id)) ids.add(id.text);
    });
  }
  return ids;
}

/** The members of a union of strings, e.g. `libs/platform/src/secrets.ts#SecretName`. */
export function unionAt(tree: Tree, location: string): string[] {
  const [file = '', name] = location.split('#');
  const source = parse(tree.exists(file) ? (tree.read(file, 'utf8') ?? '') : '');
  const alias = source.statements.filter(ts.isTypeAliasDeclaration).find((each) => each.name.text === name);
  const members = alias && ts.isUnionTypeNode(alias.type) ? alias.type.types : [];
  return members.flatMap((each) =>
    ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? [each.literal.text] : [],
  );
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}
