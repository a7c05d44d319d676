import { invalidInput } from '@turbosmtp-auth/core';

/**
 * What is used of a client, pool, cluster or sentinel of `redis` (node-redis 4, 5 and 6).
 *
 * @throws Its own errors, of which the store makes a {@link StorageError}.
 */
export interface NodeRedisClient {
  /** Runs a Lua script on the server. */
  eval(
    script: string,
    options: {
      /** `KEYS` of the script. */
      keys: string[];
      /** `ARGV` of the script. */
      arguments: string[];
    },
  ): Promise<unknown>;
}

/**
 * What is used of a `Redis` or `Cluster` of `ioredis` (5 and 6).
 *
 * @throws Its own errors, of which the store makes a {@link StorageError}.
 */
export interface IORedisClient {
  /** Runs a Lua script on the server. */
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  /** It is there in no other client: this is how one of `ioredis` is recognised. It is not called. */
  defineCommand(
    name: string,
    definition: {
      /** The script. */
      lua: string;
    },
  ): void;
}

/** Your own connection to Redis: a client of `redis` that is connected, or one of `ioredis`. */
export type RedisClient = NodeRedisClient | IORedisClient;

/** @throws {InvalidInputError} if scripts cannot be run with it. */
export function checkRedisClient(client: RedisClient): void {
  if (typeof client !== 'object' || client === null || typeof client.eval !== 'function')
    throw invalidInput('client', 'not_a_redis_client');
}
