import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustCaptureSync, outsideEnvironment } from '@restartix/kit';
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
    const env = { ...outsideEnvironment(), NX_DAEMON: 'false' };
    mustCaptureSync('npx', ['nx', 'graph', `--file=${file}`], { cwd: REPOSITORY, env });
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
