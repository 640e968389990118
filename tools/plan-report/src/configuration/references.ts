/**
 * The addresses that a text of JSON configuration reads by value: `aws_vpc.main`, `data.aws_vpc.main`, `local.name`. Only
 * what is inside `${…}` or `%{…}` counts, for everything else is text, and so is a quoted string in there.
 */
export function referencesIn(text: string): string[] {
  return [...new Set(readsIn(text).map(({ address }) => address))];
}

/** A reference in a text: `aws_lb.a.dns_name` is of `aws_lb.a`, its path is `dns_name`. */
export interface Read {
  readonly address: string;
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The same with their places, in their order. */
export function readsIn(text: string): Read[] {
  const found: Read[] = [];
  readTemplate({ text, found }, 0, false);
  return found;
}

/** A text of JSON configuration as what is written and, between `${` and `}`, what is evaluated. */
export type Segment = { readonly written: string } | { readonly expression: string };

/** Undefined when it holds directives (`%{if …}`): what it says then depends on more than values. */
export function segmentsOf(text: string): Segment[] | undefined {
  if (!/[$%]\{/.test(text)) return [{ written: text }];
  const segments: Segment[] = [];
  let written = '';
  for (let i = 0; i < text.length;) {
    if (/^(\$\$|%%)\{/.test(text.slice(i, i + 3))) {
      written += text.slice(i + 1, i + 3);
      i += 3;
    } else if (text.startsWith('%{', i)) {
      return undefined;
    } else if (text.startsWith('${', i)) {
      const end = readExpression({ text, found: [] }, i + 2);
      segments.push({ written }, { expression: text.slice(i + 2, end - 1).trim() });
      written = '';
      i = end;
    } else {
      written += text[i]!;
      i += 1;
    }
  }
  return [...segments, { written }];
}

/** The address in what is an address by itself: an entry of `depends_on`, an end of a `moved`. */
export function addressOf(text: string): string | undefined {
  TRAVERSAL.lastIndex = text.startsWith('${') ? 2 : 0;
  return address(TRAVERSAL.exec(text)?.[0] ?? '');
}

interface Scan {
  readonly text: string;
  readonly found: Read[];
}

const TRAVERSAL = /[A-Za-z_][\w-]*(?:\s*\.\s*[A-Za-z_][\w-]*)*/y;

/** Reads up to the end, or up to the quote that ends a string. Returns where it stopped. */
function readTemplate(scan: Scan, start: number, quoted: boolean): number {
  const { text } = scan;
  for (let i = start; i < text.length; i += 1) {
    if (quoted && text[i] === '"') return i + 1;
    if (quoted && text[i] === '\\') i += 1;
    else if (/^(\$\$|%%)\{/.test(text.slice(i, i + 3))) i += 2;
    else if (/^[$%]\{/.test(text.slice(i, i + 2))) i = readExpression(scan, i + 2) - 1;
  }
  return text.length;
}

/** Reads up to the brace that ends an interpolation. */
function readExpression(scan: Scan, start: number): number {
  const { text, found } = scan;
  let depth = 0;
  for (let i = start; i < text.length;) {
    if (text[i] === '"') {
      i = readTemplate(scan, i + 1, true);
      continue;
    }
    TRAVERSAL.lastIndex = i;
    const [traversal] = TRAVERSAL.exec(text) ?? [];
    if (traversal !== undefined) {
      // After a dot it is an attribute of what comes before: `aws_vpc.main[0].id`.
      const read = text[i - 1] === '.' ? undefined : address(traversal);
      if (read) found.push({ address: read, path: pathAfter(read, traversal), start: i, end: i + traversal.length });
      i += traversal.length;
      continue;
    }
    if (text[i] === '{') depth += 1;
    if (text[i] === '}' && (depth -= 1) < 0) return i + 1;
    i += 1;
  }
  return text.length;
}

function pathAfter(read: string, traversal: string): string[] {
  return partsOf(traversal).slice(read.split('.').length);
}

function partsOf(traversal: string): string[] {
  const parts = traversal.split('.').map((part) => part.trim());
  return parts[0] === 'resource' ? parts.slice(1) : parts;
}

function address(traversal: string): string | undefined {
  const parts = partsOf(traversal);
  const length = parts[0] === 'data' || parts[0] === 'ephemeral' ? 3 : 2;
  return parts.length < length ? undefined : parts.slice(0, length).join('.');
}
