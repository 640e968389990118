import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join, relative } from 'node:path';
import { ask, nxCommand, ToolError, workspaceRoot } from '@restartix/kit';
import type { PlanJson, ResourceBlocks } from '@restartix/plan-report';
import { readJson } from '../../environment/configuration';
import { BACKEND_OVERRIDE, backendOverride, placeOverride, REMOTE_STATE_OVERRIDE } from '../../environment/overrides';
import { stacksOf } from '../../environment/stacks';
import { explain } from '../../run/explain-failure';
import type { Session } from '../../run/session';
import { holdingLock } from '../../state/hold-lock';
import { afterMoves, movesBetween, type Move, type SplitStack, type SplitState } from '../../state/split';
import { openEnvironment, type OpenEnvironment } from '../open-environment';
import type { Options } from '../options';
import { say } from '../say';

interface Opened extends SplitStack {
  readonly session: Session;
}

/**
 * Moves resources between the states of an environment's stacks to where the configuration has them. Nothing changes in AWS: each
 * new state is planned against its configuration before any is written. Both states are locked meanwhile; the new one is written
 * before the old one, so that a resource is always in some state, and a run after a kill finishes what is left.
 */
export async function splitState(options: Options): Promise<number> {
  const { env } = options;
  const names = stacksOf(workspaceRoot(), env);
  if (names.length === 1) {
    console.log(`${env}: one stack, nothing to move`);
    return 0;
  }
  const opened: OpenEnvironment[] = [];
  for (const stack of names) opened.push(await openEnvironment({ ...options, stack }));
  const sessions = opened.map(({ session }) => session);
  return lockingAll(sessions, () => split(options, sessions, opened[0]!.target));
}

function lockingAll<T>([first, ...rest]: readonly Session[], work: () => Promise<T>): Promise<T> {
  return first ? holdingLock(first, 'OperationTypeSplitState', () => lockingAll(rest, work)) : work();
}

async function split(options: Options, sessions: readonly Session[], where: string): Promise<number> {
  const stacks: Opened[] = [];
  for (const session of sessions) stacks.push(await opened(session));
  const moves = movesBetween(stacks);
  if (moves.length === 0) {
    console.log(`${options.env}: nothing to move, each resource is in the state of its stack`);
    return 0;
  }
  console.log(moves.map(({ address, from, to }) => `  ${address}: ${from} → ${to}`).join('\n'));
  const folder = join(sessions[0]!.paths.app, '.tf', 'split-state');
  rmSync(join(folder, 'new'), { recursive: true, force: true });
  const files = new Map<string, string>();
  for (const stack of stacks) {
    say(`Planning ${stack.name} with its new state.`);
    files.set(stack.name, await rehearsed(stack, afterMoves(stack, stacks, moves), join(folder, 'new'), files));
  }
  await confirm(options, moves, where);
  const backup = join(folder, new Date().toISOString().replace(/\W/g, '-'));
  for (const stack of stacks) writeState(join(backup, `${stack.name}.tfstate`), stack.state);
  say(
    `The states as they were: ${relative(process.cwd(), backup)}. They hold values in the clear: delete them once both plans are empty.`,
  );
  const takes = ({ name }: Opened): boolean => moves.some(({ to }) => to === name);
  for (const stack of [...stacks.filter(takes), ...stacks.filter((each) => !takes(each))])
    await push(stack, files.get(stack.name)!);
  rmSync(join(folder, 'new'), { recursive: true, force: true });
  console.log(`${options.env}: moved ${moves.length} resources; nothing changed in AWS`);
  return 0;
}

async function opened(session: Session): Promise<Opened> {
  const { code, output, errors, log } = await session.run(['state', 'pull'], { secret: true });
  if (code !== 0) throw explain(session, 'state pull', errors, log);
  const { resource = {} } = readJson(session.paths) as { resource?: ResourceBlocks };
  const empty = { version: 4, terraform_version: session.terraform.version, lineage: randomUUID(), serial: 0 };
  const state = output.trim() === '' ? empty : (JSON.parse(output) as SplitState);
  return { name: session.paths.name, session, state, configured: resource };
}

