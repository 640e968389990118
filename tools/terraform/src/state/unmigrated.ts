import { ToolError } from '@restartix/kit';
import type { PlanReport } from '@restartix/plan-report';
import type { StateForm } from '../environment/overrides';
import type { Session } from '../run/session';

/**
 * The bucket exists, its state is read from it, and yet the plan makes the bucket: it was made from another checkout,
 * whose state was never migrated.
 */
export function refuseUnmigratedState(session: Session, state: StateForm, { changes }: PlanReport): void {
  const { paths } = session;
  const { stateBucketAddress, backend } = session.configuration;
  const makesIt = changes.some(({ address, action }) => action === 'create' && address === stateBucketAddress);
  if (state.kind === 'file' || !makesIt) return;
  throw new ToolError(
    `The bucket ${backend.bucket} exists, but holds no state of ${paths.name}: it was deployed from another checkout, and its state was not migrated.`,
    `Run ${session.nx('migrate-state')} in the checkout that deployed it (its apps/${paths.env}/terraform.tfstate), then run this command again.`,
  );
}
