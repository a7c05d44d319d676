import type { ConsumerPair, ConsumerRecord, KeyStore, Slot } from '@turbosmtp-auth/node';
import type { Invocation } from '../../command.ts';
import { Failure } from '../../failures.ts';

/** The consumer pair that is kept for a profile, beside its session. */
export interface SavedPair {
  read(): Promise<ConsumerRecord | null>;
  /** Rejects unless a pair can be written: tried before one is made, whose secret would be lost. */
  proveWritable(): Promise<void>;
  /** Answers `false` if another pair was saved meanwhile. `over`: what it may replace. */
  write(pair: ConsumerPair, label: string | undefined, over: ConsumerRecord | null): Promise<boolean>;
  remove(record: ConsumerRecord): Promise<boolean>;
}

export async function openSavedPair({ keyStore, profile, baseUrl }: Invocation): Promise<SavedPair> {
  const store: KeyStore = await keyStore();
  const { origin } = new URL(baseUrl); // the client was made with it, so it is one
  const slotOf = (kind: Slot['kind']): Slot => ({ origin, profile, kind });
  const slot = slotOf('consumer');
  return {
    read: async () => {
      const record = await store.get(slot);
      return record?.kind === 'consumer' ? record : null;
    },
    proveWritable: async () => {
      const gen = crypto.randomUUID();
      // A login that is under way has proved it already.
      const written = await store.set(
        slotOf('pending'),
        { v: 1, kind: 'pending', gen, startedAt: Date.now() },
        null,
      );
      if (written) await store.remove(slotOf('pending'), gen);
    },
    write: ({ key, secret }, label, over) =>
      store.set(
        slot,
        {
          v: 1,
          kind: 'consumer',
          gen: crypto.randomUUID(),
          key,
          secret,
          ...(label !== undefined && { label }),
        },
        over?.gen ?? null,
      ),
    remove: ({ gen }) => store.remove(slot, gen),
  };
}

/** Of a pair that cannot be read. */
export const unreadable = 'unreadable';

export const unreadableNote = ({ follow }: Pick<Invocation, 'follow'>): string =>
  `The saved pair could not be read. To see where it is kept: \`${follow('doctor')}\`.`;

/** The saved pair, for a command whose answer it is not: the service has done its part by then. */
export const readIfPossible = (saved: SavedPair): Promise<ConsumerRecord | null | typeof unreadable> =>
  saved.read().catch(() => unreadable);

/** The key of the saved pair, `null` where none is or it cannot be read, and what there is to say of the latter. */
export async function findSavedKey(
  invocation: Invocation,
): Promise<{ savedKey: string | null; notes: readonly string[] }> {
  const pair = await readIfPossible(await openSavedPair(invocation));
  return pair === unreadable
    ? { savedKey: null, notes: [unreadableNote(invocation)] }
    : { savedKey: pair?.key ?? null, notes: [] };
}

/** The failure for a pair that is already there. Its secret was shown once: it is not written over unasked. */
export const alreadySaved = (profile: string): Failure =>
  new Failure(
    'consumer_exists',
    `A consumer pair is already saved for profile ${profile}.`,
    'If you no longer need its secret, add --replace. Otherwise choose another --profile.',
    'usage',
    'consumer-keys list',
  );
