export { config } from './config';
export { ProductionStack } from './production.stack';
