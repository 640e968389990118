import { names } from '@nx/devkit';
import * as ts from 'typescript';
import { parse } from '../object-literal';

/** A text with one environment's name in place of another's, in each of the forms that a name takes. */
export function renamed(text: string, file: string, from: string, to: string): string {
  const inWords = (part: string): string => inText(part, from, to);
  if (!file.endsWith('.ts')) return inWords(text);
  let result = '';
  let end = 0;
  for (const { start, stop, name } of identifiers(text)) {
    result += inWords(text.slice(end, start)) + inIdentifier(name, from, to);
    end = stop;
  }
  return result + inWords(text.slice(end));
}

/** `staging`, `Staging` and `STAGING` where they stand alone: `restartix-staging`, `staging.stack.ts`, "Staging: …". */
function inText(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${from}(?![A-Za-z0-9])`, 'gi'), (found) => {
    if (found === found.toLowerCase()) return to;
    return found === found.toUpperCase() ? to.toUpperCase() : to[0]!.toUpperCase() + to.slice(1);
  });
}

/** `staging`, `stagingStack`, `StagingStack` and `STAGING_ZONE`, which cannot hold a hyphen. */
function inIdentifier(name: string, from: string, to: string): string {
  const before = names(from);
  const after = names(to);
  return name
    .replace(new RegExp(`^${before.propertyName}(?![a-z0-9])`), after.propertyName)
    .replace(new RegExp(`${before.className}(?![a-z0-9])`, 'g'), after.className)
    .replace(new RegExp(`(?<![A-Z0-9])${before.constantName}(?![A-Z0-9])`, 'g'), after.constantName);
}

interface Identifier {
  readonly name: string;
  readonly start: number;
  readonly stop: number;
}

function identifiers(text: string): Identifier[] {
  const found: Identifier[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push({ name: node.text, start: node.getStart(), stop: node.end });
    node.forEachChild(look);
  };
  look(parse(text));
  return found.sort((a, b) => a.start - b.start);
}
