import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type Client, createClient } from '@turbosmtp-auth/node';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
let sandbox: Sandbox;
let client: Client;

beforeEach(() => {
  sandbox = createSandbox({ accounts: [ada] });
  client = createClient({ fetch: sandbox.fetch, clock: sandbox.clock });
});

test('a test starts signed out', async () => {
  assert.equal(await client.session(), null);
});

test('a key expires after two hours', async () => {
  await client.login(ada);
  assert.equal((await client.session())?.account, ada.email);
  sandbox.clock.advance(2 * 60 * 60 * 1000);
  assert.equal(await client.session(), null);
});

test('a user logs in and stays signed in', async () => {
  await client.login(ada);
  assert.equal((await client.fetch('/analytics')).status, 200);
});
