import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What one test runner counted. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skippedNames?: readonly string[];
}

/** The projects' report folders: every `reports/` below libs, apps, tools and e2e. */
export function reportFolders(root: string): string[] {
  const groups = ['libs', 'apps', 'tools'].flatMap((group) => {
    const folder = join(root, group);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  });
  return [...groups, join(root, 'e2e')].map((project) => join(project, 'reports'));
}

/** Removes earlier reports, so that a figure can only come from this run (or from Nx's cache of the same inputs). */
export function clearReports(root: string): void {
  for (const folder of reportFolders(root)) rmSync(folder, { recursive: true, force: true });
}

/** Adds up the reports. Empty when no runner wrote one. */
export function addUpReports(root: string): Count {
  const counts = reportFolders(root)
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Count),
    );
  return {
    passed: sum(counts.map((count) => count.passed)),
    failed: sum(counts.map((count) => count.failed)),
    skipped: sum(counts.map((count) => count.skipped)),
    skippedNames: counts.flatMap((count) => count.skippedNames ?? []),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
