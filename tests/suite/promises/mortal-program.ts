import { type KeyStore, storageError } from '@turbosmtp-auth/core';

/** How a program comes to harm at one of its effects: a use of the store, or a request. */
export type Harm =
  | 'ends before' // the effect never happens
  | 'ends after' // it happens, and the program never hears of it
  | 'loses the store before' // every use of the store fails from there on
  | 'loses the store after'; // the same, but that one use took effect

/** The effects of one program, numbered as they come, of which one does harm. */
export interface MortalProgram {
  readonly keyStore: KeyStore;
  readonly fetch: typeof globalThis.fetch;
  /** Begins to count. */
  arm(): void;
  /** Whether the harm was done. */
  harmed(): boolean;
  /** Resolves when the program has ended. */
  readonly ended: Promise<void>;
  /** Keys that the service minted and of which the program wrote nothing down, since it ended too soon. */
  lost(): Promise<number>;
}

/** A program on this store and this network, which comes to harm at its effect number `at`. */
export function mortalProgram(
  store: KeyStore,
  fetch: typeof globalThis.fetch,
  harm: Harm,
  at: number,
): MortalProgram {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  const endsProgram = harm.startsWith('ends');
  const isBefore = harm.endsWith('before');
  let count = Number.NEGATIVE_INFINITY;
  let over = false;
  /** Minted, and not yet in any record. */
  const unwritten = new Set<string>();
  /** Requests that the service has, though the program may not hear of them. */
  const underWay = new Set<Promise<unknown>>();

  const effect = async <T>(kind: 'store' | 'request', work: () => Promise<T>): Promise<T> => {
    if (over && endsProgram) return never;
    if (over && kind === 'store') throw storageError('storage_unavailable');
    if (kind === 'request' && !endsProgram) return work();
    if (++count !== at) return work();
    over = true;
    if (!isBefore) await work().catch(() => undefined);
    if (!endsProgram) throw storageError('storage_unavailable');
    end();
    return never;
  };

  const send: typeof globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const { url } = new Request(input instanceof Request ? input.clone() : input);
    if (url.endsWith('/authorize') && response.ok)
      unwritten.add(((await response.clone().json()) as { auth: string }).auth); // as is documented
    return response;
  };

  return {
    ended,
    arm: () => {
      count = 0;
    },
    harmed: () => over,
    lost: async () => {
      await Promise.allSettled(underWay);
      return endsProgram ? unwritten.size : 0;
    },
    keyStore: {
      describe: store.describe,
      get: (slot) => effect('store', () => store.get(slot)),
      set: (slot, record, ifGen) =>
        effect('store', async () => {
          const written = await store.set(slot, record, ifGen);
          const text = JSON.stringify(record);
          for (const key of unwritten) if (written && text.includes(key)) unwritten.delete(key);
          return written;
        }),
      remove: (slot, ifGen) => effect('store', () => store.remove(slot, ifGen)),
    },
    fetch: (input, init) =>
      effect('request', () => {
        const sent = send(input, init);
        underWay.add(sent);
        return sent;
      }),
  };
}
