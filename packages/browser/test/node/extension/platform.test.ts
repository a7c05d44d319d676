import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient, memoryKeyStore, platform } from '../../../src/extension.ts';

// The facts about the API (what `contains` answers, what keeps a background awake) are proved in real browsers.

const url = 'https://api.example.test/api/v2/analytics';
let calls: string[];
let contains: (wanted: { origins: string[] }) => Promise<boolean>;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  contains = async () => true;
  vi.stubGlobal('chrome', {
    runtime: { id: 'test', getPlatformInfo: async () => void calls.push('getPlatformInfo') },
    permissions: { contains: (wanted: { origins: string[] }) => contains(wanted) },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is called extension', () => {
  expect(platform.name).toBe('extension');
  expect(platform.loopbackNames).toBe(true);
});

it('calls the extension API every 20 s while requests are under way, and has no timer otherwise', async () => {
  const answers: (() => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push(() => resolve(new Response()))));
  expect(vi.getTimerCount()).toBe(0);
  const first = platform.fetch(url);
  const second = platform.fetch(url);
  await vi.advanceTimersByTimeAsync(19_999);
  expect(calls).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(calls).toHaveLength(1);
  answers[0]?.();
  await first;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(calls).toHaveLength(2);
  answers[1]?.();
  await second;
  expect(vi.getTimerCount()).toBe(0);
});

it('stops that as well if the request fails', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('failed');
  });
  const failed = expect(platform.fetch(url)).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(10);
  await failed;
  expect(vi.getTimerCount()).toBe(0);
});

it('sends nothing without the permission for the host, and says so', async () => {
  const sent = vi.fn();
  vi.stubGlobal('fetch', sent);
  const asked: unknown[] = [];
  contains = async (wanted) => {
    asked.push(wanted);
    return false;
  };
  const client = createClient({
    baseUrl: 'http://127.0.0.1:8025/api/v2',
    keyStore: memoryKeyStore(),
    retry: false,
  });
  await expect(client.requestPasswordReset({ email: 'ada@example.com' })).rejects.toMatchObject({
    name: 'NetworkError',
    reason: 'host_permission_missing',
    retryable: false,
  });
  expect(sent).not.toHaveBeenCalled();
  expect(asked).toEqual([{ origins: ['http://127.0.0.1/*'] }]);
});

it('sends if nobody can tell whether there is a permission', async () => {
  vi.stubGlobal('fetch', async () => new Response('sent'));
  contains = async () => {
    throw new Error('not a pattern');
  };
  expect(await (await platform.fetch(url)).text()).toBe('sent');
  vi.stubGlobal('chrome', undefined);
  expect(await (await platform.fetch(new Request(url))).text()).toBe('sent');
});

it('gives a call 25 seconds', async () => {
  vi.stubGlobal(
    'fetch',
    (_: unknown, { signal }: RequestInit) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  );
  const client = createClient({ keyStore: memoryKeyStore() });
  let ended = false;
  const call = client.requestPasswordReset({ email: 'ada@example.com' }).catch(() => {
    ended = true;
  });
  await vi.advanceTimersByTimeAsync(24_900);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(ended).toBe(true);
  await call;
});
