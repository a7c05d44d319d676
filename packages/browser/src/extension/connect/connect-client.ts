import { type ExtensionPort, extensionApi } from '../extension-api.ts';
import type { Link } from '../wire/link.ts';
import { portLink, portName } from '../wire/port-link.ts';
import { connectOver } from './connect-over.ts';
import type { ConnectedClient, ConnectOptions } from './connected-client.ts';

/**
 * A client for popups, options pages and content scripts, whose calls the background makes (`serveClient`). It opens, sends and
 * listens to nothing before its first call, and holds no key.
 *
 * If the browser stops the background in the middle of a call, the call still learns what became of it. A call that had not
 * begun, or that may be repeated, is made again. Otherwise it gets its result or its error, or it rejects with an
 * `OutcomeUnknownError`.
 *
 * @example
 * ```ts
 * import { connectClient } from '@turbosmtp-auth/browser/extension';
 *
 * const client = connectClient();
 * const session = await client.session();
 * ```
 */
export function connectClient(options?: ConnectOptions): ConnectedClient {
  return connectOver(openPort, {
    ...options,
    isGone: () => !extensionApi(),
    hearsEvents: () => extensionApi()?.runtime.getURL('').startsWith(globalThis.location?.origin),
  });
}

/** `null`: there is no extension, or this is a content script of before its reload, which Chromium lets connect no more. */
function openPort(): Link | null {
  const api = extensionApi();
  let port: ExtensionPort | undefined;
  try {
    port = api?.runtime.connect({ name: portName });
  } catch {
    // As below.
  }
  if (!api || !port) return null;
  const link = portLink(port);
  return {
    ...link,
    hear: (message, end) =>
      link.hear(message, () => {
        void api.runtime.lastError; // or Chromium prints it
        end();
      }),
  };
}
