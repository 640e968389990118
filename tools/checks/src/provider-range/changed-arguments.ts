import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';
import { argumentsOf } from './arguments';
import { differences, type ArgumentChange } from './differences';
import type { SetArguments } from './set-arguments';

/** Kept in git: a binding is 390 MB, and its types do not change. */
export const RECORDED = join(REPOSITORY, 'tools/checks/src/provider-range/changed-arguments.jsonl');

/** What two versions of the AWS provider do not have in common, of the types that modules make or read. */
export interface ChangedArguments {
  readonly from: string;
  readonly to: string;
  readonly types: readonly ChangedType[];
}

export interface ChangedType {
  readonly type: string;
  readonly modules: readonly string[];
  readonly changes: readonly ArgumentChange[];
  /** Those of the changed arguments that an example sets. */
  readonly set: readonly string[];
}

interface Binding {
  /** Its folder. */
  readonly binding: string;
  /** e.g. `6.25.0` */
  readonly provider: string;
}

/** Compares the types of two bindings. @throws Error for a type that one of them does not have */
export function changedArguments(before: Binding, after: Binding, used: readonly SetArguments[]): ChangedArguments {
  const types = used.map(({ type, modules, paths }) => {
    const changes = differences(typeIn(before, type), typeIn(after, type));
    return {
      type,
      modules: [...modules].sort(),
      changes,
      set: changes.map(({ argument }) => argument).filter((argument) => paths.has(argument)),
    };
  });
  return { from: before.provider, to: after.provider, types: types.filter(({ changes }) => changes.length > 0) };
}

/** The arguments that examples set and the binding does not know: what types cannot see, for it was added to the JSON. */
export function unknownArguments({ binding }: Binding, used: readonly SetArguments[]): string[] {
  return used.flatMap(({ type, paths }) => {
    const known = argumentsOf(binding, type);
    if (!known) return [`${type}: no such type`];
    return [...paths]
      .filter((path) => !known.has(path))
      .filter((path) => {
        const above = path.split('.').slice(0, -1).join('.');
        // What is in a map has the keys that somebody chose.
        return above === '' || known.get(above)?.type === 'block';
      })
      .map((path) => `${type}.${path}: no such argument`);
  });
}

/** As text: the versions, then a line for each type. */
export function linesOf({ types, ...versions }: ChangedArguments): string {
  return [versions, ...types].map((each) => `${JSON.stringify(each)}\n`).join('');
}

export function recordedChanges(): ChangedArguments {
  const [versions, ...types] = readFileSync(RECORDED, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { ...(versions as Omit<ChangedArguments, 'types'>), types: types as ChangedType[] };
}

function typeIn({ binding, provider }: Binding, type: string): NonNullable<ReturnType<typeof argumentsOf>> {
  const found = argumentsOf(binding, type);
  if (!found) throw new Error(`AWS provider ${provider} has no ${type}`);
  return found;
}
