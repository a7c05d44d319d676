import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { InputIssue } from '@turbosmtp-auth/core';
import { describe, expect, it } from 'vitest';
import { findSealingKey } from '../src/index.ts';
import { scratchDirectory } from './scratch-directory.ts';

const keyOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const textOf = (byte: number): string => Buffer.from(keyOf(byte)).toString('base64url');

/** Everywhere that a key can be, each with a key of its own, and a way to take one away. */
async function everywhere() {
  const directory = await scratchDirectory();
  const [credentials, secrets, file] = ['credentials', 'secrets', 'key'].map((name) =>
    join(directory, name),
  ) as [string, string, string]; // as many as were mapped
  await mkdir(credentials);
  await mkdir(secrets);
  const systemd = join(credentials, 'turbosmtp-auth-store-key');
  const docker = join(secrets, 'turbosmtp_auth_store_key');
  await writeFile(systemd, textOf(1), { mode: 0o400 });
  await writeFile(file, `${textOf(2)}\n`, { mode: 0o600 });
  await writeFile(docker, `${textOf(3)}\r\n`, { mode: 0o444 });
  const env = {
    CREDENTIALS_DIRECTORY: credentials,
    TURBOSMTP_AUTH_STORE_KEY_FILE: file,
    TURBOSMTP_AUTH_STORE_KEY: textOf(4),
  };
  return { directory, env, secrets, systemd, docker, file };
}

/** What a refusal is: typed, naming its source, with nothing of what is there. */
async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => Promise.reject(new Error('accepted')),
    (thrown: Error & { code: string; issues?: InputIssue[]; hint: string }) => thrown,
  );
  expect(inspect(error, { depth: 9, showHidden: true, getters: true })).not.toContain('canary');
  for (const { message } of error.issues ?? []) expect(message).toMatch(/^[A-Z].*\.$/);
  const issues = error.issues?.map(({ path, code }) => ({ path, code }));
  return { name: error.name, code: error.code, issues, hint: error.hint };
}

