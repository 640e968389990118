import ts from 'typescript';

/** The public API of one entry point, as declarations; read from a report of API Extractor or from a `.d.ts`. */
export interface Surface {
  /** Name → the declarations of that name: one, or the overloads of a function. */
  readonly declarations: ReadonlyMap<string, readonly ts.Statement[]>;
  /** The names that can be imported. The others are only used by these. */
  readonly exported: ReadonlySet<string>;
  /** Names of types that a consumer's code makes: everything in a parameter, at any depth. */
  readonly written: ReadonlySet<string>;
  /** Names of types that a consumer's code gets: properties of classes, results, constants. */
  readonly read: ReadonlySet<string>;
}

/** @param text the declarations, or a report that holds them between ```` ```ts ```` and ```` ``` ````. */
export function parseSurface(text: string): Surface {
  const [, block = text] = /```ts\n([\s\S]*?)```/.exec(text) ?? [];
  const source = ts.createSourceFile('api.d.ts', block, ts.ScriptTarget.ES2023, true);
  const declarations = new Map<string, ts.Statement[]>();
  const exported = new Set<string>();
  for (const statement of source.statements) {
    for (const name of namesOf(statement)) {
      declarations.set(name, [...(declarations.get(name) ?? []), statement]);
      if (isExported(statement)) exported.add(name);
    }
  }
  return { declarations, exported, ...usedTypes(declarations) };
}

/** Compares equal when two nodes say the same, however they are written: comments, quotes, spaces and breaks aside. */
export function said(node: ts.Node | undefined): string {
  if (!node) return '';
  const scanner = ts.createScanner(ts.ScriptTarget.ES2023, true, ts.LanguageVariant.Standard, node.getText());
  const tokens: string[] = [];
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) {
    const text = scanner.getTokenText();
    tokens.push(/^["']/.test(text) ? JSON.stringify(text.slice(1, -1)) : text);
  }
  return tokens.join(' ').replace(/[,;] (?=[}\])])/g, '');
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    return clause && ts.isNamedExports(clause)
      ? clause.elements.map(({ name }) => name.text)
      : [`* from ${said(statement.moduleSpecifier)}`];
  }
  if (ts.isImportDeclaration(statement)) return [];
  const { name } = statement as ts.DeclarationStatement;
  return name ? [name.getText()] : [];
}

function isExported(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) || hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

/** Follows names from where they are used. A type that nothing uses, which others may both make and get, is in both. */
function usedTypes(declarations: ReadonlyMap<string, readonly ts.Statement[]>): Pick<Surface, 'written' | 'read'> {
  const written = new Set<string>();
  const read = new Set<string>();
  const mark = (node: ts.Node, into: Set<string>): void => {
    if (ts.isParameter(node)) into = written;
    if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node) || ts.isTypeQueryNode(node)) {
      const name = (
        ts.isTypeReferenceNode(node) ? node.typeName : ts.isTypeQueryNode(node) ? node.exprName : node.expression
      ).getText();
      if (declarations.has(name) && !into.has(name)) {
        into.add(name);
        for (const declaration of declarations.get(name)!) {
          if (isType(declaration)) mark(declaration, into);
        }
      }
    }
    ts.forEachChild(node, (child) => mark(child, into));
  };
  for (const [, statements] of declarations) {
    for (const statement of statements) if (!isType(statement)) mark(statement, read);
  }
  for (const [name, statements] of declarations) {
    if (!statements.every(isType) || written.has(name) || read.has(name)) continue;
    written.add(name);
    read.add(name);
    for (const statement of statements) {
      mark(statement, written);
      mark(statement, read);
    }
  }
  return { written, read };
}

function isType(statement: ts.Statement): boolean {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}
