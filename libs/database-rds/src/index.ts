export { DatabaseRds, type DatabaseRdsOutputs } from './database-rds';
export type { DatabaseRdsConfig, ReplicaConfig } from './database-rds.config';
