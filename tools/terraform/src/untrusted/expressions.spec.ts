import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expressionProblem } from './expressions';

describe('an expression that a configuration may contain', () => {
  it.each([
    'text with file("x") outside of an expression',
    '$${file("x")} is text',
    '100% of $5 (five)',
    '${aws_vpc.main.id}',
    '${aws_subnet.a["eu-central-1a"].id}-${each.key}',
    '${jsonencode({"a" = "b ${lower(aws_lb.a.dns_name)} c", "d" = [1, 2.5e3, true]})}',
    '${one(aws_x.y[*].id) == null ? "" : "\\"quoted\\" \\u00e9 $${text}"}',
    '%{ for each in aws_x.y ~}${each.id},%{ endfor ~}',
    '${element(split(",", "a,b"), (1 + 1) % 2)}',
  ])('is accepted: %s', (text) => {
    expect(expressionProblem(text)).toBeUndefined();
  });

  it.each([
    ['a read of a file', '${file("/proc/self/environ")}'],
    ['the same with space', '${file \n ("/proc/self/environ")}'],
    ['the same by its namespace', '${core::file("/proc/self/environ")}'],
    ['a provider’s function', '${provider::aws::arn_parse("x")}'],
    ['a call behind a comment', '${file/* */("/etc/passwd")}'],
    ['a call behind another comment', '${file # \n("/etc/passwd")}'],
    ['a call in a heredoc', '${<<E\n"\nE\n}${file("/etc/passwd")}'],
    ['a call in a string in a call', '${lower("${upper("${file("x")}")}")}'],
    ['a call in a directive', '%{ if file("x") == "" }a%{ endif }'],
    ['a call in a string with an escaped quote', '${"\\"${file("x")}"}'],
    ['a call behind an escape', '$${${file("x")}'],
    ['signs that are read in two ways', '$$${file("x")}'],
    ['another sign before', '%${file("x")}'],
    ['a template in a value', '${templatestring(local.a, {})}'],
    ['a secret made visible', '${nonsensitive(aws_x.y.auth_token)}'],
    ['files by name', '${fileset("/", "*")}'],
    ['an end that is missing', '${lower("a")'],
    ['a string without an end', '${"a}'],
    ['brackets that do not match', '${[lower("a"})]}'],
    ['an unknown escape', '${"\\q"}'],
  ])('is refused: %s', (_, text) => {
    expect(expressionProblem(text)).toEqual(expect.any(String));
  });

  it('is refused wherever Terraform itself calls a function that reads a file', () => {
    const texts = [...new Set(Array.from({ length: 300 }, (_, seed) => generated(random(seed))))];
    const called = calledByTerraform(texts);
    // What the generator makes is of both kinds, or this test says nothing.
    expect(called.length).toBeGreaterThan(15);
    expect(texts.filter((text) => expressionProblem(text) === undefined).length).toBeGreaterThan(15);
    expect(called.filter((text) => expressionProblem(text) === undefined)).toEqual([]);
  });
});

const PARTS = [
  ...['$', '%', '${', '%{', '$${', '%%{', '{', '}', '}', '}', '"', '"', '\\', '\\"', '\\n', '\n', ' ', '~', '#', '//'],
  ...['/*', '*/', '<<E\n', '\nE\n', '(', ')', '[', ']', ',', '=', 'a', '"a"', '1', 'lower(', '[for x in ', ': x]'],
  ...[READ(), READ(), READ(), `\${${READ()}}`, `"\${${READ()}}"`, '"${', '}"', "'", '`', '::', 'é', 'if true', 'endif'],
];

function READ(): string {
  return 'file("./no-such-file")';
}

function generated(next: () => number): string {
  const parts = Array.from({ length: 1 + (next() % 7) }, () => PARTS[next() % PARTS.length]!);
  return next() % 2 === 0 ? parts.join('') : `\${${parts.join('')}}`;
}

/** https://en.wikipedia.org/wiki/Linear_congruential_generator: the same texts in each run. */
function random(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8;
}

/** The texts in which Terraform looked for the file. */
function calledByTerraform(texts: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'expressions-'));
  try {
    const own = (text: string, i: number): string => text.replaceAll('no-such-file', `no-such-file-${i}`);
    const output = Object.fromEntries(texts.map((text, i) => [`o${i}`, { value: own(text, i) }]));
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ output }, null, 1));
    const { diagnostics } = JSON.parse(validate(folder)) as { diagnostics: readonly { readonly detail: string }[] };
    return diagnostics.flatMap(({ detail }) => {
      const [, i] = /no file exists at ".*-(\d+)"/.exec(detail) ?? [];
      return i === undefined ? [] : [texts[Number(i)]!];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Invalid is an exit code of 1 and an answer all the same. */
function validate(folder: string): string {
  try {
    return execFileSync('terraform', [`-chdir=${folder}`, 'validate', '-json'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
