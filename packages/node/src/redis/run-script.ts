import { asStorageErrors } from '@turbosmtp-auth/core';
import { isBytes } from '../any-realm.ts';
import type { IORedisClient, RedisClient } from './client.ts';
import { redisFault } from './faults.ts';

/**
 * Runs a script on one key. A client needs nothing else. To compare and to write is then one step. It is the same on a
 * single server, a cluster and a sentinel, since the key decides where it runs. It rejects with a `StorageError` only.
 */
export type RunScript = (script: string, key: string, args: readonly string[]) => Promise<unknown>;

const isIORedis = (client: RedisClient): client is IORedisClient =>
  'defineCommand' in client && typeof client.defineCommand === 'function';

/** Tells the two kinds of client apart by what they can do. */
export function scriptRunner(client: RedisClient): RunScript {
  const run: RunScript = isIORedis(client)
    ? async (script, key, args) => client.eval(script, 1, key, ...args)
    : async (script, key, args) => client.eval(script, { keys: [key], arguments: [...args] });
  return (...asked) => asStorageErrors(() => run(...asked), redisFault);
}

/** A string in a reply. Clients can be told to give bytes instead. */
export const textOf = (reply: unknown): unknown =>
  isBytes(reply) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(reply) : reply;
