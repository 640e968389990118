import type { PlanJson } from '../plan-json';
import type { FailedCheck } from '../model';

/** The conditions that do not hold, with their own messages. Terraform leaves a message out that holds a sensitive value. */
export function failedChecks({ checks = [] }: PlanJson): FailedCheck[] {
  return checks
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map(({ address, instances = [] }) => ({
      address: address.to_display,
      messages: [...new Set(instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message)))].sort(),
    }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}
