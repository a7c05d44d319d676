import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as core from '@turbosmtp-auth/core';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, it } from 'vitest';
import * as adapter from '../src/index.ts';
import { createClient, sealedFileKeyStore } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, sealingKey } from './sealed-store.ts';

const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const sandboxWithAda = (): ReturnType<typeof createSandbox> => {
  const sandbox = createSandbox();
  sandbox.accounts.add(credentials);
  return sandbox;
};
const logins = ({ requests }: ReturnType<typeof createSandbox>): number =>
  requests.list().filter(({ path }) => path.endsWith('/authorize')).length;

describe('createClient', () => {
  it('is the only name of the core that is another one here', () => {
    const { createClient: bare, ...same } = core;
    expect({ ...adapter }).toMatchObject(same);
    expect(createClient).not.toBe(bare);
  });

  it('shares its memory with the other clients of the process, one profile apart from another', async () => {
    await using server = await serveSandbox(sandboxWithAda());
    const { baseUrl } = server;
    const profile = 'shares-memory';
    await createClient({ baseUrl, profile }).login(credentials);
    expect(await createClient({ baseUrl, profile }).session()).toMatchObject({
      account: credentials.email,
      persisted: false,
    });
    expect(await createClient({ baseUrl, profile: 'another' }).session()).toBeNull();
  });

  it('logs in once for all clients that start at once', async () => {
    const sandbox = sandboxWithAda();
    await using server = await serveSandbox(sandbox);
    const { baseUrl } = server;
    const clients = Array.from({ length: 10 }, () =>
      createClient({ baseUrl, profile: 'at-once', credentials }),
    );
    const keys = await Promise.all(clients.map((client) => client.apiKey()));
    expect(new Set(keys).size).toBe(1);
    expect(logins(sandbox)).toBe(1);
  });

  it('finds the key again in sealed files, as the next process would', async () => {
    const sandbox = sandboxWithAda();
    const directory = join(await scratchDirectory(), 'state');
    const start = (): adapter.Client =>
      createClient({
        fetch: sandbox.fetch,
        credentials,
        keyStore: sealedFileKeyStore({ directory, sealingKey }),
      });
    const first = await start().apiKey();
    expect(await start().apiKey()).toBe(first);
    expect(await start().session()).toMatchObject({ persisted: true });
    expect(logins(sandbox)).toBe(1);
    const other = sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32) });
    await expectRefused(
      createClient({ fetch: sandbox.fetch, credentials, keyStore: other }).apiKey(),
      'storage_wrong_key',
    );
    expect(await start().logout()).toEqual({ revoked: 'now' });
    expect(sandbox.keys.list()).toEqual([]);
  });

  it('mints no key that it could not keep', async () => {
    const sandbox = sandboxWithAda();
    const keyStore = sealedFileKeyStore({ directory: '/proc/nowhere', sealingKey });
    await expect(createClient({ fetch: sandbox.fetch, keyStore }).login(credentials)).rejects.toMatchObject({
      name: 'StorageError',
    });
    expect(logins(sandbox)).toBe(0);
  });
});

describe('importing the package', () => {
  const run = (code: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
      env: {}, // no HOME, no PATH: nothing is asked of it
    });

  it('does not make Node load its HTTP client', () => {
    const loaded = 'process.moduleLoadList.some((name) => name.includes("undici/undici"))';
    const entry = 'await import("./src/index.ts");';
    expect(run(`${entry} console.log(${loaded})`)).toBe('false\n');
    const client = 'const { createClient } = await import("./src/index.ts");';
    const api = 'const { createApi } = await import("./dist/api.js"); createApi(createClient()).create({});';
    expect(run(`${client} ${api} console.log(${loaded})`)).toBe('false\n');
    // The same question, where the answer is yes.
    expect(run(`${entry} globalThis.Headers; console.log(${loaded})`)).toBe('true\n');
  });

  it('makes Node load no module of its own, and one file', () => {
    const code = `
      import { registerHooks } from 'node:module';
      const files = [];
      registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) });
      const before = new Set(process.moduleLoadList);
      await import('./dist/index.js');
      const loaded = process.moduleLoadList.filter((name) => !before.has(name));
      console.log(JSON.stringify({ loaded, files: files.filter((url) => url.startsWith('file:')).length }));`;
    const { loaded, files } = JSON.parse(run(code));
    expect(loaded).toEqual([]);
    // Each costs a millisecond or more. What is not needed by every program is loaded by those that use it.
    expect(files).toBe(1);
  });

  it('opens nothing, prints nothing, and keeps no process alive', () => {
    const code = 'const { createClient } = await import("./src/index.ts"); createClient();';
    const left = 'console.log(process.getActiveResourcesInfo(), process.listenerCount("exit"));';
    expect(run(`${code} ${left}`)).toBe('[] 0\n');
  });
});
