import { type Assurance, type KeyStore, type SealingKeys, STORE_LIMIT } from '@turbosmtp-auth/core';
import { fileLock } from '../file-lock.ts';
import { findSealingKey } from '../find-sealing-key.ts';
import { findSession } from '../keychain/session-bus.ts';
import { keychainKeyStore } from '../keychain-key-store.ts';
import { sealedFileKeyStore } from '../sealed-file-key-store.ts';

/** What the rungs are made of. */
export interface RungOptions {
  readonly sealingKey: SealingKeys | undefined;
  readonly directory: string | undefined;
  /** The store of the last rung. */
  readonly memory: KeyStore;
}

/** A store that can be used and why, or why there is none. An error is neither: it ends the climb. */
export type Opened = { readonly store: KeyStore; readonly because: string } | { readonly absent: string };

/** One of the stores to choose from. */
export interface Rung {
  readonly name: 'sealed file' | 'OS keychain' | 'memory';
  readonly assurance: Assurance;
  open(options: RungOptions): Promise<Opened>;
}

/** From the first choice to the last. */
export const rungs: readonly Rung[] = [
  {
    name: 'sealed file',
    assurance: 'encrypted',
    open: async ({ sealingKey, directory }) => {
      const found = sealingKey ? { key: sealingKey, source: 'the option' } : await findSealingKey();
      if (!found) return { absent: 'no sealing key is configured' };
      const store = sealedFileKeyStore({
        sealingKey: found.key,
        ...(directory !== undefined && { directory }),
      });
      return { store, because: `the sealing key is from ${found.source}` };
    },
  },
  {
    name: 'OS keychain',
    assurance: 'os',
    open: async () => {
      // Where there is one that is not meant: a build machine, a remote shell on a desktop, a test.
      if (process.env['TURBOSMTP_AUTH_KEYCHAIN'] === 'off')
        return { absent: 'TURBOSMTP_AUTH_KEYCHAIN turns it off' };
      // Services and containers end here, before anything of the keychain is loaded.
      if (!(await findSession(process))) return { absent: 'there is no D-Bus session' };
      const { findAbsence } = await import('../keychain/worker-port.ts');
      const absent = await findAbsence(STORE_LIMIT, fileLock());
      return absent === null ? { store: keychainKeyStore(), because: 'it answers' } : { absent };
    },
  },
  {
    name: 'memory',
    assurance: 'memory',
    open: async ({ memory }) => ({ store: memory, because: 'no better store exists here' }),
  },
];
