import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';

/** A library, for its documentation. */
export interface Library {
  /** The folder's name, e.g. `network`. */
  readonly name: string;
  /** e.g. `@restartix/network` */
  readonly packageName: string;
  readonly folder: string;
  readonly readme: string;
  /** Source file by import path, e.g. `@restartix/core/testing`. */
  readonly entries: Readonly<Record<string, string>>;
  /** The file that the README shows; undefined for the platform, whose examples are the environments. */
  readonly example: string | undefined;
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly '@restartix/source': string }>>;
}

export const LIBRARIES: readonly Library[] = readdirSync(join(REPOSITORY, 'libs')).sort().map(library);

function library(name: string): Library {
  const folder = join(REPOSITORY, 'libs', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.entries(manifest.exports).flatMap(([path, target]) =>
    typeof target === 'string'
      ? []
      : [[path.replace(/^\./, manifest.name), join(folder, target['@restartix/source'])] as const],
  );
  // A library without resources shows a test, which is compiled and run like an example.
  const examples = [join(folder, 'examples/minimal.ts'), join(folder, 'src/example.spec.ts')];
  return {
    name,
    packageName: manifest.name,
    folder,
    readme: join(folder, 'README.md'),
    entries: Object.fromEntries(entries),
    example: examples.find((file) => existsSync(file)),
  };
}
