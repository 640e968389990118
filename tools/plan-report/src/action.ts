import { ACTIONS, type Action, type Order, type ReportedChange } from './model';
import type { ResourceChange } from './plan-json';

/** What a plan does with a resource. Undefined where it does nothing. */
export function actionOf({ address, previous_address: previous, change }: ResourceChange): Action | undefined {
  switch (change.actions.join(',')) {
    case 'create':
      return 'create';
    case 'update':
      return 'update';
    case 'delete':
      return 'destroy';
    case 'delete,create':
    case 'create,delete':
      return 'replace';
    case 'forget':
      return 'forget';
    // The old one stays in AWS, unknown to Terraform.
    case 'create,forget':
    case 'forget,create':
      return 'create';
    default:
      if (change.importing) return 'import';
      return previous && previous !== address ? 'move' : undefined;
  }
}

/** What a replacement does first. Undefined where nothing is replaced. */
export function orderOf({ change }: ResourceChange): Order | undefined {
  switch (change.actions.join(',')) {
    case 'delete,create':
      return 'destroy-first';
    case 'create,delete':
      return 'create-first';
    default:
      return undefined;
  }
}

/** What destroys first. */
export function byActionAndAddress(a: Pick<ReportedChange, 'action' | 'address' | 'deposed'>, b: typeof a): number {
  const [left, right] = [a, b].map(({ address, deposed = '' }) => `${address} ${deposed}`);
  return ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action) || (left! < right! ? -1 : left! > right! ? 1 : 0);
}
