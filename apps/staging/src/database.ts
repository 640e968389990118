/** The database module of staging. Either one fits; its values are in `config.ts`. */
export { DatabaseAuroraServerless as Database } from '@restartix/database-aurora-serverless';
