import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { formatTypeScript } from '../readmes/format';
import { LIBRARIES, type Library } from '../readmes/libraries';
import { programOf } from '../readmes/program';
import { libraryOf } from '../readmes/types';
import { inputsOf } from './schema';

export const FILE = 'src/generated-inputs.ts';

/** The inputs of a library's configs, as its checks import them; undefined for a library that checks none. */
export async function inputsFile(program: ts.Program, { name }: Library): Promise<string | undefined> {
  const checker = program.getTypeChecker();
  const sources = program
    .getSourceFiles()
    .filter((source) => libraryOf(source) === name && !source.fileName.endsWith('.spec.ts'));
  const wanted = new Set(sources.flatMap(importedInputs));
  if (wanted.size === 0) return undefined;
  const constants = sources
    .flatMap(({ statements }) => [...statements])
    .filter((each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each))
    .filter((each) => wanted.delete(constantOf(each.name.text)))
    .map((each) => `export const ${constantOf(each.name.text)}: Inputs = ${json(checker, each)};\n`)
    .sort();
  if (wanted.size > 0) throw new Error(`libs/${name} has no type for ${[...wanted].join(', ')}.`);
  const from = name === 'core' ? './inputs' : '@restartix/core';
  const head = `// Written by \`npx nx run checks:update\` from the types.\nimport type { Inputs } from '${from}';\n`;
  return formatTypeScript([head, ...constants].join('\n'));
}

function json(checker: ts.TypeChecker, { name }: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string {
  return JSON.stringify(inputsOf(checker, checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(name)!)));
}

/** `CacheRedisConfig` → `CACHE_REDIS_CONFIG` */
function constantOf(type: string): string {
  return type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
}

function importedInputs({ statements }: ts.SourceFile): string[] {
  return statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    const named = importClause?.namedBindings;
    if (!ts.isStringLiteral(moduleSpecifier) || moduleSpecifier.text !== './generated-inputs') return [];
    return named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : [];
  });
}

/** Writes the inputs of each library; the names of the files that changed. */
export async function writeInputs(): Promise<string[]> {
  const program = programOf(LIBRARIES);
  const written: string[] = [];
  for (const library of LIBRARIES) {
    const text = await inputsFile(program, library);
    const file = join(library.folder, FILE);
    if (text === undefined || (existsSync(file) && readFileSync(file, 'utf8') === text)) continue;
    writeFileSync(file, text);
    written.push(`libs/${library.name}/${FILE}`);
  }
  return written;
}
