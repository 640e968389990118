import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';

interface Target {
  readonly options?: { readonly command?: string };
  readonly configurations?: Readonly<Record<string, { readonly args?: string }>>;
}

export type Projects = Readonly<Record<string, Readonly<Record<string, Target>>>>;

/** The targets of every project, as Nx infers them. */
export function projects(): Projects {
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  try {
    const file = join(folder, 'graph.json');
    const { status, stderr, stdout } = spawnSync('npx', ['nx', 'graph', `--file=${file}`], {
      cwd: REPOSITORY,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: undefined, NX_TASK_TARGET_PROJECT: undefined },
    });
    if (status !== 0) throw new Error(`nx graph: ${stdout}${stderr}`);
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { nodes: Record<string, { data: { targets: Record<string, Target> } }> };
    };
    return Object.fromEntries(Object.entries(graph.nodes).map(([name, { data }]) => [name, data.targets]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
}

export const SCRIPTS = (JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as Manifest).scripts;
