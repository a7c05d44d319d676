import { afterEach, expect, it } from 'vitest';
import { createClient, memoryKeyStore, serveClient } from '../../../src/extension.ts';

// `serveClient` on the event of the browser. What it then does is in broker.test.ts.

/** An event as the extension API has it. */
function eventOf<Given extends readonly unknown[]>() {
  const listeners = new Set<(...given: Given) => void>();
  return {
    addListener: (listener: (...given: Given) => void) => void listeners.add(listener),
    removeListener: (listener: (...given: Given) => void) => void listeners.delete(listener),
    fire: (...given: Given) => {
      for (const listener of [...listeners]) listener(...given);
    },
  };
}

/** The extension API of a background, and calls of a popup. */
function background() {
  const onConnect = eventOf<[unknown]>();
  const runtime = { id: 'test', getURL: (path: string) => `chrome-extension://test/${path}`, onConnect };
  Object.assign(globalThis, { chrome: { runtime } });
  return {
    /** How often a call is taken. */
    ask: (operation: string): number => {
      const posted: unknown[] = [];
      const onMessage = eventOf<[unknown]>();
      onConnect.fire({
        name: 'turbosmtp-auth',
        sender: { id: 'test', origin: 'chrome-extension://test', url: 'chrome-extension://test/popup.html' },
        postMessage: (message: unknown) => posted.push(message),
        disconnect: () => undefined,
        onMessage,
        onDisconnect: eventOf<[]>(),
      });
      onMessage.fire({ t: 'call', id: 'one', v: 1, operation, input: {} });
      return posted.filter((message) => Object(message).t === 'accepted').length;
    },
  };
}

const client = () => createClient({ keyStore: memoryKeyStore() });

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'chrome');
});

it('makes each call once, though a background serves twice', () => {
  const { ask } = background();
  const first = client();
  const stopFirst = serveClient(first);
  const stopSecond = serveClient(first);
  expect(ask('session')).toBe(1);
  stopFirst(); // which was replaced
  expect(ask('session')).toBe(1);
  stopSecond();
  expect(ask('session')).toBe(0);
});

it('leaves the client that is served if another cannot be', () => {
  const { ask } = background();
  serveClient(client());
  expect(() => serveClient(client(), { allow: 5 as never })).toThrow();
  expect(ask('session')).toBe(1);
});