/**
 * Plans a stack with a state in a file, and lets Terraform write the outputs that other stacks read into that file.
 * @returns the file
 * @throws ToolError when Terraform would change a resource.
 */
async function rehearsed(
  { session, name }: Opened,
  state: SplitState,
  folder: string,
  others: ReadonlyMap<string, string>,
): Promise<string> {
  const stack = join(folder, name);
  const file = writeState(join(stack, 'new.tfstate'), { ...state, serial: (state.serial ?? 0) + 1 });
  for (const each of readdirSync(session.paths.stack).filter((one) =>
    /^(cdk\.tf\.json|.*_override\.tf\.json|\.terraform\.lock\.hcl)$/.test(one),
  ))
    copyFileSync(join(session.paths.stack, each), join(stack, each));
  placeOverride(stack, BACKEND_OVERRIDE, backendOverride(file));
  placeOverride(stack, REMOTE_STATE_OVERRIDE, readingFiles(session, others));
  const work = session.elsewhere({ stack, data: join(stack, '.data') }, {});
  const run = async (...args: string[]): Promise<string> => {
    const { code, output, errors, log } = await work.run(args, { secret: args[0] === 'show' });
    if (code !== 0) throw explain(session, args[0]!, errors || output, log);
    return output;
  };
  await run('init', '-input=false', '-no-color');
  await run('plan', '-input=false', '-no-color', `-out=${join(stack, 'tfplan')}`);
  refuseChanges(name, JSON.parse(await run('show', '-json', join(stack, 'tfplan'))) as PlanJson);
  await run('apply', '-input=false', '-no-color', join(stack, 'tfplan'));
  return file;
}

function refuseChanges(name: string, { resource_changes: changes = [] }: PlanJson): void {
  const changing = changes.filter(({ mode, change: { actions } }) => mode === 'managed' && actions.join() !== 'no-op');
  if (changing.length === 0) return;
  throw new ToolError(
    [
      `Terraform would change ${changing.length} resources of ${name} after the move; no state was written:`,
      ...changing.map(({ address, change: { actions } }) => `  ${actions.join(' and ')} ${address}`),
    ].join('\n'),
    'Deploy what is pending with the stacks as they were, and change nothing but the stacks in this step.',
  );
}

/** The states of other stacks as files; undefined where none is read. */
function readingFiles({ configuration }: Session, files: ReadonlyMap<string, string>): object | undefined {
  const blocks = Object.keys(configuration.remoteStates).map((block) => {
    // CDKTF names the block after the stack.
    const [, path] = [...files].find(([name]) => block.endsWith(`_${name.replace(/\W/g, '_')}`)) ?? [];
    return [block, { backend: 'local', config: { path } }];
  });
  return blocks.length > 0 ? { data: { terraform_remote_state: Object.fromEntries(blocks) as object } } : undefined;
}

function writeState(file: string, state: SplitState): string {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(state, null, 2), { mode: 0o600 });
  return file;
}

async function push({ session, name, state }: Opened, file: string): Promise<void> {
  const { serial = 0, resources } = JSON.parse(readFileSync(file, 'utf8')) as SplitState;
  const { code, output, log } = await session.run(['state', 'push', '-lock=false', file]);
  if (code !== 0) throw explain(session, 'state push', output, log);
  say(`${name}: state ${state.serial ?? 0} → ${serial}, ${resources?.length ?? 0} resources and data sources.`);
}

async function confirm({ env, target, yes }: Options, moves: readonly Move[], where: string): Promise<void> {
  if (target === 'local') return;
  const answer = yes ?? (await ask(`\n${where}\nType ${env} to move ${moves.length} resources: `));
  if (answer === env) return;
  throw new ToolError(
    `No state of ${env} was written: ${answer === undefined ? 'no terminal to ask on' : `"${answer}" is not the environment’s name`}.`,
    `Without a terminal: ${nxCommand(env, 'split-state')} --yes=${env}`,
  );
}
