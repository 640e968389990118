// Control, format (bidi, zero width), private, unassigned and lone surrogate characters, line and paragraph separators, what a
// font draws as nothing, and every space but the usual one.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text on one line in which every character can be seen: the others are written as JSON and JavaScript escape them. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT[character] ?? escapeOf(character));
}

function escapeOf(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${unit(character, i)}`).join('');
}

function unit(text: string, index: number): string {
  return text.charCodeAt(index).toString(16).padStart(4, '0');
}

/** The same for a text of several lines, each indented by spaces. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/**
 * Lines for a terminal or a log: nothing in them moves the cursor, and GitHub's runner takes none for a command. It knows two
 * forms, `::name::` at the start of a line and `##[name]` anywhere:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function printable(text: string): string {
  return visibleLines(text)
    .replace(/##\[/g, '#\\u0023[')
    .replace(/^(\s*):(?=:)/gm, '$1\\u003a');
}
