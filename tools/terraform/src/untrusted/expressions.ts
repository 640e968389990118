import { FUNCTIONS } from './allowed';

/**
 * Why a string must not be evaluated, undefined when it may be: it calls a function that is not allowed, or it is written in
 * a way that cannot be read here with certainty. Reads less than Terraform does (no comments, no heredocs): what it does
 * not know it refuses, for a call that it misses would be run.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function expressionProblem(text: string): string | undefined {
  try {
    readTemplate({ text, at: 0 }, false);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

class Refused extends Error {}

interface Reader {
  readonly text: string;
  at: number;
}

const ESCAPE = /\\(?:["\\nrt]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y;
const SIGNS = /[$%]+/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]+/y;
const OPERATOR = /[-+*!=<>&|?,.:%~/]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Up to the end, or up to the quote that ends a string. */
function readTemplate(reader: Reader, quoted: boolean): void {
  const { text } = reader;
  while (reader.at < text.length) {
    const signs = take(reader, SIGNS);
    if (signs !== undefined) {
      if (text[reader.at] !== '{') continue;
      reader.at += 1;
      if (signs.length === 1) readExpression(reader);
      // `$${` is the text `${`. More of them are read in more than one way.
      else if (signs !== '$$' && signs !== '%%') throw new Refused(`has ${signs}{, which is ambiguous`);
    } else if (quoted && text[reader.at] === '"') {
      reader.at += 1;
      return;
    } else if (quoted && text[reader.at] === '\\') {
      if (take(reader, ESCAPE) === undefined) throw unknown(reader);
    } else if (quoted && text[reader.at] === '\n') {
      throw unknown(reader);
    } else {
      reader.at += 1;
    }
  }
  if (quoted) throw new Refused('has a string without an end');
}

/** Up to the brace that ends the interpolation. */
function readExpression(reader: Reader): void {
  const { text } = reader;
  const open: string[] = [];
  while (reader.at < text.length) {
    if (take(reader, SPACE) !== undefined || take(reader, NUMBER) !== undefined) continue;
    const name = take(reader, NAME);
    if (name !== undefined) {
      take(reader, SPACE);
      if (text[reader.at] === '(' && !FUNCTIONS.includes(name)) throw new Refused(`calls ${name}()`);
      continue;
    }
    const sign = text[reader.at]!;
    if (/^(?:\/\/|\/\*|<<|::|%\{)/.test(text.slice(reader.at, reader.at + 2))) throw unknown(reader);
    if (sign === '"') {
      reader.at += 1;
      readTemplate(reader, true);
    } else if (CLOSING[sign] !== undefined) {
      reader.at += 1;
      open.push(CLOSING[sign]);
    } else if (/[)\]}]/.test(sign)) {
      reader.at += 1;
      const expected = open.pop();
      if (expected === undefined && sign === '}') return;
      if (expected !== sign) throw new Refused('has brackets that do not match');
    } else if (take(reader, OPERATOR) === undefined) {
      throw unknown(reader);
    }
  }
  throw new Refused('has an expression without an end');
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const [found] = pattern.exec(reader.text) ?? [];
  if (found !== undefined) reader.at += found.length;
  return found;
}

function unknown({ text, at }: Reader): Refused {
  return new Refused(`has ${JSON.stringify(text.slice(at, at + 10))} in an expression, which is not allowed`);
}
