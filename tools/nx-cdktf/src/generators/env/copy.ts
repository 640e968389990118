import { names, output, visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import { checkAll } from '../shared/refusal';
import { freeCidr, prefixOf } from './cidr';

interface Copy {
  readonly name: string;
  readonly like: string;
  readonly directory: string;
  /** @default - that of the copied one */
  readonly accountId: string | undefined;
}

/** Where an environment keeps its values, below its folder. */
const CONFIG = 'src/config.ts';

// The values that need attention in a copy, as Prettier formats them.
const CIDR = /(?<=\bvpcCidr: ')[^']+/;
const ACCOUNT = /(?<=\baccountId: ')\d{12}(?=')/;
const OTHER_CIDRS = /(?<=\botherCidrs: \{)[^}]*/;
const PIPELINES = /\benvironments: \{/;
const HOST_SUFFIX = /\bsuffix: '([^']*)'/;

/** Another environment under a new name, with a network block of its own. */
export function copyEnvironment(tree: Tree, { name, like, directory, accountId }: Copy): void {
  const others = environmentsIn(tree, directory);
  checkAll('env', name, (report) => {
    if (others.includes(like)) return;
    const allowed = `an environment of ${directory}/: ${others.join(', ') || 'none yet'}`;
    report({ property: 'like', value: like, allowed, fix: 'Name the environment to copy.' });
  });

  const from = `${directory}/${like}`;
  visitNotIgnoredFiles(tree, from, (file) => {
    // The README describes the other environment.
    if (file.endsWith('README.md')) return;
    const path = renamed(file.slice(from.length + 1), like, name);
    tree.write(`${directory}/${name}/${path}`, renamed(tree.read(file, 'utf8') ?? '', like, name));
  });

  const config = `${directory}/${name}/${CONFIG}`;
  checkHostSuffix(tree, name, config, `${from}/${CONFIG}`);
  const configs = new Map(others.map((other) => [other, `${directory}/${other}/${CONFIG}`]));
  assignAccount(tree, config, { name, like, accountId });
  assignCidr(tree, name, config, configs);
  for (const file of configs.values()) addPipelines(tree, file, { name, like });
}

function assignAccount(tree: Tree, config: string, { name, like, accountId }: Omit<Copy, 'directory'>): void {
  const inherited = ACCOUNT.exec(textOf(tree, config))?.[0];
  if (accountId !== undefined) edit(tree, config, ACCOUNT, accountId);
  else if (inherited !== undefined)
    output.note({ title: `${name} is in the account of ${like}, ${inherited}; --accountId names another one.` });
}

/** The stack that makes the pipelines of the copied environment makes those of the copy. */
function addPipelines(tree: Tree, file: string, { name, like }: Pick<Copy, 'name' | 'like'>): void {
  const [before, after] = textOf(tree, file).split(PIPELINES);
  if (before === undefined || !new RegExp(`^\\s*'?${like}'?: `, 'm').test(after ?? '')) return;
  const key = name.includes('-') ? `'${name}'` : name;
  edit(tree, file, PIPELINES, `environments: {\n    ${key}: {},`);
}

function environmentsIn(tree: Tree, directory: string): string[] {
  return tree
    .children(directory)
    .filter((child) => tree.exists(`${directory}/${child}/cdktf.json`))
    .sort();
}

/** The text with one environment's name replaced by another's, in each form: `load-test`, `LoadTestStack`, `LOAD_TEST_ZONE`. */
export function renamed(text: string, from: string, to: string): string {
  const [before, after] = [names(from), names(to)];
  return text
    .replace(new RegExp(`(?<![A-Za-z0-9])${before.propertyName}(?=[A-Z])`, 'g'), after.propertyName)
    .replace(new RegExp(`${before.className}(?=[A-Z])`, 'g'), after.className)
    .replace(new RegExp(`${before.constantName}(?=_)`, 'g'), after.constantName)
    .replace(new RegExp(`(?<![A-Za-z0-9])${from}(?![A-Za-z0-9])`, 'gi'), (found) => {
      if (found === from) return to;
      return found === from.toUpperCase() ? to.toUpperCase() : to[0]!.toUpperCase() + to.slice(1);
    });
}

/** @throws Error when the copy would answer on the host names of the environment that it was copied from. */
function checkHostSuffix(tree: Tree, name: string, config: string, other: string): void {
  const [suffix, taken] = [config, other].map((file) => HOST_SUFFIX.exec(textOf(tree, file))?.[1]);
  checkAll('env', name, (report) => {
    if (suffix === undefined || suffix !== taken) return;
    const fix = 'Copy an environment whose suffix contains its name: --like=staging.';
    report({ property: 'suffix', value: suffix, allowed: `a suffix of its own; ${other} has this one`, fix });
  });
}

/** A free block for the copy; it and every other environment get to know each other's. */
function assignCidr(tree: Tree, name: string, config: string, others: ReadonlyMap<string, string>): void {
  const inherited = CIDR.exec(textOf(tree, config))?.[0];
  if (inherited === undefined) return;
  const taken = [...others].flatMap(([env, file]) => {
    const cidr = CIDR.exec(textOf(tree, file))?.[0];
    return cidr === undefined ? [] : [{ env, file, cidr }];
  });
  const blocks = taken.map(({ cidr }) => cidr);
  const free = freeCidr(blocks, prefixOf(inherited));
  checkAll('env', name, (report) => {
    if (free) return;
    const allowed = 'a block of 10.0.0.0/8 that no environment uses';
    report({ property: 'vpcCidr', value: inherited, allowed, fix: 'Write the environment by hand, or free a block.' });
  });

  edit(tree, config, CIDR, free!);
  for (const { env, file, cidr } of taken) {
    addOtherCidr(tree, config, env, cidr);
    addOtherCidr(tree, file, name, free!);
  }
}

function addOtherCidr(tree: Tree, file: string, env: string, cidr: string): void {
  const [known = ''] = OTHER_CIDRS.exec(textOf(tree, file)) ?? [];
  const key = env.includes('-') ? `'${env}'` : env;
  if (!new RegExp(`\\b${env}\\b`).test(known)) edit(tree, file, OTHER_CIDRS, ` ${key}: '${cidr}',${known}`);
}

function edit(tree: Tree, file: string, place: RegExp, text: string): void {
  tree.write(file, textOf(tree, file).replace(place, text));
}

function textOf(tree: Tree, file: string): string {
  return tree.exists(file) ? (tree.read(file, 'utf8') ?? '') : '';
}
