export { checkPostgres, type PostgresConfig } from './checks';
export { PARAMETERS, PAUSING_PARAMETERS, parametersOf, type Parameter } from './parameters';
export { postgresUrl } from './url';
