import { TerraformToolError } from './errors';
import type { StateForm } from './overrides';
import type { PlanReport } from './report/plan-report';
import type { Session } from './session';

/**
 * The bucket exists, its state is read from it, and yet the plan makes the bucket: it was made from another checkout,
 * whose state was never migrated.
 */
export function refuseForgottenState(session: Session, state: StateForm, { changes }: PlanReport): void {
  const { paths } = session;
  const { stateBucketAddress, backend } = session.configuration;
  const makesIt = changes.some(({ address, action }) => action === 'create' && address === stateBucketAddress);
  if (state.kind === 'file' || !makesIt) return;
  throw new TerraformToolError(
    `The bucket ${backend.bucket} exists, but it holds no state of ${paths.env}: it was deployed somewhere else, and its state was not migrated.`,
    `Run ${session.nx('migrate-state')} in the checkout that deployed it (its apps/${paths.env}/terraform.tfstate), then run this command again.`,
  );
}
