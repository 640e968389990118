/**
 * Markdown within a limit: cut between lines, with what is open at the cut closed again, and a last line that says so.
 */
export function fitMarkdown(markdown: string, limit: number, note: string): string {
  if (markdown.length <= limit) return markdown;
  const room = limit - note.length - 100;
  const kept: string[] = [];
  let length = 0;
  for (const line of markdown.split('\n')) {
    if (length + line.length + 1 > room) break;
    kept.push(line);
    length += line.length + 1;
  }
  return [...kept, ...closing(kept), '', note].join('\n');
}

/** What ends an open fence, then open `<details>`. */
function closing(lines: readonly string[]): string[] {
  let fence: string | undefined;
  let details = 0;
  for (const line of lines) {
    const [mark] = /^\s*(`{3,})/.exec(line)?.slice(1) ?? [];
    if (fence !== undefined) {
      if (mark !== undefined && mark.length >= fence.length && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) fence = mark;
    details += count(line, '<details') - count(line, '</details');
  }
  return [...(fence === undefined ? [] : [fence]), ...Array.from({ length: Math.max(0, details) }, () => '</details>')];
}

function count(line: string, tag: string): number {
  return line.split(tag).length - 1;
}
