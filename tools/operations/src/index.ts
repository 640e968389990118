export { COMMANDS } from './commands';
export { isOperation, operate, operationsUsage } from './operate';
export { TIMEOUT_MINUTES, watchRollout, type Outcome } from './rollout/watch';
