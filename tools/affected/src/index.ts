export { affectedEnvs, type Change, type Verdict } from './affected';
export { canonical } from './canonical';
export { Checkout } from './checkout';
export { AffectedError } from './errors';
export { Packages, type Sources } from './packages';
export { Repository } from './repository';
export { Tree } from './tree';
