import {
  type Assurance,
  assurances,
  invalidInput,
  type KeyStore,
  memoryKeyStore,
  withLock,
} from '@turbosmtp-auth/core';
import type { SealingKey } from '@turbosmtp-auth/core/seal';
import { type Climb, climb, type RungVerdict, whyThis } from './auto/climb.ts';
import { findLock } from './store-lock.ts';

export type { RungVerdict } from './auto/climb.ts';

/** What the choice depends on. */
export interface AutoKeyStoreOptions {
  /** The least that will do. Default `memory`. */
  readonly minAssurance?: Assurance;
  /** Before any key that `findSealingKey` finds. */
  readonly sealingKey?: SealingKey;
  /** Where sealed files are, as for `sealedFileKeyStore`. */
  readonly directory?: string;
}

/** What {@link explainKeyStore} says. */
export interface KeyStoreExplanation {
  /** Null where no store will do. */
  readonly chosen: RungVerdict['store'] | null;
  /** Every store there is to choose from, in order. */
  readonly stores: readonly RungVerdict[];
  /** The code of the error that calls of the store reject with. */
  readonly code?: string;
}

/**
 * The best key store that there is: a sealed file where a sealing key is configured (see `findSealingKey`), else the
 * OS keychain where there is one that answers, else memory, as far as `minAssurance` allows.
 *
 * The choice is made once, on first use; a choice that failed is made again. It falls only from what is absent: a
 * sealing key that is none, or a keychain that is locked, is an error, never a reason for a lesser store. `describe()`
 * says what was chosen and why nothing better; {@link explainKeyStore} says it in full. Where neither a sealing key
 * nor a D-Bus session nor `@napi-rs/keyring` is there, it costs a few milliseconds and no process.
 * `TURBOSMTP_AUTH_KEYCHAIN=off` in the environment passes over the keychain.
 *
 * @throws {InvalidInputError} where `minAssurance` is none. Its methods reject with those errors of the chosen store,
 * of `findSealingKey`, and with `storage_below_assurance`, whose hint says what to install or set.
 * @example
 * ```ts
 * import { autoKeyStore, createClient } from '@turbosmtp-auth/node';
 *
 * const client = createClient({ keyStore: autoKeyStore({ minAssurance: 'encrypted' }) });
 * ```
 */
export function autoKeyStore(options: AutoKeyStoreOptions = {}): KeyStore {
  return autoOver(memoryKeyStore(), options);
}

/** An {@link autoKeyStore} whose last choice is this memory, which others may share. */
export function autoOver(memory: KeyStore, options: AutoKeyStoreOptions): KeyStore {
  const { minAssurance = 'memory', sealingKey, directory } = options;
  if (!assurances.includes(minAssurance)) throw invalidInput('minAssurance', 'not_an_assurance');
  let choice: Promise<Choice> | undefined;

  const choose = (): Promise<Choice> => {
    if (choice) return choice;
    const pending = climb(minAssurance, { sealingKey, directory, memory }).then(choiceOf);
    pending.catch(() => {
      choice = undefined; // it may be unlocked, or set right, by the next call
    });
    choice = pending;
    return pending;
  };

  const best: KeyStore = {
    describe: async () => {
      const { store, why } = await choose();
      const { backend, ...description } = await store.describe();
      return { backend: `${backend} (${why})`, ...description };
    },
    get: async (slot) => (await choose()).store.get(slot),
    set: async (slot, record, ifGen) => (await choose()).store.set(slot, record, ifGen),
    remove: async (slot, ifGen) => (await choose()).store.remove(slot, ifGen),
  };
  return withLock(best, async () => findLock((await choose()).store));
}

interface Choice {
  readonly store: KeyStore;
  readonly why: string;
}

function choiceOf({ verdicts, outcome }: Climb): Choice {
  if ('error' in outcome) throw outcome.error;
  return { store: outcome.store, why: whyThis(verdicts) };
}

/**
 * Says which store {@link autoKeyStore} takes with these options, here and now, and what became of each other one. It
 * rejects with nothing: what fails is part of the answer.
 *
 * @throws {InvalidInputError} where `minAssurance` is none.
 * @example
 * ```ts
 * import { explainKeyStore } from '@turbosmtp-auth/node';
 *
 * const { chosen, stores } = await explainKeyStore();
 * for (const { store, verdict, reason } of stores) console.log(`${store}: ${verdict}, ${reason}`);
 * console.log(chosen);
 * ```
 */
export async function explainKeyStore({
  minAssurance = 'memory',
  sealingKey,
  directory,
}: AutoKeyStoreOptions = {}): Promise<KeyStoreExplanation> {
  if (!assurances.includes(minAssurance)) throw invalidInput('minAssurance', 'not_an_assurance');
  const { verdicts, outcome } = await climb(minAssurance, {
    sealingKey,
    directory,
    memory: memoryKeyStore(),
  });
  const { code } = 'error' in outcome ? (Object(outcome.error) as { code?: unknown }) : {}; // our errors have one
  return {
    chosen: verdicts.find(({ verdict }) => verdict === 'chosen')?.store ?? null,
    stores: verdicts,
    ...(typeof code === 'string' && { code }),
  };
}
