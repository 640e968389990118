export { COMMANDS } from './commands';
export { operations } from './operate';
export { TIMEOUT_MINUTES, watchRollout, type Outcome } from './rollout/watch';
export { awsClients } from './aws/clients';
export { contextOf, type Context } from './context';
