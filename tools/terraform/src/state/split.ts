import { ToolError } from '@restartix/kit';
import type { ResourceBlocks } from '@restartix/plan-report';

/** A state as `state pull` prints it, with what a move of resources changes. */
export interface SplitState {
  readonly lineage?: string;
  readonly serial?: number;
  readonly resources?: readonly SplitResource[];
}

export interface SplitResource {
  readonly mode: string;
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
}

/** A stack with its state, and what its configuration makes. */
export interface SplitStack {
  readonly name: string;
  readonly state: SplitState;
  readonly configured: ResourceBlocks;
}

export interface Move {
  readonly address: string;
  readonly from: string;
  readonly to: string;
  /** An earlier run was killed after it wrote the new state, and before it wrote the old one. */
  readonly half: boolean;
}

/**
 * What is in the state of one stack and in the configuration of another: it moves there, under the same address.
 * @throws ToolError when both states have an address and mean two things by it, or a stack would give and take.
 */
export function movesBetween(stacks: readonly SplitStack[]): Move[] {
  const moves = stacks.flatMap((from) =>
    managed(from).flatMap((resource) => {
      if (isConfigured(from, resource)) return [];
      const to = stacks.find((other) => other !== from && isConfigured(other, resource));
      if (!to) return [];
      const there = managed(to).find((each) => addressOf(each) === addressOf(resource));
      if (there && identity(there) !== identity(resource)) throw twoOf(resource, from, to);
      return [{ address: addressOf(resource), from: from.name, to: to.name, half: there !== undefined }];
    }),
  );
  const both = moves.find(({ from }) => moves.some(({ to }) => to === from));
  if (both)
    throw new ToolError(
      `Resources would move out of ${both.from} and into it at once. Nothing was moved.`,
      'Move in one direction, run this, then move in the other.',
    );
  return moves;
}

/** The state of a stack after the moves. */
export function afterMoves(stack: SplitStack, all: readonly SplitStack[], moves: readonly Move[]): SplitState {
  const { name, state } = stack;
  const gone = moves.filter(({ from }) => from === name).map(({ address }) => address);
  const coming = moves
    .filter(({ to, half }) => to === name && !half)
    .map(({ address, from }) =>
      managed(all.find((each) => each.name === from)!).find((each) => addressOf(each) === address)!,
    );
  const own = (state.resources ?? []).filter((each) => each.mode !== 'managed' || !gone.includes(addressOf(each)));
  return { ...state, resources: [...own, ...coming] };
}

function managed({ state }: SplitStack): SplitResource[] {
  return (state.resources ?? []).filter(({ mode, module }) => mode === 'managed' && module === undefined);
}

function isConfigured({ configured }: SplitStack, { type, name }: SplitResource): boolean {
  return configured[type]?.[name] !== undefined;
}

function addressOf({ type, name }: SplitResource): string {
  return `${type}.${name}`;
}

function identity({ instances }: SplitResource): string {
  return JSON.stringify(instances.map(({ attributes }) => attributes?.['arn'] ?? attributes?.['id']));
}

function twoOf(resource: SplitResource, from: SplitStack, to: SplitStack): ToolError {
  return new ToolError(
    `${addressOf(resource)} is in the states of ${from.name} and of ${to.name}, and is not the same there: ${identity(resource)} in ${from.name}. Nothing was moved.`,
    `Find out which one serves. The other was made by a deploy of ${to.name} before this command: destroy it there, then run this again.`,
  );
}
