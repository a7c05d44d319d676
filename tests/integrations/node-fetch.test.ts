import { createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import nodeFetch from 'node-fetch';
import { describe, expect, it, onTestFinished } from 'vitest';

const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };

/** What React Native answers with: no stream, and a body that comes as a whole. */
const streamless: typeof globalThis.fetch = async (input, init) => without(await fetch(input, init));

const without = (response: Response): Response =>
  new Proxy(response, {
    get: (target, name) => {
      if (name === 'body') return undefined;
      if (name === 'clone') return () => without(target.clone());
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

const fetches: [string, typeof globalThis.fetch][] = [
  ['node-fetch', nodeFetch as unknown as typeof globalThis.fetch], // whose bodies are streams of Node's
  ['a fetch whose answers have no stream', streamless],
];

async function world(fetch: typeof globalThis.fetch) {
  const sandbox: Sandbox = createSandbox({ accounts: [account] });
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const platform = { name: 'test', fetch, keyStore: memoryKeyStore(), lock: memoryLock() };
  const client = createClient(platform, { baseUrl: `${server.url}/api/v2`, credentials: account });
  onTestFinished(() => client.close());
  return { sandbox, client };
}

describe.each(fetches)('with %s', (_, fetch) => {
  it('the operations work', async () => {
    const { client, sandbox } = await world(fetch);
    expect((await client.login(account)).account).toBe(account.email);
    const pair = await client.createConsumerKey({ permissions: ['APIS'] });
    expect((await client.listConsumerKeys()).map(({ key }) => key)).toEqual([pair.key]);
    expect(await client.verifyResetToken({ token: 'unknown' })).toBe(false);
    expect(await client.logout()).toEqual({ revoked: 'now' });
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('client.fetch works, and renews a key that is refused', async () => {
    const { client, sandbox } = await world(fetch);
    await client.apiKey();
    sandbox.keys.revokeAll();
    const response = await client.fetch('/suppressions', { method: 'POST', body: 'x' });
    expect(response.status).toBe(200);
    expect(await response.text()).not.toBe('');
    expect(sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'))).toHaveLength(2);
  });

  it('the body of an answer is still bounded', async () => {
    const { client, sandbox } = await world(fetch);
    await client.login(account);
    sandbox.faults.add({ kind: 'reply', json: { message: 'x'.repeat(1_000_000) } });
    await expect(client.verifyResetToken({ token: 'unknown' })).rejects.toMatchObject({
      code: 'unexpected_response',
    });
    sandbox.faults.add({ kind: 'html', status: 500 });
    sandbox.faults.add({ kind: 'html', status: 500 });
    expect(await client.verifyResetToken({ token: 'unknown' })).toBe(false);
  });
});

it('with node-fetch, a body without end is bounded as well', async () => {
  const { client, sandbox } = await world(nodeFetch as unknown as typeof globalThis.fetch);
  await client.login(account);
  sandbox.faults.add({ kind: 'endless' });
  await expect(client.verifyResetToken({ token: 'unknown' })).rejects.toMatchObject({
    code: 'unexpected_response',
  });
});