describe('findSealingKey', () => {
  it('takes the first of its sources that is there', async () => {
    const { env, secrets, systemd, docker } = await everywhere();
    const places: { env: Partial<typeof env>; secrets: string } = { env: { ...env }, secrets };
    const found = () => findSealingKey(places);
    expect(await found()).toEqual({
      key: keyOf(1),
      source: '$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key',
    });
    await rename(systemd, `${systemd}-not`);
    expect(await found()).toEqual({ key: keyOf(2), source: 'TURBOSMTP_AUTH_STORE_KEY_FILE' });
    delete places.env.TURBOSMTP_AUTH_STORE_KEY_FILE;
    expect(await found()).toEqual({ key: keyOf(3), source: '/run/secrets/turbosmtp_auth_store_key' });
    await rename(docker, `${docker}-not`);
    expect(await found()).toEqual({ key: keyOf(4), source: 'TURBOSMTP_AUTH_STORE_KEY' });
    delete places.env.TURBOSMTP_AUTH_STORE_KEY;
    expect(await found()).toBeNull();
    places.secrets = join(secrets, 'nowhere');
    delete places.env.CREDENTIALS_DIRECTORY;
    expect(await found()).toBeNull();
  });

  it('looks at this process and this machine, when not told where', async () => {
    const found = await findSealingKey();
    expect(found === null || found.key.length === 32).toBe(true);
  });

  it('follows links, as Kubernetes mounts secrets', async () => {
    const { directory, env, secrets, file } = await everywhere();
    await mkdir(join(directory, '..data'));
    await rename(file, join(directory, '..data', 'key'));
    await symlink(join('..data', 'key'), file);
    const { TURBOSMTP_AUTH_STORE_KEY_FILE } = env;
    expect(await findSealingKey({ env: { TURBOSMTP_AUTH_STORE_KEY_FILE }, secrets })).toMatchObject({
      key: keyOf(2),
    });
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['too short', textOf(1).slice(1)],
    ['too long', `${textOf(1)}A`],
    ['one bit too many', `${textOf(1).slice(0, -1)}F`],
    ['padded', `${textOf(1)}=`],
    ['plain base64', Buffer.from(keyOf(0xfb)).toString('base64')],
    ['two lines, the second no key', `${textOf(1)}\n${textOf(2).slice(1)}`],
    ['hexadecimal', Buffer.from(keyOf(1)).toString('hex')],
    ['a password', 'canary-Correct-Horse-9'],
    ['bytes', Buffer.from(keyOf(1)).toString('latin1')],
    ['a megabyte', 'canary'.repeat(2e5)],
  ])('refuses a key that is %s, from each source, and names the source', async (_, text) => {
    const { env, secrets, systemd, docker, file } = await everywhere();
    const inEnvironment = { TURBOSMTP_AUTH_STORE_KEY: text };
    const sources = [
      ['$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key', systemd, env],
      ['TURBOSMTP_AUTH_STORE_KEY_FILE', file, { ...env, CREDENTIALS_DIRECTORY: undefined }],
      ['/run/secrets/turbosmtp_auth_store_key', docker, { TURBOSMTP_AUTH_STORE_KEY: textOf(4) }],
    ] as const;
    const expected = (path: string) => ({
      name: 'InvalidInputError',
      code: 'invalid_input',
      issues: [{ path, code: 'not_a_sealing_key' }],
      hint: expect.stringMatching(/32 random bytes as base64url/),
    });
    for (const [source, path, environment] of sources) {
      await chmod(path, 0o600);
      await writeFile(path, text);
      expect(await refusal(findSealingKey({ env: environment, secrets }))).toEqual(expected(source));
    }
    expect(await refusal(findSealingKey({ env: inEnvironment, secrets: '/nowhere' }))).toEqual(
      expected('TURBOSMTP_AUTH_STORE_KEY'),
    );
  });

  it.each<[string, string, (path: string) => Promise<unknown>]>([
    ['is not there', 'not_readable', (path) => rename(path, `${path}-not`)],
    [
      'is a directory',
      'not_a_file',
      async (path) => {
        await rename(path, `${path}-not`);
        await mkdir(path);
      },
    ],
    [
      'is a FIFO that nobody writes to',
      'not_a_file',
      async (path) => {
        await rename(path, `${path}-not`);
        execFileSync('mkfifo', [path]);
      },
    ],
  ])('refuses a file that was named and %s', async (_, code, cause) => {
    const { env, secrets, file } = await everywhere();
    await cause(file);
    const { TURBOSMTP_AUTH_STORE_KEY_FILE } = env;
    const path = 'TURBOSMTP_AUTH_STORE_KEY_FILE';
    expect(await refusal(findSealingKey({ env: { TURBOSMTP_AUTH_STORE_KEY_FILE }, secrets }))).toMatchObject({
      name: 'InvalidInputError',
      issues: [{ path, code }],
    });
  });

  it.each(['key', './key', ''])('refuses the relative file %o', async (file) => {
    const env = { TURBOSMTP_AUTH_STORE_KEY_FILE: file };
    expect(await refusal(findSealingKey({ env, secrets: '/nowhere' }))).toMatchObject({
      issues: [{ path: 'TURBOSMTP_AUTH_STORE_KEY_FILE', code: 'not_absolute' }],
    });
  });

  it.each<[string, object, string]>([
    ['TURBOSMTP_AUTH_STORE_KEY_FILE', { TURBOSMTP_AUTH_STORE_KEY_FILE: '/no\0where' }, '/nowhere'],
    ['$CREDENTIALS_DIRECTORY/turbosmtp-auth-store-key', { CREDENTIALS_DIRECTORY: '/no\0where' }, '/nowhere'],
    ['/run/secrets/turbosmtp_auth_store_key', {}, '/no\0where'],
  ])('refuses a path that no system takes, by its name: %s', async (path, env, secrets) => {
    expect(await refusal(findSealingKey({ env: { ...env }, secrets }))).toMatchObject({
      name: 'InvalidInputError',
      issues: [{ path, code: 'not_readable' }],
    });
  });

  it.each([0o620, 0o602, 0o666, 0o777])('refuses a file that others can write to, mode %o', async (mode) => {
    const { env, secrets, systemd } = await everywhere();
    await chmod(systemd, mode);
    expect(await refusal(findSealingKey({ env, secrets }))).toMatchObject({
      name: 'StorageError',
      code: 'storage_insecure',
      hint: expect.stringMatching(/\$CREDENTIALS_DIRECTORY/),
    });
  });

  it.each([0o400, 0o440, 0o444, 0o644])(
    'takes a file that others can read at most, mode %o',
    async (mode) => {
      const { env, secrets, systemd } = await everywhere();
      await chmod(systemd, mode);
      expect(await findSealingKey({ env, secrets })).toMatchObject({ key: keyOf(1) });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'does not blame a file for a process that has too many open',
    async () => {
      const { file } = await everywhere();
      const code = `
        import { closeSync, openSync } from 'node:fs';
        import { findSealingKey } from './dist/index.js';
        const places = { env: { TURBOSMTP_AUTH_STORE_KEY_FILE: process.argv[1] }, secrets: '/nowhere' };
        await findSealingKey(places);
        const open = [];
        try {
          for (;;) open.push(openSync('/dev/null'));
        } catch {}
        const error = await findSealingKey(places).catch(({ name, code, retryable, hint }) => ({ name, code, retryable, hint }));
        for (const each of open) closeSync(each);
        console.log(JSON.stringify({ error, after: (await findSealingKey(places)).source }));`;
      const limited = 'ulimit -n 64; exec "$0" --input-type=module -e "$1" "$2"';
      const printed = execFileSync('sh', ['-c', limited, process.execPath, code, file], {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        encoding: 'utf8',
      });
      expect(JSON.parse(printed)).toEqual({
        error: {
          name: 'StorageError',
          code: 'storage_unavailable',
          retryable: true,
          hint: expect.stringContaining(
            'the key file (TURBOSMTP_AUTH_STORE_KEY_FILE) could not be read at this moment',
          ),
        },
        after: 'TURBOSMTP_AUTH_STORE_KEY_FILE',
      });
    },
  );
});
