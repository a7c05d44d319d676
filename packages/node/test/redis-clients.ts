import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { createClient } from 'redis';
import { createClient as createClient4 } from 'redis-4';
import { createClient as createClient5 } from 'redis-5';
import { onTestFinished } from 'vitest';
import type { RedisClient } from '../src/index.ts';

/** Where a Redis listens, and as whom to speak to it. */
export interface Address {
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
}

interface Connection {
  readonly client: RedisClient;
  close(): void;
}

const host = '127.0.0.1';
/** Clients say on their own what they cannot do; the store says it where it is asked. */
const ignore = (): void => {};
const node = ({ port, ...who }: Address) => ({ socket: { host, port, connectTimeout: 1000 }, ...who });

/** Every client that the store and the lock promise to take, as its users make one. */
const connections: Readonly<Record<string, (address: Address) => Promise<Connection>>> = {
  'redis 6': async (address) => {
    const client = createClient(node(address)).on('error', ignore);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
  'redis 5': async (address) => {
    const client = createClient5(node(address)).on('error', ignore);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
  'redis 4': async (address) => {
    const client = createClient4(node(address)).on('error', ignore);
    await client.connect();
    return { client, close: () => void client.disconnect().catch(ignore) };
  },
  'ioredis 6': async (address) => {
    const client = new Redis({ host, ...address }).on('error', ignore);
    return { client, close: () => client.disconnect() };
  },
  'ioredis 5': async (address) => {
    const client = new Redis5({ host, ...address }).on('error', ignore);
    return { client, close: () => client.disconnect() };
  },
};

export const redisPackages: readonly string[] = Object.keys(connections);

/** A client of a package, closed when the test is over. */
export async function open(name: string, address: Address): Promise<Connection> {
  const made = await connections[name]?.(address);
  if (!made) throw new Error(`there is no client ${name}`);
  let open = true;
  // Some throw when they are closed twice.
  const close = (): void => {
    if (open) made.close();
    open = false;
  };
  onTestFinished(close);
  return { client: made.client, close };
}

export const connect = async (name: string, address: Address): Promise<RedisClient> =>
  (await open(name, address)).client;

/** A client to look behind the store's back with, closed when the test is over. */
export function inspector({ port }: Address): Redis {
  const client = new Redis({ host, port }).on('error', ignore);
  onTestFinished(() => client.disconnect());
  return client;
}
