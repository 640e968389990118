import { visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import { checkAll } from '../refusal';
import { freeCidr, prefixOf } from './cidr';
import { addTo, configPlace, setValue, valueAt, type ConfigPlace } from './config';
import type { EnvOptions } from './options';
import { renamed } from './rename';

interface Copy extends Pick<EnvOptions, 'config' | 'cidr' | 'otherCidrs' | 'unique'> {
  readonly name: string;
  readonly like: string;
  readonly directory: string;
}

/** Another environment under a new name, with a network block of its own. */
export function copyEnvironment(tree: Tree, copy: Copy): void {
  const { name, like, directory } = copy;
  const from = `${directory}/${like}`;
  const root = `${directory}/${name}`;
  const others = environmentsIn(tree, directory);
  checkAll('env', name, (problem) => {
    if (others.includes(like)) return;
    const allowed = `an environment of ${directory}/: ${others.join(', ') || 'none yet'}`;
    problem({ property: 'like', value: like, allowed, mend: 'Name the one to copy.' });
  });

  visitNotIgnoredFiles(tree, from, (file) => {
    // It describes the other environment.
    if (file.endsWith('README.md')) return;
    const text = tree.read(file, 'utf8') ?? '';
    const path = renamed(file.slice(from.length + 1), '', like, name);
    tree.write(`${root}/${path}`, renamed(text, file, like, name));
  });

  const places = others.map((env) => ({ env, place: placeOf(copy, `${directory}/${env}`) }));
  checkUnique(tree, copy, places);
  giveCidr(tree, copy, places);
}

/** The folders of those projects that have a `cdktf.json`. */
export function environmentsIn(tree: Tree, directory: string): string[] {
  return tree
    .children(directory)
    .filter((child) => tree.exists(`${directory}/${child}/cdktf.json`))
    .sort();
}

interface Other {
  readonly env: string;
  readonly place: ConfigPlace;
}

function placeOf({ config = 'src/config.ts#config' }: Copy, root: string): ConfigPlace {
  return configPlace(root, config);
}

/** @throws Refusal when the copy would share with another environment what only one may have. */
function checkUnique(tree: Tree, copy: Copy, others: readonly Other[]): void {
  const own = placeOf(copy, `${copy.directory}/${copy.name}`);
  checkAll('env', copy.name, (problem) => {
    for (const path of copy.unique ?? []) {
      const value = valueAt(tree, own, path);
      const owner = others.find(({ place }) => value !== undefined && valueAt(tree, place, path) === value);
      if (!owner) continue;
      const allowed = `a value of its own; ${owner.env} has this one`;
      problem({ property: path, value, allowed, mend: `Copy an environment whose value has its name in it: --like.` });
    }
  });
}

function giveCidr(tree: Tree, copy: Copy, others: readonly Other[]): void {
  const { name, directory, cidr, otherCidrs } = copy;
  const own = placeOf(copy, `${directory}/${name}`);
  const inherited = cidr === undefined ? undefined : valueAt(tree, own, cidr);
  if (cidr === undefined || typeof inherited !== 'string') return;
  const taken = others.flatMap(({ env, place }) => {
    const block = valueAt(tree, place, cidr);
    return typeof block === 'string' ? [{ env, place, block }] : [];
  });
  const free = freeCidr(
    taken.map(({ block }) => block),
    prefixOf(inherited),
  );
  checkAll('env', name, (problem) => {
    if (free) return;
    const allowed = 'a block of 10.0.0.0/8 that no environment has';
    problem({ property: cidr, value: inherited, allowed, mend: 'Make room, or write the environment by hand.' });
  });

  setValue(tree, own, cidr, `'${free}'`);
  if (otherCidrs === undefined) return;
  for (const { env, place, block } of taken) {
    addTo(tree, own, otherCidrs, env, `'${block}'`);
    addTo(tree, place, otherCidrs, name, `'${free}'`);
  }
}
