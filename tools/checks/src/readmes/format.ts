import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'prettier';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as typescript from 'prettier/plugins/typescript';
import { format } from 'prettier/standalone';
import { REPOSITORY } from '../repository';

/** As `npm run format` would write it. */
export async function formatMarkdown(text: string): Promise<string> {
  return formatted(text, 'markdown');
}

/** As `npm run format` would write it. */
export async function formatTypeScript(text: string): Promise<string> {
  return formatted(text, 'typescript');
}

async function formatted(text: string, parser: 'markdown' | 'typescript'): Promise<string> {
  const options = JSON.parse(readFileSync(join(REPOSITORY, '.prettierrc.json'), 'utf8')) as Options;
  return format(text, { ...options, parser, plugins: [estree, markdown, typescript] });
}
