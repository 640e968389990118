#!/usr/bin/env node
/** `nx run packages:check`, `nx run packages:update`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiReports, staleReports, updateReports, type ApiReport } from './api/reports';
import { contentsProblems, updateContents } from './contents';
import { importsOf } from './manifest/imports';
import { manifestProblems } from './manifest/rules';
import { packStage, type Packed } from './pack';
import { staged } from './stage';
import { startChangelogs, updateManifests } from './update-manifests';
import { verifyTarballs } from './verify';
import { workspacePackages } from './workspace';

const ROOT = join(__dirname, '../../..');

const COMMANDS: Readonly<Record<string, () => Promise<number>>> = { check, update };

/** Everything that is wrong with the packages, then a count. */
async function check(): Promise<number> {
  const manifests = workspacePackages(ROOT).flatMap((each) =>
    manifestProblems(each, { imports: importsOf(ROOT, each.folder) }),
  );
  const [count, others] = await withMade(async ({ packed, reports }) => [
    packed.length,
    [...staleReports(ROOT, reports), ...contentsProblems(ROOT, packed), ...(await verifyTarballs(packed))],
  ]);
  const problems = [...manifests, ...others];
  for (const problem of problems) console.error(problem);
  console.log(`${count} packages, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

/** Writes whatever follows from the sources. */
async function update(): Promise<number> {
  for (const file of [...updateManifests(ROOT), ...startChangelogs(ROOT)]) console.log(`changed ${file}`);
  await withMade(async ({ packed, reports }) => {
    updateContents(ROOT, packed);
    updateReports(ROOT, reports);
  });
  return 0;
}

interface Made {
  readonly packed: readonly Packed[];
  readonly reports: readonly ApiReport[];
}

function withMade<T>(use: (made: Made) => Promise<T>): Promise<T> {
  return staged(ROOT, async (stage) => {
    const into = mkdtempSync(join(tmpdir(), 'packages-'));
    try {
      // Reports first: a tarball's package.json no longer leads to sources.
      return await use({ reports: apiReports(stage), packed: packStage(stage, into) });
    } finally {
      rmSync(into, { recursive: true });
    }
  });
}

async function main([name = '']: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command) return command();
  console.error(`There is no command "${name}". Commands are: ${Object.keys(COMMANDS).join(', ')}`);
  return 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
