import { ToolError } from '@restartix/kit';
import { allowFlag, meaning, toApprove, type ApprovalKind, type Found, type PlanReport } from '@restartix/plan-report';
import type { Allowance } from '../environment/configuration';
import type { Options } from './options';

/** What a person allowed: by flags for this run, or in the environment's code until a day. */
interface Allowed extends Pick<Options, 'env' | 'stack' | 'allowed'> {
  readonly allowances: readonly Allowance[];
  readonly today?: string;
}

interface KindInWords {
  readonly kind: ApprovalKind;
  readonly variable: string;
  readonly would: string;
  readonly does: string;
  readonly doesNot: string;
  readonly first: string;
}

const KINDS: readonly KindInWords[] = [
  {
    kind: 'data-loss',
    variable: 'ALLOW_DATA_LOSS',
    would: 'lose data',
    does: 'loses data',
    doesNot: 'loses no data',
    first: 'take a backup and ',
  },
  {
    kind: 'outage',
    variable: 'ALLOW_OUTAGE',
    would: 'interrupt what serves',
    does: 'interrupts what serves',
    doesNot: 'interrupts nothing for longer than a failover',
    first: 'choose a quiet hour and ',
  },
];

/**
 * Refuses a plan that loses data or interrupts what serves for longer than a failover, unless each address is allowed; and a
 * flag for an address that needs none, for it is another one than was meant.
 */
export function refuseUnapproved(given: Allowed, report: PlanReport, again: (flags: string) => string): void {
  for (const kind of KINDS) refuseMistaken(kind, given, report);
  const open = KINDS.map((kind) => ({ ...kind, ...unapproved(kind.kind, given, report) }));
  const refused = open.filter(({ items }) => items.length > 0);
  if (refused.length === 0) return;
  const flags = open.filter(({ flagged }) => flagged.length > 0).map(({ kind, flagged }) => allowFlag(kind, flagged));
  throw new ToolError(
    refused
      .flatMap(({ would, items }) => [
        `The plan of ${given.env} would ${would} and needs explicit approval; nothing was applied:`,
        ...items.map((item) => `  ${item.action} ${item.address}: ${meaning(item)}${ended(item, given)}`),
      ])
      .join('\n'),
    [
      'To prevent it, change what forces it (plan.html marks the attribute), or keep the resource with a moved block.',
      `To approve it, ${refused.map(({ first }) => first).join('')}add the address to apps/${given.env}/src/allow.ts, or for this run only: ${again(flags.join(' '))}`,
    ].join('\n'),
  );
}

/** What nobody allowed, and all that a flag has to name: what the code allows stays allowed. */
function unapproved(kind: ApprovalKind, given: Allowed, report: PlanReport): { items: Found[]; flagged: string[] } {
  const { allowed } = given;
  const all = toApprove(report, kind).filter(({ address }) => !isInCode(address, given));
  return {
    items: all.filter(({ address }) => !allowed[kind].includes(address)),
    flagged: all.map(({ address }) => address),
  };
}

function isInCode(address: string, { allowances, today = new Date().toJSON().slice(0, 10) }: Allowed): boolean {
  return (allowances.find((each) => each.address === address)?.until ?? '') >= today;
}

function ended({ address }: Found, { allowances }: Allowed): string {
  const allowance = allowances.find((each) => each.address === address);
  return allowance ? ` (the allowance in allow.ts expired on ${allowance.until})` : '';
}

function refuseMistaken(
  { kind, variable, does, doesNot }: KindInWords,
  { allowed, stack }: Allowed,
  report: PlanReport,
): void {
  const needed = toApprove(report, kind).map(({ address }) => address);
  const isPlanned = (address: string): boolean => report.changes.some((each) => each.address === address);
  // Of several stacks, another one may have it.
  const unneeded = allowed[kind].filter(
    (address) => !needed.includes(address) && (stack === undefined || isPlanned(address)),
  );
  if (unneeded.length === 0) return;
  const why = (address: string): string => {
    const change = report.changes.find((each) => each.address === address);
    return change
      ? `${address} is in the plan to ${change.action} it, which ${doesNot}`
      : `${address} is not in the plan`;
  };
  throw new ToolError(
    `--allow-${kind} (or ${variable}) approves what the plan does not do: ${unneeded.map(why).join('; ')}. Nothing was applied.`,
    `Addresses to approve: ${needed.join(', ') || `none, nothing in this plan ${does}`}. Correct the address or remove it.`,
  );
}
