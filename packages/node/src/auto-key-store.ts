import {
  type Assurance,
  assurances,
  checkObject,
  checkSealingKeys,
  invalidInput,
  type KeyStore,
  memoryKeyStore,
  type SealingKeys,
  withLock,
} from '@turbosmtp-auth/core';
import { type Climb, climb, type RungVerdict, whyThis } from './auto/climb.ts';
import type { RungOptions } from './auto/rungs.ts';
import { givenDirectory } from './state-directory.ts';
import { findLock } from './store-lock.ts';

export type { RungVerdict } from './auto/climb.ts';

/** The options of the choice. */
export interface AutoKeyStoreOptions {
  /** The least assurance that is accepted. Default `memory`. */
  readonly minAssurance?: Assurance;
  /** Comes before any key that `findSealingKey` finds. Default: what that finds. */
  readonly sealingKey?: SealingKeys;
  /** Where sealed files are. Default: as for `sealedFileKeyStore`. */
  readonly directory?: string;
}

/** What {@link explainKeyStore} says. */
export interface KeyStoreExplanation {
  /** `null` if no store is safe enough, or if one failed. */
  readonly chosen: RungVerdict['store'] | null;
  /** Every store that can be chosen, in order. */
  readonly stores: readonly RungVerdict[];
  /** The code of the error that calls of the store reject with. */
  readonly code?: string;
}

/**
 * The best key store of this machine that is at least as safe as `minAssurance`. It is a sealed file if a sealing key is
 * configured (see `findSealingKey`); else the OS keychain, if one answers; else memory.
 *
 * It chooses once, on first use, and again after a choice that failed. It falls back only if a store does not exist. An
 * invalid sealing key or a locked keychain is an error. `describe()` says what was chosen, and why no better store was;
 * {@link explainKeyStore} says it in full. If there is no sealing key, no D-Bus session and no `@napi-rs/keyring`, choosing
 * takes a few milliseconds and starts no process. `TURBOSMTP_AUTH_KEYCHAIN=off` in the environment skips the keychain.
 *
 * @throws {InvalidInputError} `invalid_input` if an option is invalid.
 * @throws {StorageError} from its methods: `storage_below_assurance`, whose hint says what to install or set; and the errors of the
 * chosen store and of `findSealingKey`.
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
  const { minAssurance, sealingKey, directory } = checkedOptions(options);
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

/** A sealing key that is wrong must not be taken for none: the next store is a weaker one. */
function checkedOptions(
  options: AutoKeyStoreOptions,
): Omit<RungOptions, 'memory'> & Required<Pick<AutoKeyStoreOptions, 'minAssurance'>> {
  checkObject('options', options);
  const { minAssurance = 'memory', sealingKey, directory } = options;
  if (!assurances.includes(minAssurance)) throw invalidInput('minAssurance', 'not_an_assurance');
  return {
    minAssurance,
    sealingKey: sealingKey === undefined ? undefined : checkSealingKeys(sealingKey),
    directory: givenDirectory(directory),
  };
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
 * Explains which store {@link autoKeyStore} takes with these options, here and now, and why it does not take the others. A
 * store that fails is part of the answer, not an error.
 *
 * @throws {InvalidInputError} `invalid_input` if an option is invalid.
 * @example
 * ```ts
 * import { explainKeyStore } from '@turbosmtp-auth/node';
 *
 * const { chosen, stores } = await explainKeyStore();
 * for (const { store, verdict, reason } of stores) console.log(`${store}: ${verdict}, ${reason}`);
 * console.log(chosen);
 * ```
 */
export async function explainKeyStore(options: AutoKeyStoreOptions = {}): Promise<KeyStoreExplanation> {
  const { minAssurance, sealingKey, directory } = checkedOptions(options);
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
