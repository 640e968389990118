export { affectedEnvs, type Change, type EnvResult } from './affected';
export { compareSynthesis, type ComparedEnv } from './compare-synthesis';
export { canonicalConfiguration, differenceOf } from './configuration';
