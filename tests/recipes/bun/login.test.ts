import { beforeEach, expect, test } from 'bun:test';
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
  expect(await client.session()).toBeNull();
});

test('a key expires after two hours', async () => {
  await client.login(ada);
  expect(await client.session()).toMatchObject({ account: ada.email });
  sandbox.clock.advance(2 * 60 * 60 * 1000);
  expect(await client.session()).toBeNull();
});

test('a user logs in and stays signed in', async () => {
  await client.login(ada);
  expect((await client.fetch('/analytics')).status).toBe(200);
});
