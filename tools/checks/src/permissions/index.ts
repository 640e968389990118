export { deniedTo, problemsOf, type Stack } from './live';
export type { LoggedCall } from './record';
