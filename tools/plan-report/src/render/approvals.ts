import { shellWord } from '@restartix/kit';
import type { PlanReport } from '../model';
import { consequencesIn, type Found } from '../consequences/in-report';

/** What a person has to approve, address by address, each kind with a flag of its own. */
export type ApprovalKind = 'data-loss' | 'outage';

export interface Approval {
  readonly kind: ApprovalKind;
  /** `2 resources that hold data would be destroyed or replaced` */
  readonly title: string;
  readonly items: readonly Found[];
  /** Undefined for a plan that asks for it, as a destroy does. */
  readonly flag?: string;
}

/** What of a kind needs a person's approval. */
export function toApprove(report: Pick<PlanReport, 'changes'>, kind: ApprovalKind): Found[] {
  return consequencesIn(report, kind === 'data-loss' ? 'data-lost' : 'interrupted').filter(
    ({ needsApproval }) => needsApproval,
  );
}

/** The kinds of which there is something to approve. */
export function approvals(report: Pick<PlanReport, 'changes' | 'needsApproval'>): Approval[] {
  const kinds: readonly ApprovalKind[] = ['data-loss', 'outage'];
  return kinds.flatMap((kind) => {
    const items = toApprove(report, kind);
    if (items.length === 0) return [];
    const flag = report.needsApproval
      ? {
          flag: allowFlag(
            kind,
            items.map(({ address }) => address),
          ),
        }
      : {};
    return [{ kind, title: TITLES[kind](items.length), items, ...flag }];
  });
}

/** The flag that approves, to be pasted: `--allow-outage=aws_lb.main`. */
export function allowFlag(kind: ApprovalKind, addresses: readonly string[]): string {
  return `--allow-${kind}=${shellWord([...new Set(addresses)].join(','))}`;
}

const TITLES: Readonly<Record<ApprovalKind, (count: number) => string>> = {
  'data-loss': (count) =>
    count === 1
      ? '1 resource that holds data would be destroyed or replaced'
      : `${count} resources that hold data would be destroyed or replaced`,
  outage: (count) =>
    count === 1
      ? '1 change interrupts what serves for longer than a failover'
      : `${count} changes interrupt what serves for longer than a failover`,
};
