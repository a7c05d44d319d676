import { type KeyStore, memoryKeyStore, StorageError, storageError } from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from '../case.ts';
import { equal, ok } from '../expect.ts';
import { rawCall } from '../wire.ts';

/** More than the store is asked in one login. */
const steps = Array.from({ length: 12 }, (_, index) => index + 1);

type Method = 'get' | 'set' | 'remove';

/** A store on which something happens at its `step`th use, counted from when it is armed. */
function trippedStore(trip: (method: Method) => unknown): {
  store: KeyStore;
  inner: KeyStore;
  arm(step: number): void;
} {
  const inner = memoryKeyStore();
  let left = Number.POSITIVE_INFINITY;
  const use = async <T>(method: Method, work: () => Promise<T>): Promise<T> => {
    left--;
    if (left === 0) await trip(method);
    return work();
  };
  return {
    inner,
    arm: (step) => {
      left = step;
    },
    store: {
      describe: inner.describe,
      get: (slot) => use('get', () => inner.get(slot)),
      set: (slot, record, ifGen) => use('set', () => inner.set(slot, record, ifGen)),
      remove: (slot, ifGen) => use('remove', () => inner.remove(slot, ifGen)),
    },
  };
}

/** Every key that lives on the service is in the store: as the session, or among those still to be revoked. */
async function expectNoStrays({ service, profile }: Context, store: KeyStore): Promise<void> {
  const origin = new URL(service.baseUrl).origin;
  const session = await store.get({ origin, profile, kind: 'session' });
  const queue = await store.get({ origin, profile, kind: 'revocation' });
  const stored = [
    ...(session?.kind === 'session' ? [session.key] : []),
    ...(queue?.kind === 'revocation' ? queue.keys : []),
  ];
  const replies = await Promise.all(stored.map((key) => rawCall(service, key)));
  const live = (await service.keys()).length;
  equal(
    live,
    replies.filter(({ status }) => status === 200).length,
    'keys on the service, as many as are stored',
  );
}

export const loginIsATransaction: readonly Case[] = theme('login is a transaction', [
  ...steps.map(
    (step): Case => ({
      name: `when the store fails at its use number ${step}`,
      async run(context) {
        const { account, createClient } = context;
        const tripped = trippedStore(() => {
          throw storageError('storage_full');
        });
        const client = createClient({ keyStore: tripped.store });
        tripped.arm(step);
        const failure = await client.login(account).then(
          () => undefined,
          (error: unknown) => error,
        );
        ok(failure === undefined || failure instanceof StorageError, 'nothing but a StorageError');
        await client.close();
        await expectNoStrays(context, tripped.inner);
      },
    }),
  ),
  ...steps.map(
    (step): Case => ({
      name: `when the caller leaves at use number ${step} of the store`,
      async run(context) {
        const { account, service, createClient } = context;
        const left = new AbortController();
        const tripped = trippedStore(() => left.abort(new Error('left')));
        const client = createClient({ keyStore: tripped.store });
        tripped.arm(step);
        const done = await client.login(account, { signal: left.signal }).then(
          () => true,
          () => false,
        );
        await client.close();
        await expectNoStrays(context, tripped.inner);
        // Told that it failed, the caller is not signed in, however late it left.
        equal((await service.keys()).length, done ? 1 : 0, 'number of keys');
      },
    }),
  ),
  ...steps.map(
    (step): Case => ({
      name: `when another client logs out at use number ${step} of the store`,
      async run(context) {
        const { account, createClient } = context;
        let other: () => Promise<unknown> = async () => {};
        const tripped = trippedStore(() => other());
        const client = createClient({ keyStore: tripped.store });
        const second = createClient({ keyStore: tripped.inner });
        await client.login(account);
        other = () => second.logout();
        tripped.arm(step);
        await client.login(account).catch(() => {});
        await Promise.all([client.close(), second.close()]);
        await expectNoStrays(context, tripped.inner);
      },
    }),
  ),
  {
    name: 'and a store that cannot be written to is found out before a key is minted',
    async run({ account, service, createClient }) {
      const inner = memoryKeyStore();
      const full: KeyStore = {
        ...inner,
        set: async () => {
          throw storageError('storage_full');
        },
      };
      const error = await createClient({ keyStore: full })
        .login(account)
        .catch((thrown: unknown) => thrown);
      ok(error instanceof StorageError && error.code === 'storage_full', 'storage_full');
      equal(await service.requests(), []);
    },
  },
  {
    name: 'and a store that lies is found out before a key is minted',
    async run({ account, service, createClient }) {
      const forgetful: KeyStore = { ...memoryKeyStore(), set: async () => true };
      const error = await createClient({ keyStore: forgetful })
        .login(account)
        .catch((thrown: unknown) => thrown);
      ok(error instanceof StorageError, 'a StorageError');
      equal(await service.requests(), []);
    },
  },
]);
