export { CacheRedis, type CacheRedisOutputs } from './cache-redis';
export { type CacheAuth, type CacheRedisConfig } from './cache-redis.config';
export { type Auth, type IamAuth } from './auth';
export { type Engine, type Family } from './engine';
export { type LogType } from './logs';
