#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act, command, main, program, publicPackages, workspaceRoot } from '@restartix/kit';
import { apiReports, staleReports, updateReports, type ApiReport } from './api/reports';
import { importsOf } from './manifest/imports';
import { manifestProblems } from './manifest/rules';
import { startChangelogs, updateManifests } from './manifest/update';
import { contentsProblems } from './pack/contents';
import { packStage, type Packed } from './pack/pack';
import { staged } from './pack/stage';
import { verifyTarballs } from './pack/verify';
import { workspacePackages } from './pack/workspace';
import { destination } from './publish/destination';
import { pack } from './publish/pack-release';
import { PACKED } from './publish/packed';
import { publish } from './publish/publish';
import { NpmRegistry } from './publish/registry';
import { sizes } from './publish/sizes';

const ROOT = workspaceRoot();

const COMMANDS = [
  act(command('check', 'Says what is wrong with the packages: manifests, API reports, contents.'), check),
  act(command('update', 'Writes what follows from the sources: manifests, first changelogs, API reports.'), update),
  act(command('pack', `Packs what is published into ${PACKED}.`), packAll),
  act(
    command('publish', 'Publishes what was packed to the registry.').option('--dry-run', 'says what it would publish'),
    publishAll,
  ),
];

main(program('node tools/release/dist/cli.js', 'Checks, packs and publishes the packages.', COMMANDS));

/** `nx run release:check`: every problem of the packages, then a count. */
async function check(): Promise<number> {
  const manifests = workspacePackages(ROOT).flatMap((each) =>
    manifestProblems(each, { imports: importsOf(ROOT, each.folder) }),
  );
  const [count, others] = await withStage(async ({ packed, reports }) => [
    packed.length,
    [...staleReports(ROOT, reports), ...packed.flatMap(contentsProblems), ...(await verifyTarballs(packed))],
  ]);
  const problems = [...manifests, ...others];
  for (const problem of problems) console.error(problem);
  console.log(`${count} packages, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

/** `nx run release:update`: writes what follows from the sources: manifests, first changelogs, API reports. */
async function update(): Promise<undefined> {
  for (const file of [...updateManifests(ROOT), ...startChangelogs(ROOT)]) console.log(`changed ${file}`);
  await withStage(({ reports }) => Promise.resolve(updateReports(ROOT, reports)));
}

/** `npm run release:pack` */
async function packAll(): Promise<undefined> {
  const { packages } = await pack(ROOT);
  console.log(`${sizes(packages)}\n${packages.length} packages in ${PACKED}`);
}

/** `npm run release [-- --dry-run]` */
async function publishAll({ dryRun = false }: { readonly dryRun?: boolean }): Promise<undefined> {
  const [scope = ''] = publicPackages(ROOT)[0]?.name.split('/') ?? [];
  const registry = new NpmRegistry(await destination(ROOT, scope, process.env), process.env);
  try {
    await publish({ root: ROOT, registry, dryRun, say: (line) => console.log(line) });
  } finally {
    registry.close();
  }
}

interface Staged {
  readonly packed: readonly Packed[];
  readonly reports: readonly ApiReport[];
}

function withStage<T>(use: (made: Staged) => Promise<T>): Promise<T> {
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
