/** Languages of blocks that hold commands: `console` marks them with `$ ` and shows output, in the others each line is one. */
const COMMANDS = ['', 'sh', 'bash', 'console'];

/** Programs whose inline code is a command; others are too often the name of a thing. */
const INLINE = /^(npx|npm|node [\w./-]+\.js|aws|terraform|curl|docker) /;

const COMMENT = /\s+# .*$/;

/** A command of a page. */
export interface Documented {
  readonly page: string;
  readonly section: string;
  readonly line: number;
  readonly command: string;
  /** In a block of its own, or in a sentence or table. */
  readonly isBlock: boolean;
}

/** Every command of a page, in order. */
export function commandsIn(page: string, markdown: string): Documented[] {
  const found: Documented[] = [];
  let section = '';
  let language: string | undefined;
  let open: { readonly line: number; text: string } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const add = (command: string, isBlock: boolean, at = index + 1): void =>
      void found.push({ page, section, line: at, command, isBlock });
    const fence = /^\s*```(\w*)/.exec(line)?.[1];
    if (fence !== undefined) {
      language = language === undefined ? fence : undefined;
    } else if (language === undefined) {
      section = /^##+ (.+)$/.exec(line)?.[1] ?? section;
      for (const command of inlineCommands(line)) add(command, false);
    } else if (COMMANDS.includes(language)) {
      if (!open && (line.trim() === '' || (language === 'console' && !line.startsWith('$ ')))) continue;
      const text = line.replace(COMMENT, '');
      open = open
        ? { ...open, text: `${open.text}\n${text}` }
        : { line: index + 1, text: text.replace(/^(\$ | +)/, '') };
      if (goesOn(open.text)) continue;
      add(open.text.trim(), true, open.line);
      open = undefined;
    }
  }
  if (open) throw new Error(`${page}:${String(open.line)} does not end: ${open.text}`);
  return found;
}

/** Whether a command needs its next line. */
function goesOn(text: string): boolean {
  if (/(\\|\||&&)$/.test(text)) return true;
  const plain = text.replaceAll(/\\./g, '');
  return /^(?:[^'"]|'[^']*'|"[^"]*")*['"][^]*$/.test(plain) && !/^(?:[^'"]|'[^']*'|"[^"]*")*$/.test(plain);
}

/** `npx nx run staging:output[:local]`, `:urls` are three. */
function inlineCommands(line: string): string[] {
  const found: string[] = [];
  let target: string | undefined;
  for (const [, code = ''] of line.matchAll(/`([^`]+)`/g)) {
    const command =
      INLINE.test(code) && !code.endsWith(':…') ? code : target === undefined ? undefined : sibling(target, code);
    if (command === undefined) continue;
    target = /^npx nx run \S+/.exec(command)?.[0] ?? target;
    found.push(...variants(command));
  }
  return found;
}

/** `:urls[:local]` beside `npx nx run <env>:output`, and `release:rehearse` beside `npx nx run release:check`. */
function sibling(target: string, code: string): string | undefined {
  const project = /^npx nx run (<?\w+>?):/.exec(target)?.[1];
  if (code !== ':local' && /^:[a-z][\w:-]*(\[:local\])?$/.test(code)) return `npx nx run ${String(project)}${code}`;
  return code.startsWith(`${String(project)}:`) && /^[\w:-]+$/.test(code) ? `npx nx run ${code}` : undefined;
}

/** With and without what is in brackets. */
function variants(command: string): string[] {
  const optional = /\[([^\]\s]+)\]| \[([^\]]+)\]/.exec(command);
  if (!optional) return [command];
  const [whole, attached, apart] = optional;
  return [command.replace(whole, ''), command.replace(whole, attached ?? ` ${String(apart)}`)].flatMap(variants);
}
