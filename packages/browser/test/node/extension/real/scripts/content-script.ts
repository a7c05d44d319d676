import { connectClient, isTurboSMTPAuthError } from '@turbosmtp-auth/browser/extension';

// What a test does in a content script. The page asks with an event, and is answered with another: this script is a stranger to the
// test, as it is to the extension.

declare const chrome: {
  runtime: { connect(options: { name: string }): Port; sendMessage(message: unknown): Promise<unknown> };
  storage?: Record<string, { get(key: null): Promise<object> } | undefined>;
};
interface Port {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
}

// A busy machine may keep the background waiting.
const client = connectClient({ answerWithin: 60_000 });
const heard: unknown[] = [];
let port: Port | undefined;

const verbs: Readonly<Record<string, (...given: never[]) => unknown>> = {
  call: async (method: keyof typeof client, ...given: unknown[]) => {
    const began = performance.now();
    try {
      const work = client[method] as ((...given: unknown[]) => unknown) | undefined;
      return { result: (await work?.(...given)) ?? null, is: typeof work };
    } catch (error) {
      const { code, reason, hint } = Object(error);
      return {
        error: isTurboSMTPAuthError(error) ? { code, reason, hint } : String(error),
        ms: performance.now() - began,
      };
    }
  },
  /** Sends messages as they are, over a connection like the client's. */
  forge: (messages: readonly unknown[]) => {
    if (!port) {
      port = chrome.runtime.connect({ name: 'turbosmtp-auth' });
      port.onMessage.addListener((message) => heard.push(message));
    }
    for (const message of messages) port.postMessage(message);
  },
  forgeLarge: (bytes: number) =>
    verbs['forge']?.([{ t: 'call', id: 'large', operation: 'session', input: 'x'.repeat(bytes) }] as never),
  heard: () => heard,
  /** Everything that a content script can read of what the extension keeps. */
  dump: async () => {
    const areas: Record<string, unknown> = {};
    for (const name of ['session', 'local', 'sync', 'managed'])
      areas[name] = await Promise.resolve(chrome.storage?.[name]?.get(null)).catch(String);
    return { areas, ...(await dumpOfPage()) };
  },
  say: (message: unknown) => chrome.runtime.sendMessage(message).catch(String),
};

/** What lies in the stores of the page that this script is in. */
async function dumpOfPage(): Promise<object> {
  const databases: Record<string, unknown> = {};
  for (const { name = '' } of await indexedDB.databases()) databases[name] = 'there';
  return {
    databases,
    caches: await caches.keys().catch(String),
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    globals: Object.keys(globalThis),
  };
}

document.addEventListener('ask', async (event) => {
  const { id, verb, given } = JSON.parse((event as CustomEvent<string>).detail);
  const value = await Promise.resolve(verbs[verb]?.(...(given as never[]))).catch((error) => ({
    threw: String(error),
  }));
  document.dispatchEvent(new CustomEvent(`answer ${id}`, { detail: JSON.stringify(value ?? null) }));
});
document.documentElement.dataset['script'] = 'ready';
