/** The database module of production. Either one fits; its values are in `config.ts`. */
export { DatabaseRds as Database } from '@restartix/database-rds';
