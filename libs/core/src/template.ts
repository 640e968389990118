/** A part of a Terraform template: code between `${` and `}`, or a quoted text in such code. */
export interface TemplatePart {
  readonly kind: 'code' | 'literal';
  readonly text: string;
}

// What begins an expression outside of one, and the same letters as text.
const BEGINS = /\$\$\{|%%\{|[$%]\{/g;

/** The parts of all expressions of a template, each without those that are nested in it. */
export function* templateParts(text: string): Generator<TemplatePart> {
  // Innermost last: `${` and `{` open code, a quote inside it opens a literal, in which `${` opens the next.
  const open: { readonly kind: TemplatePart['kind']; text: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const inside = open.at(-1);
    if (!inside) {
      BEGINS.lastIndex = at;
      const begin = BEGINS.exec(text);
      if (!begin) return;
      at = BEGINS.lastIndex - 1;
      if (begin[0].length === 2) open.push({ kind: 'code', text: '' });
      continue;
    }
    if (inside.kind === 'code') {
      if (text[at] === '"') open.push({ kind: 'literal', text: '' });
      else if (text[at] === '{') open.push({ kind: 'code', text: '' });
      else if (text[at] === '}') yield open.pop()!;
      else inside.text += text[at]!;
    } else if (text.startsWith('$${', at) || text.startsWith('%%{', at)) at += 2;
    else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      open.push({ kind: 'code', text: '' });
      at += 1;
    } else if (text[at] === '\\') at += 1;
    else if (text[at] === '"') yield open.pop()!;
    else inside.text += text[at]!;
  }
}

/** Calls `found` with every string of a configuration and the path to it, e.g. `resource.aws_vpc.main.cidr_block`. */
export function eachText(
  value: unknown,
  found: (path: string, text: string) => void,
  { skip = [], path = '' }: { readonly skip?: readonly string[]; readonly path?: string } = {},
): void {
  if (typeof value === 'string') found(path, value);
  else if (Array.isArray(value))
    value.forEach((item, index) => eachText(item, found, { skip, path: `${path}[${index}]` }));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!skip.includes(key)) eachText(item, found, { skip, path: path === '' ? key : `${path}.${key}` });
    }
  }
}
