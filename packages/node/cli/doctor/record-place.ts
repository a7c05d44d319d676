import { sealedRecords } from '@turbosmtp-auth/core/files';
import { keychainRecords } from '@turbosmtp-auth/core/keychain';
import { createSealer } from '@turbosmtp-auth/core/seal';
import type { KeyStore, Slot } from '@turbosmtp-auth/node';
import { filePort } from '../../src/file-port.ts';

/** Where a record lies, as its owner finds it with other programs. */
export interface RecordPlace {
  readonly medium: 'file' | 'keychain';
  /** The path of the file, or the name of the entry. */
  readonly name: string;
}

/**
 * Where the record of a slot lies. Only the stores know how they call it: one is asked for it on a medium that takes down
 * what it is asked for, and has nothing. `directory`: of the sealed files; null for the keychain.
 */
export async function placeOf(slot: Slot, directory: string | null): Promise<RecordPlace> {
  let asked = '';
  const nothing = (name: string): null => {
    asked = name;
    return null;
  };
  const store: KeyStore =
    directory === null
      ? keychainRecords({
          port: () => ({ read: async (entry) => nothing(entry), replace: async () => false }),
        })
      : sealedRecords({
          port: () => ({
            ...filePort,
            facts: async (path) => (path === directory ? aPrivateDirectory : nothing(path)),
          }),
          directory: () => directory,
          sealer: createSealer(new Uint8Array(32)), // with nothing to open
        });
  await store.get(slot);
  return { medium: directory === null ? 'keychain' : 'file', name: asked };
}

const aPrivateDirectory = {
  type: 'directory',
  mode: 0o700,
  owner: filePort.user(),
  size: 0,
  id: null,
  modified: null,
} as const;
