export { config } from './config';
export { Database } from './database';
