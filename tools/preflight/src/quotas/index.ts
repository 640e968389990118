import type { Group } from '../check';
import { countedCheck } from './counted';
import { fargateChecks } from './fargate';
import { iamCheck } from './iam';
import { logPoliciesCheck } from './log-policies';
import { COUNTED } from './table';

export const quotas: Group = {
  name: 'quotas',
  checks: [...fargateChecks, ...COUNTED.map(countedCheck), iamCheck, logPoliciesCheck],
};
