export { checkPolicies } from './check-policies';
export { type Policy, type Severity, type Violation } from './policy';
