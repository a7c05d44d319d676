// A service that signs in, keeps the key in a sealed file, is started again, calls and signs out. It has no top-level
// `await`, so that it can be bundled into CommonJS as well.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, sealedFileKeyStore } from '@turbosmtp-auth/node';
import { createApi } from '@turbosmtp-auth/node/api';
import { createSandbox } from '@turbosmtp-auth/sandbox';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const sandbox = createSandbox({ accounts: [ada] });
const directory = mkdtempSync(join(tmpdir(), 'turbosmtp-auth-service-'));
const start = () =>
  createClient({
    fetch: sandbox.fetch,
    clock: sandbox.clock,
    keyStore: sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32).fill(7) }),
  });

async function main() {
  const first = start();
  const { account } = await first.login(ada);
  await first.close();
  const second = start();
  const kept = (await second.session())?.account;
  const { status } = await second.fetch('/analytics?limit=1');
  await createApi(second)('/analytics', { query: { limit: 1 } });
  const { revoked } = await second.logout();
  await second.close();
  const logins = sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize')).length;
  console.log(JSON.stringify({ signedIn: account, kept, status, revoked, logins }));
}

main().finally(() => rmSync(directory, { recursive: true, force: true }));
