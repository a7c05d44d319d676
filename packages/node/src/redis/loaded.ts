// What a Redis key store and a Redis lock load on first use: one file, since each costs a millisecond.
export { lockInRedis } from './lock-in-redis.ts';
export { redisRecords } from './redis-records.ts';
