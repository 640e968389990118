import { guardConsole } from './console';
import { code, cell, fence, html, joined, gfm, terminal } from './safe';
import { printable, visible } from './visible';

/** What somebody may write into a name, a tag, a reason or a condition, and what must not come out of it. */
const ATTACKS: Readonly<Record<string, string>> = {
  'a sequence that clears the line': 'a\u001b[2K\rstaging: no changes',
  'a C1 control sequence': 'a\u009b2Jb',
  'a title of the terminal': '\u001b]0;owned\u0007',
  'a right-to-left override': 'exe.\u202egnp',
  'an isolate': '\u2066a\u2069',
  'a mark that says nothing': 'a\u200e\u200f\u061cb',
  'zero width': 'a\u200b\u200c\u200d\u2060\ufeffb',
  'a soft hyphen': 'a\u00adb',
  'a tag character': 'a\u{e0041}b',
  'a variation selector': 'a\ufe0f\u{e0100}b',
  'a Hangul filler': 'a\u3164\uffa0\u115fb',
  'a line separator': 'a\u2028b\u2029c',
  'a space that is none': 'a\u00a0\u3000b',
  'a lone surrogate': 'a\ud800b',
  'a line break': 'a\r\nb',
};

describe('visible', () => {
  it.each(Object.entries(ATTACKS))('writes %s out', (_, text) => {
    expect(visible(text)).toMatch(/^[\x20-\x7e]+$/);
    expect(visible(text)).toContain('\\');
  });

  it('leaves what can be read as it is', () => {
    const text = 'Größe: 3 → 5, 日本語, é, ─ ± ⇐ · … “”';
    expect(visible(text)).toBe(text);
  });
});

const COMMANDS = [
  '::error::pwn',
  '  ::add-mask::a',
  '\t::stop-commands::x',
  'x ##[error]y',
  '##[add-path]/tmp',
  '\u00a0::set-output name=a::b',
];

describe('what is printed', () => {
  it.each(COMMANDS)('is no command of a runner: %j', (text) => {
    for (const printed of [printable(`first\n${text}`), terminal`${text}`.text, terminal`a: ${`x\n${text}`}`.text]) {
      expect(printed).not.toContain('##[');
      expect(printed).not.toMatch(/^\s*::/m);
    }
  });

  it('keeps its lines and colours, and nobody else’s sequences', () => {
    const print = jest.fn();
    const [log, error, warn] = [console.log, console.error, console.warn];
    try {
      console.log = print;
      guardConsole();
      console.log('\u001b[31ma\u001b[0m\nb\u001b[2K\n::error::x');
    } finally {
      Object.assign(console, { log, error, warn });
    }
    expect(print).toHaveBeenCalledWith('%s', '\u001b[31ma\u001b[0m\nb\\u001b[2K\n\\u003a:error::x');
  });
});

describe('HTML', () => {
  it('has the markup of its template alone', () => {
    const value = `<img src=x onerror="a">&'`;
    expect(html`<td>${value}</td>`.text).toBe('<td>&lt;img src=x onerror=&quot;a&quot;&gt;&amp;&#39;</td>');
    expect(html`<p>${[html`<b>${'<'}</b>`, html`${1}`]}</p>`.text).toBe('<p><b>&lt;</b>1</p>');
  });

  it.each(Object.entries(ATTACKS))('shows %s', (_, text) => expect(html`${text}`.text).toMatch(/^[\x20-\x7e]+$/));
});

const MARKUP = [
  '](https://evil.example) [x',
  'https://evil.example',
  'www.evil.example',
  '<script>alert(1)</script>',
  '</details>',
  '@octocat',
  '#1',
  'octocat/team#1',
  '**bold** _it_',
  '`` ` ``',
  '```\n# heading',
  '| a | b |',
  '&#64;octocat',
  '![a](b)',
  '\\',
  '',
  ' ',
  '`',
];

describe('Markdown', () => {
  it.each(MARKUP)('makes code of %j', (text) => {
    const { text: made } = gfm`- ${text} -`;
    const [, mark = '', inside = ''] = /^- (`+)([^]*?)\1 -$/.exec(made) ?? [];
    expect(mark).not.toBe('');
    expect(made).not.toMatch(/[\r\n]/);
    // A run of backticks as long as the mark would end the code.
    expect([...inside.matchAll(/`+/g)].every(([run]) => run.length !== mark.length)).toBe(true);
  });

  it('leaves a plain word as it is', () => expect(gfm`## ${'staging-2'}`.text).toBe('## staging-2'));

  it('escapes a bar in a cell', () => expect(cell('a|b').text).toBe('`a\\|b`'));

  it('has fences that no line ends', () => {
    expect(fence(['a', '```', '\u202e````']).text).toBe('`````diff\na\n```\n\\u202e````\n`````');
    expect(fence(['a\n```\nb']).text).toBe('````diff\na\\n```\\nb\n````');
  });

  it.each(Object.entries(ATTACKS))('shows %s', (_, text) => expect(code(text).text).toMatch(/^[\x20-\x7e]+$/));
});

it('joins parts of one format', () => expect(joined([terminal`a`, terminal`b`], '\n').text).toBe('a\nb'));
