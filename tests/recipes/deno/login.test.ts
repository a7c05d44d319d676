import assert from 'node:assert/strict';
import { type Client, createClient } from '@turbosmtp-auth/deno';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
let sandbox: Sandbox;
let client: Client;

Deno.test.beforeEach(() => {
  sandbox = createSandbox({ accounts: [ada] });
  client = createClient({ fetch: sandbox.fetch, clock: sandbox.clock });
});

Deno.test('a test starts signed out', async () => {
  assert.equal(await client.session(), null);
});

Deno.test('a key expires after two hours', async () => {
  await client.login(ada);
  assert.equal((await client.session())?.account, ada.email);
  sandbox.clock.advance(2 * 60 * 60 * 1000);
  assert.equal(await client.session(), null);
});

Deno.test('a user logs in and stays signed in', async () => {
  await client.login(ada);
  assert.equal((await client.fetch('/analytics')).status, 200);
});
