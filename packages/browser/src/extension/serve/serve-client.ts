import type { ExtensionClient } from '../create-client.ts';
import { type ExtensionPort, extensionApi } from '../extension-api.ts';
import { portLink, portName } from '../wire/port-link.ts';
import { indexedDBJournal } from './journal.ts';
import type { ServeOptions } from './options.ts';
import { serveOver } from './serve-over.ts';

let boot: string | undefined;
/** What ends the service that is under way on an event of the browser. */
const serving = new WeakMap<object, () => void>();

/**
 * Answers the clients that popups, pages and content scripts of this extension make with `connectClient`. Call it
 * synchronously when the background starts, at the top level of its script: the listener is what wakes the background.
 *
 * Pages may ask for every operation unless `options` say otherwise, content scripts for none. No caller gets the API key.
 *
 * One client is served at a time: a later call of `serveClient` stops an earlier one.
 *
 * @returns A function that stops it.
 * @throws {InvalidInputError} if `client` is not a client, or if an option is invalid. For example, `allow.pages` is not a list of
 *   operations, or `allow` gives content scripts `fetch` or `login`.
 * @example
 * ```ts
 * import { createClient, serveClient } from '@turbosmtp-auth/browser/extension';
 *
 * const client = createClient();
 * serveClient(client, {
 *   answer: {
 *     sentToday: {
 *       for: 'contentScripts',
 *       run: async () => (await client.fetch('/analytics?limit=1')).json(),
 *     },
 *   },
 * });
 * ```
 */
export function serveClient(client: ExtensionClient, options: ServeOptions = {}): () => void {
  const api = extensionApi();
  boot ??= crypto.randomUUID();
  const stop = serveOver(client, options, {
    journal: indexedDBJournal(),
    boot,
    self: { id: api?.runtime.id ?? '', origin: api?.runtime.getURL('').replace(/\/$/, '') ?? '' },
    accept: (link) => {
      const onConnect = api?.runtime.onConnect;
      if (!onConnect) return () => undefined;
      const hear = (port: ExtensionPort): void => {
        if (port.name === portName) link(portLink(port), port.sender ?? {});
      };
      serving.get(onConnect)?.(); // two would both make each call
      onConnect.addListener(hear);
      return () => onConnect.removeListener(hear);
    },
  });
  if (api) serving.set(api.runtime.onConnect, stop);
  return stop;
}
