import type { RootFilesystem } from './ecs-service.config';

/** A folder of a container that is a volume of the task. */
export interface WritableFolder {
  readonly volume: string;
  readonly containerPath: string;
}

/** The folders that stay writable when the root filesystem is not; undefined when everything is writable. */
export function writablePathsOf(rootFilesystem: RootFilesystem = 'writable'): readonly string[] | undefined {
  if (rootFilesystem === 'writable') return undefined;
  return rootFilesystem === 'readonly' ? ['/tmp'] : rootFilesystem.writablePaths;
}

/** The volumes of one container, named after it and the path. */
export function writableFolders(
  container: string,
  rootFilesystem: RootFilesystem | undefined,
): readonly WritableFolder[] {
  return (writablePathsOf(rootFilesystem) ?? []).map((containerPath) => ({
    volume: `${container}${containerPath.replace(/[^A-Za-z0-9]+/g, '-')}`.replace(/-$/, ''),
    containerPath,
  }));
}
