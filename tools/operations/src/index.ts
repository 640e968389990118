export { COMMANDS } from './commands';
export { checkOperation, isOperation, operate, operationsUsage } from './operate';
export { TIMEOUT_MINUTES, watchRollout, type Outcome } from './rollout/watch';
export { awsClients } from './aws/clients';
export { contextOf, type Context } from './context';
