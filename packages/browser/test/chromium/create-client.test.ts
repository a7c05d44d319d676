import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Client,
  type ClientOptions,
  createClient,
  indexedDBKeyStore,
  platform,
} from '../../src/index.ts';
import { freshName } from './fixtures.ts';

const credentials = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const baseUrl = 'https://sandbox.invalid/api/v2';

let sandbox: Sandbox;
let name: string;
const clients: Client[] = [];

function open(options: ClientOptions = {}): Client {
  const keyStore = indexedDBKeyStore({ name });
  const client = createClient({ baseUrl, fetch: sandbox.fetch, clock: sandbox.clock, keyStore, ...options });
  clients.push(client);
  return client;
}

beforeEach(() => {
  sandbox = createSandbox({ accounts: [credentials] });
  name = freshName();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const client of clients.splice(0)) await client.close();
});

describe('createClient', () => {
  it('keeps the session for the next client of this origin', async () => {
    const session = await open().login(credentials);
    expect(session).toMatchObject({ account: credentials.email, persisted: true });
    const second = open();
    expect(await second.session()).toMatchObject({ account: credentials.email });
    expect((await second.fetch('/analytics?limit=1')).status).toBe(200);
    expect(await second.logout()).toEqual({ revoked: 'now' });
    expect(await open().session()).toBeNull();
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('logs in once for many tabs that need a key at once', async () => {
    const tabs = Array.from({ length: 8 }, () => open({ credentials }));
    const keys = await Promise.all(tabs.map((tab) => tab.apiKey()));
    expect(new Set(keys).size).toBe(1);
    expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'))).toHaveLength(1);
  });

  it('tells a tab what another one did', async () => {
    const [here, there] = [open(), open()];
    const changes: (string | undefined)[] = [];
    here.on('change', (session) => changes.push(session?.account));
    expect(await here.session()).toBeNull();
    await there.login(credentials);
    await expect.poll(() => changes).toContain(credentials.email);
  });

  it("uses the page's fetch as it is at the time of the call", async () => {
    const client = createClient({ baseUrl, keyStore: indexedDBKeyStore({ name }) });
    clients.push(client);
    vi.stubGlobal('fetch', sandbox.fetch);
    expect(await client.login(credentials)).toMatchObject({ account: credentials.email });
  });
});

it('has a platform that promises no more than a page can keep', async () => {
  expect(platform.name).toBe('browser');
  expect(platform.neverSent?.(new TypeError('Failed to fetch'))).toBe(false);
  expect(await platform.keyStore.describe()).toMatchObject({ assurance: 'encrypted', persistent: true });
});
