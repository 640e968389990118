import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from '@restartix/terraform';

// An attribute of a resource, with indexes: what it is does not matter here.
const ATTRIBUTE =
  /\b(?:data\.|ephemeral\.)?(?:aws|cloudflare)_\w+\.[\w-]+(?:\.\w+|\[[^\]]*\])*|\beach\.(?:key|value)(?:\.\w+)*/g;

/** What Terraform makes of each text of a configuration, or what it says against it. Every attribute of a resource is `known`. */
export function evaluated(
  texts: readonly string[],
  variables: Readonly<Record<string, unknown>> = {},
): (string | Error)[] {
  if (texts.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  try {
    return outputs(folder, texts, variables);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly start: { readonly line: number } };
}

function outputs(
  folder: string,
  texts: readonly string[],
  variables: Readonly<Record<string, unknown>>,
): (string | Error)[] {
  const { path } = findTerraform(join(folder, 'version.json'));
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  const run = (...args: string[]) =>
    spawnSync(path, [`-chdir=${folder}`, ...args], { encoding: 'utf8', env, maxBuffer: 2 ** 28 }).stdout;
  writeFileSync(join(folder, 'variables.auto.tfvars.json'), JSON.stringify(variables));
  writeFileSync(join(folder, 'declared.tf.json'), JSON.stringify(declarations(variables)));
  const wrong = new Map<number, Error>();
  // Terraform names every text that is wrong, but some kinds only when there is none of another kind.
  for (let before = -1; before < wrong.size;) {
    before = wrong.size;
    // One on a line, which a diagnostic names.
    const lines = texts.map((text, index) => {
      const value = wrong.has(index) ? '' : text.replace(ATTRIBUTE, 'local.known');
      return `"o${index}": { "value": ${JSON.stringify(value)} }`;
    });
    writeFileSync(join(folder, 'main.tf.json'), `{"output":{\n${lines.join(',\n')}\n}}`);
    const said = run('apply', '-auto-approve', '-json');
    for (const { summary, detail, range } of diagnosticsOf(said)) {
      if (range) wrong.set(range.start.line - 2, new Error(`${summary}: ${detail}`));
    }
    if (before === wrong.size && said.includes('"@level":"error"')) throw new Error(said.slice(0, 2000));
  }
  const values = JSON.parse(run('output', '-json')) as Record<string, { readonly value: unknown }>;
  return texts.map((_, index) => wrong.get(index) ?? asText(values[`o${index}`]?.value));
}

function declarations(variables: Readonly<Record<string, unknown>>): object {
  const variable = Object.fromEntries(Object.keys(variables).map((name) => [name, { type: 'any' }]));
  return { locals: { known: 'known' }, ...(Object.keys(variable).length > 0 ? { variable } : {}) };
}

function diagnosticsOf(said: string): Diagnostic[] {
  return said
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes('"diagnostic":'))
    .map((line) => (JSON.parse(line) as { readonly diagnostic: Diagnostic }).diagnostic);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
