// A program may give one signal to all of its calls. A call that is over leaves no listener on it, also where the runtime
// cannot join signals itself.
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApi } from '../src/api/create-api.ts';
import { type Client, createClient, memoryKeyStore, memoryLock } from '../src/index.ts';

/** Counts the listeners of a signal. */
function counted<Signal extends EventTarget>(signal: Signal): { signal: Signal; listeners: Set<unknown> } {
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(...given: Parameters<EventTarget['addEventListener']>) {
      listeners.add(given[1]);
      addEventListener.apply(signal, given);
    },
    removeEventListener(...given: Parameters<EventTarget['removeEventListener']>) {
      listeners.delete(given[1]);
      removeEventListener.apply(signal, given);
    },
  });
  return { signal, listeners };
}

/** As in abort-controller: of no class that a runtime knows. */
class PolyfilledSignal extends EventTarget {
  aborted = false;
}

const answers: Readonly<Record<string, () => Response>> = {
  '/json': () => Response.json({ count: 1 }),
  '/empty': () => new Response(null, { status: 204 }),
  '/refused': () => Response.json({ message: 'no' }, { status: 400 }),
  '/redirect': () => new Response(null, { status: 307, headers: { location: '/x' } }),
  '/lost': () => {
    throw new TypeError('fetch failed');
  },
};

function clientOf(): Client {
  return createClient(
    {
      name: 'test',
      fetch: async (input) => answers[new URL(String(input)).pathname.replace('/api/v2', '')]?.() as Response,
      keyStore: memoryKeyStore(),
      lock: memoryLock(),
    },
    { consumer: { key: 'k', secret: 's' } },
  );
}

type Call = (client: Client, signal: AbortSignal) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  'client.fetch without a body': (client, signal) => client.fetch('/empty', { signal }),
  'client.fetch with a redirect': (client, signal) => client.fetch('/redirect', { signal }),
  'client.fetch without an answer': (client, signal) => client.fetch('/lost', { signal }),
  'an api': (client, signal) => createApi(client)('/json', { signal }),
  'an api with a time limit': (client, signal) => createApi(client)('/json', { signal, timeout: 5_000 }),
  'an api whose signal is a default': (client, signal) => createApi(client).create({ signal })('/json'),
  'an api with an error status': (client, signal) => createApi(client)('/refused', { signal }),
  'an api that tries again': (client, signal) => createApi(client)('/lost', { signal, retry: 2 }),
  'an api with a hook that throws': (client, signal) =>
    createApi(client)('/json', {
      signal,
      onResponse: () => {
        throw new Error('own');
      },
    }),
};

describe.each([
  ['the runtime’s own', true, () => new AbortController().signal],
  ['of a runtime that cannot join signals', false, () => new AbortController().signal],
  ['of a polyfill', true, () => new PolyfilledSignal() as unknown as AbortSignal],
])('a signal %s', (_, canJoin, make) => {
  test.each(Object.entries(calls))('has no listener after %s', async (_, call) => {
    const { any } = AbortSignal;
    onTestFinished(() => void Object.assign(AbortSignal, { any }));
    if (!canJoin) Object.assign(AbortSignal, { any: undefined });
    const { signal, listeners } = counted(make());
    const client = clientOf();
    for (let times = 0; times < 3; times++) await call(client, signal).catch(() => undefined);
    expect(listeners.size).toBe(0);
  });
});
