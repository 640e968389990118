import { isKnown, type ReportProblem } from '../config-error';
import type { ModuleContext } from '../context';

/** ARN of the role that ends what belongs to a tenant: the one given, else the environment's break-glass role. */
export function breakGlassRole({ name, arn }: ModuleContext, given?: string): string {
  return given ?? arn({ service: 'iam', region: '', resource: `role/${name('break-glass')}` });
}

/** Reports what is no ARN of one role. */
export function checkBreakGlassRole(property: string, value: string | undefined, problem: ReportProblem): void {
  if (!isKnown(value) || /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value)) return;
  problem({
    property,
    value,
    allowed: 'the ARN of one role, without a wildcard',
    fix: 'Write arn:aws:iam::123456789012:role/name.',
  });
}
