import {
  type CallOptions,
  type Client,
  type ClientOptions,
  checkObject,
  createClient as createCoreClient,
  invalidInput,
} from '@turbosmtp-auth/core';
import { viewOf } from './extension-key-store.ts';
import { extensionHint } from './hints.ts';
import { platform } from './platform.ts';
import type { Login } from './wire/login.ts';

/** The client of an extension's background. */
export interface ExtensionClient extends Client {
  /**
   * Logs in: exchanges e-mail and password for an API key, and keeps it. Disposing the result logs out.
   *
   * @throws {InvalidInputError} also if `noExpire` is set without `remember`: issue `needs_remember`.
   */
  login(input: Login, options?: CallOptions): ReturnType<Client['login']>;
}

/** Every option, since a spread would leave out what an object or a class inherits. */
const optionNames: Readonly<Record<keyof ClientOptions, true>> = {
  baseUrl: true,
  profile: true,
  credentials: true,
  consumer: true,
  region: true,
  noExpire: true,
  timeout: true,
  retry: true,
  minAssurance: true,
  keyStore: true,
  lock: true,
  fetch: true,
  clock: true,
  trace: true,
};

/** Milliseconds: a browser stops a background 30 s after its last event. */
const TIMEOUT = 25_000;

/**
 * A client for the background of an extension. Keys are kept in `storage.session`, sealed, or on disk if a login asks to be
 * remembered. It opens, reads and sends nothing before its first call.
 *
 * @param given Each part given here replaces the extension's own. `timeout` is 25,000 ms unless given. A `keyStore` that
 * is not an `extensionKeyStore` ignores `remember`. If you give a `fetch` or a `clock` and no `keyStore`, the client keeps
 * its key in a memory store of its own, unless `minAssurance` is above `memory`.
 * @throws {InvalidInputError} if an option is invalid, for example a base URL that is not HTTPS, or `noExpire`, which only a login
 *   that is remembered may ask for.
 * @example
 * ```ts
 * import { createClient } from '@turbosmtp-auth/browser/extension';
 *
 * const client = createClient();
 * await client.login({ email: 'ada@example.com', password: 'Correct-Horse-9', remember: true });
 * ```
 */
export function createClient(given: ClientOptions = {}): ExtensionClient {
  checkObject('options', given);
  const options: ClientOptions = Object.fromEntries(
    Object.keys(optionNames).map((name) => [name, Reflect.get(given, name)]),
  );
  const { timeout = TIMEOUT } = options;
  const view = viewOf(options.keyStore ?? platform.keyStore);
  if (view && options.noExpire)
    throw invalidInput('noExpire', 'needs_remember', extensionHint('remember_per_login'));

  /** What the last login that succeeded asked for. */
  let remembered: boolean | undefined;
  const keyStore = view?.(() => remembered);
  const client = createCoreClient(
    // Core decides when the platform's store serves: not with a `fetch` or a `clock` of its own.
    { ...platform, ...(keyStore && { keyStore }) },
    {
      ...options,
      timeout,
      ...(options.keyStore && keyStore && { keyStore }),
    },
  );
  return {
    ...client,
    login: async (given, callOptions = {}) => {
      const { remember = false, email, password, noExpire } = Object(given) as Login; // core says what is wrong with the rest
      if (typeof remember !== 'boolean')
        throw invalidInput('remember', 'not_a_boolean', { operation: 'login' });
      if (noExpire === true && !remember)
        throw invalidInput('noExpire', 'needs_remember', {
          operation: 'login',
          ...extensionHint('needs_remember'),
        });
      const input = { email, password, ...(noExpire !== undefined && { noExpire }) };
      checkObject('options', callOptions, 'login');
      const { signal, timeout } = callOptions;
      // Core gives `remember` to the store with each record that this login writes. No signal is as good as none given.
      const session = await client.login(input, { signal, timeout, remember } as CallOptions);
      remembered = remember;
      return session;
    },
  };
}
