import { CHECKS, findingsOf, type Check } from '../checks';
import type { Context } from '../context';
import type { Finding } from '../finding';

export interface Step {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Nothing after it can be said without it. */
  readonly isFirst?: boolean;
}

/** The way from an empty account to a platform that serves, in order. */
export const STEPS: readonly Step[] = [
  { name: 'state', checks: [CHECKS.state] },
  { name: 'preflight', checks: [CHECKS.preflight] },
  { name: 'environment', checks: [CHECKS.environment], isFirst: true },
  { name: 'images', checks: [CHECKS.images] },
  { name: 'secrets', checks: [CHECKS.secrets] },
  { name: 'database users and migrations', checks: [CHECKS.jobs] },
  { name: 'services', checks: [CHECKS.services] },
  { name: 'schedules and alarms', checks: [CHECKS.schedules, CHECKS.alarms] },
  {
    name: 'subscriptions, certificates and DNS',
    checks: [CHECKS.subscriptions, CHECKS.certificates, CHECKS.edgeCertificates, CHECKS.dns],
  },
  { name: 'health', checks: [CHECKS.health] },
];

export interface Taken {
  readonly step: Step;
  /** Undefined for a step that waits for one before it. */
  readonly findings: readonly Finding[] | undefined;
}

/** How far each step is. */
export async function take(context: Context, steps: readonly Step[] = STEPS): Promise<Taken[]> {
  const taken: Taken[] = [];
  let isBlocked = false;
  for (const step of steps) {
    const findings: readonly Finding[] | undefined = isBlocked ? undefined : await findingsOf(context, step.checks);
    taken.push({ step, findings });
    isBlocked ||= step.isFirst === true && findings?.some(({ level }) => level === 'missing') === true;
  }
  return taken;
}
