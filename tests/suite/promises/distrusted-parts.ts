import { type KeyStore, type Lock, memoryKeyStore, StorageError } from '@turbosmtp-auth/core';
import { type Case, theme } from '../case.ts';
import { equal, ok, refused } from '../expect.ts';
import { logins } from '../wire.ts';

const secret = 'canary-of-a-store';
const never = (): Promise<never> => new Promise(() => {});

const locks: Readonly<Record<string, Lock>> = {
  rejects: () => Promise.reject(new Error(secret)),
  throws: () => {
    throw new Error(secret);
  },
  'never lets anybody in': never,
  'runs nothing': async () => undefined as never, // a lock that lies about its result
};

/** Parts that the caller brings: a store and a lock are trusted with keys, and with nothing else. */
export const distrustedParts: readonly Case[] = [
  ...theme(
    'locks',
    Object.entries(locks).map(
      ([what, lock]): Case => ({
        name: `one that ${what} fails no call`,
        async run({ account, service, createClient }) {
          // A store that answers at once: a disk would take real time, while time flies here.
          const keyStore = memoryKeyStore();
          const client = createClient({ lock, keyStore, credentials: account, timeout: 60_000 });
          let waiting = true;
          const key = client.apiKey().finally(() => {
            waiting = false;
          });
          key.catch(() => {});
          // A lock that hangs is waited for, on the service's clock, for ten seconds. Only until the login is under way: the
          // rest is for a real answer, which takes real time.
          while (waiting && (await logins(service)) === 0) {
            await service.advance(500);
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          await key;
          equal(await logins(service), 1);
        },
      }),
    ),
  ),
  ...theme('stores', [
    {
      name: 'that throw or reject show nothing of what they threw',
      async run({ account, createClient, inspect }) {
        const broken: readonly Partial<KeyStore>[] = [
          {
            get: () => {
              throw new Error(secret);
            },
          },
          { get: () => Promise.reject(new Error(secret)) },
          { set: () => Promise.reject(secret) },
          { describe: () => Promise.reject(new Error(secret)) },
        ];
        for (const parts of broken) {
          const client = createClient({ keyStore: { ...memoryKeyStore(), ...parts } });
          const error = await refused(client.login(account), {
            class: StorageError,
            code: 'storage_unavailable',
          });
          ok(!inspect(error).includes(secret), 'nothing of what the store threw');
        }
      },
    },
    {
      name: 'that answer with something else are damaged, and nothing of it is used',
      async run({ account, service, createClient }) {
        const answers: readonly unknown[] = [
          'text',
          { v: 1, kind: 'pending', gen: 'a', startedAt: 0 },
          {
            v: 1,
            kind: 'session',
            gen: 'a',
            key: 'a\r\nb: c',
            account: account.email,
            mintedAt: 0,
            expiresAt: null,
            clockOffset: 0,
          },
          {
            v: 1,
            kind: 'session',
            gen: 'a',
            account: account.email,
            mintedAt: 0,
            expiresAt: null,
            clockOffset: 0,
          },
        ];
        for (const answer of answers) {
          const get = async ({ kind }: { kind: string }): Promise<never> =>
            (kind === 'session' ? answer : null) as never; // what a store that lies may answer
          const client = createClient({ keyStore: { ...memoryKeyStore(), get } });
          await refused(client.fetch('/analytics'), { class: StorageError, code: 'storage_damaged' });
        }
        equal((await service.requests()).length, 0);
      },
    },
    {
      name: 'that never answer are given up in time',
      async run({ account, service, createClient }) {
        for (const part of ['describe', 'get', 'set'] as const) {
          const client = createClient({ keyStore: { ...memoryKeyStore(), [part]: never } });
          const call = refused(client.login(account), { class: StorageError, code: 'storage_timeout' });
          const nudge = setInterval(() => void service.advance(500), 20);
          await call.finally(() => clearInterval(nudge));
        }
        equal(await logins(service), 0);
      },
    },
    {
      name: 'below the least assurance are not used',
      async run({ account, service, createClient }) {
        const client = createClient({ keyStore: memoryKeyStore(), minAssurance: 'encrypted' });
        await refused(client.login(account), { class: StorageError, code: 'storage_below_assurance' });
        equal((await service.requests()).length, 0);
      },
    },
  ]),
  ...theme('creation', [
    {
      name: 'asks neither the store nor the service for anything',
      async run({ account, service, createClient }) {
        let touched = 0;
        const touch = (): Promise<never> => {
          touched++;
          return never();
        };
        const keyStore: KeyStore = { describe: touch, get: touch, set: touch, remove: touch };
        createClient({ keyStore, credentials: account, fetch: touch, lock: touch });
        await new Promise((resolve) => setTimeout(resolve, 10));
        equal(touched, 0);
        equal((await service.requests()).length, 0);
      },
    },
  ]),
];
