export { COMMANDS } from './commands';
export { isOperation, operate, operationsUsage } from './operate';
