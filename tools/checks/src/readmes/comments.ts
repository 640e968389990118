import * as ts from 'typescript';

/** The description of a symbol as one line of Markdown; lists become sentences with semicolons. */
export function textOf(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): string {
  if (!symbol) return '';
  return oneLine(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
}

/** A tag of a symbol's comment as one line, undefined where there is none. */
export function tagOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): string | undefined {
  const tag = symbol.getJsDocTags(checker).find((each) => each.name === name);
  return tag && oneLine(ts.displayPartsToString(tag.text));
}

function oneLine(text: string): string {
  const [first = '', ...items] = text.split(/\n\s*- /);
  const lines = items.map((item) => item.replaceAll(/\s*\n\s*/g, ' ').trim());
  const lead = first.replaceAll(/\s*\n\s*/g, ' ').trim();
  if (lines.length === 0) return lead;
  return `${lead.replace(/[.:]$/, '')}: ${lines.join('; ')}`;
}

/** `libs/network/src/network.config.ts:7` */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${file.fileName.slice(file.fileName.lastIndexOf('/libs/') + 1)}:${String(line + 1)}`;
}
