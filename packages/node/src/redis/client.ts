import { asStorageErrors, invalidInput } from '@turbosmtp-auth/core';
import { redisFault } from './faults.ts';

/** What is used of a client, pool, cluster or sentinel of `redis` (node-redis 4, 5 and 6). */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** What is used of a `Redis` or `Cluster` of `ioredis` (5 and 6). */
export interface IORedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  defineCommand(name: string, definition: { lua: string }): void;
}

/** Your own connection to Redis: a client of `redis` that is connected, or one of `ioredis`. */
export type RedisClient = NodeRedisClient | IORedisClient;

/**
 * Runs a script on one key. It is all that is asked of a client: whatever is compared and written is then one step,
 * and the same one on a single server, a cluster and a sentinel, since the key decides where it runs. It rejects with a
 * `StorageError` only.
 */
export type RunScript = (script: string, key: string, args: readonly string[]) => Promise<unknown>;

const isIORedis = (client: RedisClient): client is IORedisClient =>
  'defineCommand' in client && typeof client.defineCommand === 'function';

/**
 * Tells the two kinds of client apart by what they can do.
 *
 * @throws {InvalidInputError} where it is neither.
 */
export function scriptRunner(client: RedisClient): RunScript {
  if (typeof client !== 'object' || client === null || typeof client.eval !== 'function')
    throw invalidInput('client', 'not_a_redis_client');
  const run: RunScript = isIORedis(client)
    ? async (script, key, args) => client.eval(script, 1, key, ...args)
    : async (script, key, args) => client.eval(script, { keys: [key], arguments: [...args] });
  return (...asked) => asStorageErrors(() => run(...asked), redisFault);
}

/** A string in a reply. Clients can be told to give bytes instead. */
export const textOf = (reply: unknown): unknown =>
  reply instanceof Uint8Array ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(reply) : reply;
