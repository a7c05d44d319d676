// Jest runs the packages in a realm of its own. What Node throws there is no `Error` of that realm, and its bytes are no `Uint8Array`.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, memoryKeyStore, sealedFileKeyStore } from '@turbosmtp-auth/node';
import { createApi } from '@turbosmtp-auth/node/api';
import { createSandbox } from '@turbosmtp-auth/sandbox';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
let home;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'turbosmtp-auth-realm-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

test.each([
  ['of this realm', new Uint8Array(32).fill(7)],
  ['of Node', crypto.getRandomValues(Buffer.alloc(32))],
])('sealed files take a key %s, keep a session, and say what is wrong', async (_, sealingKey) => {
  const { fetch, clock } = createSandbox({ accounts: [ada] });
  const directory = join(home, 'records');
  const keyStore = sealedFileKeyStore({ directory, sealingKey });
  await createClient({ fetch, clock, keyStore }).login(ada);
  const later = createClient({ fetch, clock, keyStore });
  expect(await later.session()).toMatchObject({ account: ada.email });
  expect((await later.fetch('/analytics')).status).toBe(200);

  const other = sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32) });
  await expect(createClient({ fetch, clock, keyStore: other }).session()).rejects.toMatchObject({
    code: 'storage_wrong_key',
  });
  expect(await later.logout()).toEqual({ revoked: 'now' });
  expect(readdirSync(directory).filter((name) => name.includes('session'))).toEqual([]);
  chmodSync(directory, 0o777);
  await expect(later.session()).rejects.toMatchObject({ code: 'storage_insecure' });
});

test.each([
  ['that is refused', 'http://127.0.0.1:9/api/v2'],
  ['to a port that no fetch connects to', 'http://127.0.0.1:1/api/v2'],
  ['to a host that is not there', 'https://turbosmtp-auth.invalid/api/v2'],
])('a connection %s sent nothing', async (_, baseUrl) => {
  const client = createClient({ baseUrl, keyStore: memoryKeyStore(), retry: false });
  await expect(client.login(ada)).rejects.toMatchObject({ code: 'network' });
});

test('a date in a query is a time', async () => {
  const paths = [];
  const fetch = async (path) => {
    paths.push(String(path));
    return Response.json({});
  };
  await createApi({ fetch })('/analytics', { query: { since: new Date(0) } });
  expect(paths).toEqual(['/analytics?since=1970-01-01T00:00:00.000Z']);
});
