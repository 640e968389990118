export { config } from './config';
export { StagingStack } from './staging.stack';
