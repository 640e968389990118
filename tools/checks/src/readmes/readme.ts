import { readFileSync } from 'node:fs';
import * as ts from 'typescript';
import { exampleOf } from './examples';
import { formatMarkdown } from './format';
import { exportedBy } from './exports';
import { inputTables, optionsOf } from './inputs';
import type { Library } from './libraries';
import { configParameter, isNamesake, moduleClasses, type ModuleClass } from './modules';
import { outputsOf } from './outputs';
import { withRegion } from './region';
import { changingInputs } from '../update-behavior/readme';
import { exportsMarkdown, inputsMarkdown, outputsMarkdown } from './tables';

/** The generated regions of a README, by name. */
function regionsOf(program: ts.Program, library: Library): Record<string, string> {
  const checker = program.getTypeChecker();
  const classes = moduleClasses(program, library);
  const example = exampleOf(library);
  const regions = {
    example: example === undefined ? '' : `\`\`\`ts\n${example}\`\`\``,
    inputs:
      sections(library, classes, ({ name, config, declaration }) => {
        if (!config) return '';
        const tables = inputTables(checker, config);
        const { changing, details } = changingInputs(library.name, name, tables);
        return [inputsMarkdown(tables, configIsOptional(declaration), changing), details].filter(Boolean).join('\n\n');
      }) ||
      optionsOf(program, library)
        .map((tables) => inputsMarkdown(tables, false))
        .join('\n\n'),
    outputs: sections(library, classes, ({ declaration }) => outputsMarkdown(outputsOf(checker, declaration))),
    exports: exportsMarkdown(exportedBy(program, library, false)),
  };
  return Object.fromEntries(Object.entries(regions).filter(([, content]) => content !== ''));
}

/** The class with the library's name needs no title. */
function sections(library: Library, classes: readonly ModuleClass[], write: (each: ModuleClass) => string): string {
  return classes
    .map((each) => ({ title: isNamesake(library, each) ? '' : `### Of ${each.name}\n\n`, content: write(each) }))
    .flatMap(({ title, content }) => (content === '' ? [] : [title + content]))
    .join('\n\n');
}

function configIsOptional({ members }: ts.ClassDeclaration): boolean {
  const constructor = members.find(ts.isConstructorDeclaration);
  return constructor !== undefined && configParameter(constructor)?.initializer !== undefined;
}

/**
 * The README with its regions up to date.
 * @throws Error that names a missing region.
 */
export async function readmeOf(program: ts.Program, library: Library): Promise<string> {
  let text = readFileSync(library.readme, 'utf8');
  for (const [name, content] of Object.entries(regionsOf(program, library))) {
    const replaced = withRegion(text, name, content);
    if (replaced === undefined) {
      throw new Error(
        `libs/${library.name}/README.md has no region for its ${name}. Add <!-- ${name} --> and <!-- /${name} -->, then run npx nx run checks:update.`,
      );
    }
    text = replaced;
  }
  return formatMarkdown(text);
}
