import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IConfigFile,
} from '@microsoft/api-extractor';
import { ToolError } from '@restartix/kit';
import { subpaths } from '../manifest/derived';
import type { Stage } from '../pack/stage';

/** The public API of one path that can be imported. */
export interface ApiReport {
  /** e.g. `libs/core/api/postgres.api.md` */
  readonly path: string;
  readonly text: string;
}

/** API Extractor reads what was built for each path of `exports`; all of them as one program, for the time it takes. */
export function apiReports({ folder, packages }: Stage): ApiReport[] {
  const entries = packages.flatMap((each) =>
    subpaths(each.manifest).map(([subpath, source]) => ({
      project: join(folder, each.folder),
      entry: join(folder, each.folder, `dist/${source}.d.ts`),
      path: `${each.folder}/api/${subpath === '.' ? 'index' : subpath.slice(2).replaceAll('/', '-')}.api.md`,
    })),
  );
  const configs = entries.map(({ project, entry, path }) => prepared(folder, project, entry, path));
  const [first] = configs;
  if (!first) return [];
  const compilerState = CompilerState.create(first, { additionalEntryPoints: entries.map(({ entry }) => entry) });
  return configs.map((config, i) => {
    mkdirSync(config.reportFolder, { recursive: true });
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      compilerState,
      messageCallback: (message) => {
        message.handled = true;
      },
    });
    const { path } = entries[i]!;
    if (!succeeded) throw new ToolError(`API Extractor cannot read ${path}.`, 'Look at the exports of the package.');
    return { path, text: readFileSync(join(folder, path), 'utf8') };
  });
}

function prepared(root: string, project: string, entry: string, path: string): ExtractorConfig {
  const silent = { default: { logLevel: ExtractorLogLevel.None } };
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const configObject: IConfigFile = {
    projectFolder: project,
    mainEntryPointFilePath: entry,
    compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
    apiReport: {
      enabled: true,
      includeForgottenExports: true,
      reportFileName: path.split('/').at(-1)!,
      reportFolder: join(root, path, '..'),
      reportTempFolder: join(root, path, '../temp'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: silent,
      extractorMessageReporting: silent,
      tsdocMessageReporting: silent,
    },
    newlineKind: 'lf',
  };
  return ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(project, 'package.json'),
  });
}

/** The kept reports that are not what the sources say. */
export function staleReports(root: string, reports: readonly ApiReport[]): string[] {
  return reports
    .filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text)
    .map(({ path }) => `${path} does not match the public API. Run npx nx run release:update and review the diff.`);
}

/** Writes the reports; those of paths that are gone are removed. */
export function updateReports(root: string, reports: readonly ApiReport[]): void {
  for (const folder of new Set(reports.map(({ path }) => join(root, path, '..')))) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  }
  for (const { path, text } of reports) writeFileSync(join(root, path), text);
}
