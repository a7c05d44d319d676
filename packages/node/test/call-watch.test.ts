import { AsyncLocalStorage } from 'node:async_hooks';
import { channel, tracingChannel } from 'node:diagnostics_channel';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { expect, onTestFinished, test } from 'vitest';
import {
  type CallContext,
  type CallMessage,
  type ClientOptions,
  createClient,
  type ProvidedCredentials,
} from '../src/index.ts';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const calls = tracingChannel<CallContext>('turbosmtp-auth.call');
const events = channel('turbosmtp-auth.event');

type Options = Pick<ClientOptions, 'fetch' | 'trace'> & { credentials?: ProvidedCredentials };

interface Told {
  readonly from: string;
  readonly context: CallContext;
}

/** What is published from now on, in order. */
function subscribe(): Told[] {
  const told: Told[] = [];
  const tell = (from: string) => (message: unknown) => {
    told.push({ from, context: message as CallContext }); // what `CallContext` promises
  };
  const onEvent = (message: unknown): void => {
    const { event, context } = message as CallMessage; // what `CallMessage` promises
    told.push({ from: event.type, context });
  };
  const names = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
  const subscriptions = names.map((name) => [calls[name], tell(name)] as const);
  for (const [each, listener] of subscriptions) each.subscribe(listener);
  events.subscribe(onEvent);
  onTestFinished(() => {
    for (const [each, listener] of subscriptions) each.unsubscribe(listener);
    events.unsubscribe(onEvent);
  });
  return told;
}

function open(options: Options = {}) {
  const sandbox: Sandbox = createSandbox({ accounts: [account] });
  return { sandbox, client: createClient({ fetch: sandbox.fetch, credentials: account, ...options }) };
}

const namesOf = (told: readonly Told[]): string[] =>
  told.map(({ from }) => from).filter((name) => name !== 'store');

test('a call is published from start to end with its events in between, all with one context', async () => {
  const { client } = open();
  await client.apiKey();
  const told = subscribe();
  expect((await client.fetch('/analytics?limit=1')).status).toBe(200);
  expect(namesOf(told)).toEqual(['start', 'end', 'request', 'response', 'asyncStart', 'asyncEnd']);
  expect(new Set(told.map(({ context }) => context)).size).toBe(1);
  expect(told[0]?.context).toEqual({ call: '2', operation: 'fetch', result: undefined });
});

test('what a call resolves with is not published', async () => {
  const { client } = open();
  const told = subscribe();
  const key = await client.apiKey();
  expect(namesOf(told)).toContain('login');
  expect(JSON.stringify(told)).not.toContain(key);
});

test('a failure is published as the caller gets it', async () => {
  const { client, sandbox } = open();
  await client.apiKey();
  sandbox.faults.add({ kind: 'drop', when: 'after', match: { operation: 'requestPasswordReset' } });
  const told = subscribe();
  const error = await client.requestPasswordReset({ email: account.email }).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'outcome_unknown' });
  expect(namesOf(told)).toEqual(['start', 'request', 'end', 'failure', 'error', 'asyncStart', 'asyncEnd']);
  expect(told.at(-1)?.context).toMatchObject({ operation: 'requestPasswordReset' });
  expect(told.at(-1)?.context?.error).toBe(error);
});

test('an error that is not of this library reaches its caller alone', async () => {
  const canary = new Error('canary in the words of a vault');
  const { client } = open({
    credentials: () => {
      throw canary;
    },
  });
  const told = subscribe();
  expect(await client.apiKey().catch((reason) => reason)).toBe(canary);
  const leaving = AbortSignal.abort('canary in the reason');
  expect(await client.apiKey({ signal: leaving }).catch((reason) => reason)).toBe(leaving.reason);
  const errors = told.filter(({ from }) => from === 'error').map(({ context }) => context?.error);
  expect(errors).toHaveLength(2);
  for (const error of errors) {
    expect(error).toBeInstanceOf(Error);
    expect(error?.cause).toBeUndefined();
    expect(`${error?.message}${error?.stack}`).not.toContain('canary in');
  }
});

test('nothing of a call that began unwatched is published', async () => {
  const answer = Promise.withResolvers<void>();
  const sandbox = createSandbox({ accounts: [account] });
  const { client } = open({
    fetch: async (input, init) => {
      await answer.promise;
      return sandbox.fetch(input, init);
    },
  });
  const key = client.apiKey();
  const told = subscribe();
  answer.resolve();
  await key;
  expect(told).toEqual([]);
});

test('a store that is bound to the start is there during the call, and not after it', async () => {
  const seen: unknown[] = [];
  const current = new AsyncLocalStorage<CallContext>();
  calls.start.bindStore(current);
  onTestFinished(() => void calls.start.unbindStore(current));
  const sandbox = createSandbox({ accounts: [account] });
  const { client } = open({
    fetch: (input, init) => {
      seen.push(current.getStore()?.operation);
      return sandbox.fetch(input, init);
    },
  });
  await client.login(account);
  expect(seen).toEqual(['login']);
  expect(current.getStore()).toBeUndefined();
});

test('`trace` gets the same events, whether or not anybody subscribed', async () => {
  const traced: unknown[] = [];
  const { client } = open({ trace: (event) => traced.push(event) });
  await client.apiKey();
  const before = traced.length;
  expect(before).toBeGreaterThan(3);
  const published: unknown[] = [];
  const onEvent = (message: unknown): void => void published.push((message as CallMessage).event);
  events.subscribe(onEvent);
  onTestFinished(() => void events.unsubscribe(onEvent));
  await client.fetch('/analytics');
  expect(published.length).toBeGreaterThan(1);
  expect(published).toEqual(traced.slice(before));
});
