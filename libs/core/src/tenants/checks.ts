import { isKnown, type ReportProblem } from '../config-error';

const MAX_LENGTH = 24;

/** Reports an id that cannot be part of every name, or that only Terraform knows. */
export function checkTenant(property: string, value: string, problem: ReportProblem): void {
  if (isKnown(value) && value.length <= MAX_LENGTH && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value)) return;
  problem({
    property,
    value,
    allowed: `1 to ${MAX_LENGTH} lowercase letters, digits and single hyphens, starting with a letter, known at synth: a bucket's name contains it`,
    fix: 'Use the tenant’s short name in the platform, e.g. physio-berlin; it never changes.',
  });
}

/** Reports what is no id of an AWS account. */
export function checkTenantAccount(property: string, value: string | undefined, problem: ReportProblem): void {
  if (!isKnown(value) || /^\d{12}$/.test(value)) return;
  problem({ property, value, allowed: '12 digits', fix: 'Copy the account’s id with all its digits, as text.' });
}
