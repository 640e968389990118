export { checkPostgres, type PostgresConfig } from './checks';
export { MAX_CONNECTIONS, PARAMETERS, PAUSING_PARAMETERS, parametersOf, type Parameter } from './parameters';
export { postgresUrl } from './url';
