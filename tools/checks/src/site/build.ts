import { join } from 'node:path';
import type * as TypeDoc from 'typedoc';
import type { Application, DeclarationReflection, ProjectReflection, TypeDocOptions } from 'typedoc';
import { LIBRARIES } from '../readmes/libraries';
import { REPOSITORY } from '../repository';
import { SOURCES, categoryOf, titleOf, withLinks, withLanguages } from './markdown';
import { DOCUMENTS, textOfPage } from './pages';

const OPTIONS: TypeDocOptions = {
  name: 'Restartix infrastructure',
  tsconfig: join(REPOSITORY, 'tools/checks/tsconfig.site.json'),
  basePath: REPOSITORY,
  readme: join(REPOSITORY, 'README.md'),
  projectDocuments: [...DOCUMENTS],
  entryPoints: LIBRARIES.flatMap(({ entries }) => Object.values(entries)),
  // `npm run typecheck` finds compile errors.
  skipErrorChecking: true,
  excludePrivate: true,
  excludeProtected: true,
  // Members of `Construct` and `TerraformStack` are documented there.
  excludeExternals: true,
  // Exported signatures may mention types that a module does not export.
  validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true },
  disableGit: true,
  gitRevision: 'main',
  sourceLinkTemplate: `${SOURCES}/blob/{gitRevision}/{path}#L{line}`,
  hideGenerator: true,
  searchInComments: true,
  searchInDocuments: true,
  navigation: { includeGroups: false, includeCategories: true, includeFolders: false },
  defaultCategory: 'Libraries',
  categoryOrder: ['Guides', 'Environments', 'Libraries', 'Tools'],
  sortEntryPoints: true,
  router: 'kind',
  highlightLanguages: [
    'dockerfile',
    'bash',
    'console',
    'diff',
    'hcl',
    'html',
    'ini',
    'json',
    'markdown',
    'sql',
    'typescript',
    'yaml',
    'powershell',
  ],
  customCss: join(REPOSITORY, 'tools/checks/site.css'),
};

/** Builds the site into a folder and returns TypeDoc's warnings. */
export async function buildSite(folder: string): Promise<string[]> {
  // TypeDoc is an ES module.
  const typedoc = await import('typedoc');
  const app = await typedoc.Application.bootstrap(OPTIONS);
  const warnings: string[] = [];
  app.logger = new (class extends typedoc.Logger {
    override log(message: string, level: number): void {
      if (level >= typedoc.LogLevel.Warn) warnings.push(message);
    }
  })();
  prepareMarkdown(app, typedoc);
  const project = await app.convert();
  if (!project) throw new Error(`TypeDoc could not convert the sources:\n${warnings.join('\n')}`);
  nameModules(app, project, typedoc);
  app.validate(project);
  await app.generateDocs(project, folder);
  return warnings;
}

/** TypeDoc has no hook between reading a page and resolving its links. */
function prepareMarkdown(app: Application, { MinimalSourceFile, normalizePath }: typeof TypeDoc): void {
  const parse = app.converter.parseRawComment.bind(app.converter);
  app.converter.parseRawComment = (file, files) => {
    const text = withLanguages(withLinks(file.text, file.fileName));
    const { title, body } = titleOf(text, file.fileName);
    // A document keeps its heading; a library's page has the package's name.
    const shown = DOCUMENTS.includes(file.fileName) ? text : body;
    const { content, frontmatter } = parse(new MinimalSourceFile(shown, normalizePath(file.fileName)), files);
    return { content, frontmatter: { title, category: categoryOf(file.fileName), ...frontmatter } };
  };
}

/** A module has its import path as name and its README as page. */
function nameModules(app: Application, project: ProjectReflection, typedoc: typeof TypeDoc): void {
  const modules = new Map(
    (project.children ?? []).map((each) => [join(REPOSITORY, each.sources?.[0]?.fileName ?? ''), each]),
  );
  for (const { entries, readme, packageName } of LIBRARIES) {
    for (const [name, file] of Object.entries(entries)) {
      const reflection = modules.get(file);
      if (!reflection) throw new Error(`TypeDoc found no module in ${file}.`);
      reflection.name = name;
      if (name === packageName) giveReadme(app, project, typedoc, reflection, readme);
    }
  }
}

function giveReadme(
  app: Application,
  project: ProjectReflection,
  { MinimalSourceFile, normalizePath }: typeof TypeDoc,
  reflection: DeclarationReflection,
  readme: string,
): void {
  const source = new MinimalSourceFile(textOfPage(readme), normalizePath(readme));
  reflection.readme = app.converter.parseRawComment(source, project.files).content;
  project.files.registerReflectionPath(normalizePath(readme), reflection);
}
