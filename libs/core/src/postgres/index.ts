export { checkPostgres, type PostgresConfig } from './checks';
export { MAX_CONNECTIONS, PARAMETERS, PAUSING_PARAMETERS, parametersOf, type Parameter } from './parameters';
export { checkVersions, majorOf, upgradesItself, type UpgradeConfig } from './upgrades';
export { postgresUrl } from './url';
export { parsePostgresVersion, type PostgresEngine, type PostgresVersion } from './versions';
