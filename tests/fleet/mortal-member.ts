import { writeFileSync } from 'node:fs';
import { createClient, type KeyStore, rotateConsumerKey } from '@turbosmtp-auth/node';
import type { Medium } from './fleet.ts';
import { openMedium } from './fleet-medium.ts';

// One program that is killed at one of its effects: a use of the store, or a request. It ends by itself if it has fewer.

/** What a program does, before and while its effects count. */
export interface MortalOptions {
  readonly baseUrl: string;
  readonly account: { readonly email: string; readonly password: string };
  readonly medium: Medium;
  readonly profile: string;
  /** Of a `refused rotation`, the service takes no pair but the first. */
  readonly scene: 'login over a session' | 'refused key' | 'logout' | 'rotation' | 'refused rotation';
  /** The key of the pair that is saved. */
  readonly first?: string;
  readonly kill: 'before' | 'after';
  /** Which of its effects. */
  readonly at: number;
  /** A file for what it knows when it is killed: how many keys were minted of which it wrote nothing down. */
  readonly will: string;
}

const options: MortalOptions = JSON.parse(process.argv[2] ?? '');
const { baseUrl, account, medium, profile, scene, first, kill, at, will } = options;
const { keyStore: inner, lock } = await openMedium(medium);

let count = Number.NEGATIVE_INFINITY;
/** Minted, and not yet in any record. */
const unwritten = new Set<string>();

async function effect<T>(work: () => Promise<T>): Promise<T> {
  const isLast = ++count === at;
  if (isLast && kill === 'before') die();
  const result = await work();
  if (isLast) die();
  return result;
}

function die(): never {
  writeFileSync(will, String(unwritten.size));
  process.kill(process.pid, 'SIGKILL');
  throw new Error('It is over.');
}

const keyStore: KeyStore = {
  ...inner,
  get: (slot) => effect(() => inner.get(slot)),
  set: (slot, record, ifGen) =>
    effect(async () => {
      const written = await inner.set(slot, record, ifGen);
      const text = JSON.stringify(record);
      for (const key of unwritten) if (written && text.includes(key)) unwritten.delete(key);
      return written;
    }),
  remove: (slot, ifGen) => effect(() => inner.remove(slot, ifGen)),
};

const network: typeof fetch = (input, init) =>
  effect(async () => {
    const pair = new Headers(init?.headers).get('consumerkey');
    if (scene === 'refused rotation' && pair !== null && pair !== first)
      return Response.json({ message: 'invalid_authorization_key' }, { status: 401 });
    const response = await fetch(input, init);
    if (String(input).endsWith('/authorize') && response.ok)
      unwritten.add(((await response.clone().json()) as { auth: string }).auth); // as is documented
    return response;
  });

const shared = { baseUrl, profile, keyStore, fetch: network, retry: false, ...(lock && { lock }) } as const;
const client = createClient(
  scene === 'refused key' ? { ...shared, credentials: account, noExpire: true } : shared,
);
const login = (): Promise<unknown> => client.login({ ...account, noExpire: true });

await (scene === 'refused key' ? client.apiKey() : login());
count = 0;
if (scene === 'rotation') await rotateConsumerKey(client);
else if (scene === 'refused rotation')
  await rotateConsumerKey(client).catch((error: unknown) => {
    if (Object(error).reason !== 'new_pair_refused') throw error;
  });
else if (scene === 'refused key') await client.fetch('/analytics');
else if (scene === 'logout') await client.logout();
else await login();
await client.close();
process.exit(0);
