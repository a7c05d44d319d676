import { indexedDBKeyStore, type KeyStore } from '@turbosmtp-auth/browser';

const NAME = 'turbosmtp-auth-playground';

/** Each page has a sandbox of its own, so it has sessions of its own. */
export const pageProfile: string = `page-${crypto.randomUUID()}`;

/**
 * The sealed store of the sandbox's sessions. A sandbox forgets its keys with its page, so what earlier pages left
 * is useless: the first page to open clears it, and every page holds a shared lock to say that it is still there.
 */
export async function openPageStore(): Promise<KeyStore> {
  const locks: LockManager | undefined = navigator.locks; // not outside a secure context
  await locks?.request(NAME, { ifAvailable: true }, (lock) => lock && deleteDatabase());
  void locks?.request(NAME, { mode: 'shared' }, () => new Promise<never>(() => {}));
  return indexedDBKeyStore({ name: NAME });
}

function deleteDatabase(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    // Left-overs do no harm: whether this worked makes no difference.
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
