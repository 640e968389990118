/** What the pages write for a value that the reader has. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/<env>/g, 'staging'],
  [/<module>/g, 'network'],
  [/<minutes>/g, '1'],
  [/<[\w.-]+>/g, 'x'],
  [/ …(?= |$)| ENV…/g, ''],
  [/sha256:…/g, `sha256:${'0'.repeat(64)}`],
];

export function filledIn(command: string): string {
  return PLACEHOLDERS.reduce((text, [pattern, value]) => text.replaceAll(pattern, value), command);
}

/** `a && b "$(c | d)"` are a, b, c and d. */
export function simpleCommands(command: string): string[] {
  const inner: string[] = [];
  let text = command.replaceAll(/\\\n\s*/g, ' ');
  for (let found; (found = /\$\(([^()]*)\)/.exec(text)); text = text.replace(found[0], 'x')) inner.push(found[1]!);
  return [...inner, text].flatMap((each) => split(each, /\s*(?:&&|\|\||[|;\n])\s*/y)).filter((each) => each !== '');
}

/** The words of a simple command, without quotes, assignments before it and what standard input is read from. */
export function wordsOf(command: string): string[] {
  const words = split(command.replace(/\s<\s.*$/, ''), /\s+/y).map((word) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
  while (/^\w+=/.test(words[0] ?? '')) words.shift();
  return words.filter((word) => word !== '');
}

/** Splits where the separator is outside of quotes. */
function split(text: string, separator: RegExp): string[] {
  const parts = [''];
  for (let at = 0; at < text.length;) {
    separator.lastIndex = at;
    const quoted = /^(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.)/.exec(text.slice(at))?.[0];
    const between = quoted === undefined ? separator.exec(text)?.[0] : undefined;
    if (between) parts.push('');
    else parts[parts.length - 1] += quoted ?? text[at]!;
    at += (between ?? quoted ?? '.').length;
  }
  return parts;
}
