export { checkSuccessor, type Checked, type CheckOptions } from './check';
export { SUCCESSOR } from './move';
export { ACCEPTED } from './compare';
