export { type ArgumentLimit } from './argument-limit';
export { LIMITS, PROVIDER_VERSION } from './table';
export { refusedArguments, type RefusedArgument } from './refused-arguments';
