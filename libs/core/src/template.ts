/** A part of a Terraform template: code between `${` and `}`, or a quoted text in such code. */
export interface TemplatePart {
  readonly kind: 'code' | 'literal';
  readonly text: string;
}

/** The parts of all expressions of a template, each without those that are nested in it. */
export function* templateParts(text: string): Generator<TemplatePart> {
  // Innermost last: `${` and `{` open code, a quote inside it opens a literal, in which `${` opens the next.
  const open: { readonly kind: TemplatePart['kind']; text: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const inside = open.at(-1);
    const next = text.slice(at, at + 3);
    if (inside?.kind === 'code') {
      if (text[at] === '"') open.push({ kind: 'literal', text: '' });
      else if (text[at] === '{') open.push({ kind: 'code', text: '' });
      else if (text[at] === '}') yield open.pop()!;
      else inside.text += text[at]!;
    } else if (next === '$${' || next === '%%{') at += 2;
    else if (next.startsWith('${') || next.startsWith('%{')) {
      open.push({ kind: 'code', text: '' });
      at += 1;
    } else if (inside && text[at] === '\\') at += 1;
    else if (inside && text[at] === '"') yield open.pop()!;
    else if (inside) inside.text += text[at]!;
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
