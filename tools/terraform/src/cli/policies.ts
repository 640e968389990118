import { ToolError } from '@restartix/kit';
import type { PlanReport } from '@restartix/plan-report';

/** Refuses a plan in which a policy found an error. */
export function refuseByPolicy({ env, policies }: Pick<PlanReport, 'env' | 'policies'>): void {
  const errors = policies.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new ToolError(
    [
      `Policies refuse the plan of ${env}; nothing was applied:`,
      ...errors.map(
        ({ policy, address, message }) => `  ${policy}: ${address === undefined ? '' : `${address} `}${message}`,
      ),
    ].join('\n'),
    'Change the plan, or agree with the reviewers on an exception: tools/policies/README.md.',
  );
}
