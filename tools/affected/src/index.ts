export { affectedEnvs, type Change, type Verdict } from './affected';
export { AffectedError } from './errors';
