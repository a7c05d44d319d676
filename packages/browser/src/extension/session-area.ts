import { asStorageErrors, storageError } from '@turbosmtp-auth/core';
import { extensionApi, type SessionArea } from './extension-api.ts';
import { extensionHint } from './hints.ts';

/**
 * Works on `storage.session`.
 *
 * @throws {StorageError}
 */
export function inSessionArea<T>(work: (area: SessionArea) => Promise<T>): Promise<T> {
  return asStorageErrors(
    async () => {
      const api = extensionApi();
      // A private window would have a background and a sealing key of its own, over the same records.
      if (api?.runtime.getManifest?.().incognito === 'split')
        throw storageError('storage_unavailable', extensionHint('incognito_split'));
      const area = api?.storage?.session;
      if (!area) throw storageError('storage_unavailable', extensionHint('no_session_area'));
      return work(area);
    },
    (error) => {
      const said = String(error);
      if (/quota/i.test(said)) return { code: 'storage_full', ...extensionHint('session_area_full') };
      if (/not allowed/i.test(said))
        return { code: 'storage_denied', ...extensionHint('session_area_closed') };
      return { code: 'storage_unavailable' };
    },
  );
}
