import { createClient, type ExtensionClient } from '@turbosmtp-auth/browser/extension';
import { readBaseUrl, writeBaseUrl } from './settings.ts';

export interface ChosenClient {
  /** For `serveClient`, in the first turn of the background. */
  readonly client: ExtensionClient;
  /**
   * Logs out of one service and goes on with another.
   *
   * @throws {InvalidInputError} if the base URL is invalid. Then nothing has changed.
   */
  choose(baseUrl: string): Promise<void>;
}

type Listening = Parameters<ExtensionClient['on']>;

/**
 * A client for the service that the person chose. `serveClient` needs a client in the first turn of the background, and storage
 * answers after it. So each call of this client waits until the choice is known.
 */
export function chosenClient(): ChosenClient {
  let current = readBaseUrl().then((baseUrl) => createClient({ baseUrl }));
  current.catch(() => undefined); // each call rejects with it

  const later = <M extends keyof ExtensionClient>(method: M): ExtensionClient[M] =>
    (async (...given: unknown[]) => {
      const client = await current;
      return (client[method] as (...given: unknown[]) => unknown)(...given);
    }) as ExtensionClient[M]; // the same method, only later

  const listening = new Map<Listening, () => void>();
  const listen = async (entry: Listening): Promise<void> => {
    const client = await current;
    if (listening.has(entry)) listening.set(entry, client.on(...entry));
  };

  const close = later('close');
  return {
    client: {
      login: later('login'),
      logout: later('logout'),
      session: later('session'),
      apiKey: later('apiKey'),
      invalidate: later('invalidate'),
      fetch: later('fetch'),
      changePassword: later('changePassword'),
      settlePasswordChange: later('settlePasswordChange'),
      requestPasswordReset: later('requestPasswordReset'),
      verifyResetToken: later('verifyResetToken'),
      resetPassword: later('resetPassword'),
      listConsumerKeys: later('listConsumerKeys'),
      createConsumerKey: later('createConsumerKey'),
      deleteConsumerKey: later('deleteConsumerKey'),
      on: (...entry) => {
        listening.set(entry, () => undefined);
        listen(entry).catch(() => undefined);
        return () => {
          listening.get(entry)?.();
          listening.delete(entry);
        };
      },
      close,
      [Symbol.asyncDispose]: close,
    },
    async choose(baseUrl) {
      const next = createClient({ baseUrl });
      const before = await current.catch(() => undefined); // what was stored may be no base URL any more
      await before?.logout();
      await writeBaseUrl(baseUrl);
      current = Promise.resolve(next);
      for (const [entry, end] of listening) {
        end();
        await listen(entry);
      }
      await before?.close();
    },
  };
}
