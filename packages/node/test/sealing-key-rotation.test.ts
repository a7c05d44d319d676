import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyStore } from '@turbosmtp-auth/core';
import type { SealingKeys } from '@turbosmtp-auth/core/seal';
import { createStorage } from 'unstorage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import {
  autoKeyStore,
  findSealingKey,
  redisKeyStore,
  sealedFileKeyStore,
  unstorageKeyStore,
} from '../src/index.ts';
import { connect } from './redis-clients.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { expectRefused, recordOf, slot } from './sealed-store.ts';

const keyOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const textOf = (byte: number): string => Buffer.from(keyOf(byte)).toString('base64url');
const [older, old, young] = [keyOf(1), keyOf(2), keyOf(3)];

/** What a fleet goes through when its sealing key is replaced, one process after the other. */
async function rotate(open: (sealingKey: SealingKeys) => KeyStore | Promise<KeyStore>): Promise<void> {
  await (await open(older)).set(slot, recordOf('first'));
  const first = await open([young, old, older]);
  expect(await first.get(slot)).toEqual(recordOf('first'));
  await expectRefused((await open([young, old])).get(slot), 'storage_wrong_key');
  expect(await first.set(slot, recordOf('second'), 'first')).toBe(true);
  expect(await (await open(young)).get(slot)).toEqual(recordOf('second'));
  await expectRefused((await open([old, older])).get(slot), 'storage_wrong_key');
  // A process that has not got the new order yet reads what the others write, if it has the new key at all.
  expect(await (await open([old, young])).get(slot)).toEqual(recordOf('second'));
}

describe('replacing the sealing key', () => {
  it('of sealed files', async () => {
    const directory = join(await scratchDirectory(), 'state');
    await rotate((sealingKey) => sealedFileKeyStore({ directory, sealingKey }));
  });

  it('of the store that is chosen by itself', async () => {
    const directory = join(await scratchDirectory(), 'state');
    await rotate((sealingKey) => autoKeyStore({ directory, sealingKey }));
  });

  it('of a storage of unstorage', async () => {
    const storage = createStorage();
    await rotate((sealingKey) => unstorageKeyStore(storage, { sealingKey }));
  });

  describe.skipIf(!redisServerAvailable())('of a real Redis', () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await startRedisServer();
    });
    afterAll(() => server.close());
    it.each(['redis 6', 'ioredis 6'])('through %s', async (name) => {
      const client = await connect(name, server);
      await rotate((sealingKey) => redisKeyStore(client, { sealingKey, prefix: `${name}:` }));
    });
  });
});

describe('findSealingKey, with several lines', () => {
  const mark = Buffer.from([0xef, 0xbb, 0xbf]).toString('latin1');
  const texts: readonly [what: string, text: string, bytes: readonly number[]][] = [
    ['two lines', `${textOf(3)}\n${textOf(2)}`, [3, 2]],
    ['lines as Windows ends them, and empty ones', `\r\n${textOf(3)}\r\n\r\n${textOf(2)}\r\n`, [3, 2]],
    ['three lines', `${textOf(3)}\n${textOf(2)}\n${textOf(1)}\n`, [3, 2, 1]],
    ['a byte order mark', `${mark}${textOf(3)}\n`, [3]],
    ['a byte order mark and two lines', `${mark}${textOf(3)}\n${textOf(2)}`, [3, 2]],
  ];

  it.each(texts)('takes %s', async (_what, text, bytes) => {
    const directory = await scratchDirectory();
    const expected = bytes.length === 1 ? keyOf(bytes[0] ?? 0) : bytes.map(keyOf);
    const nowhere = join(directory, 'nowhere');
    const [first, second, third] = ['turbosmtp-auth-store-key', 'turbosmtp_auth_store_key', 'key'].map(
      (name) => join(directory, name),
    ) as [string, string, string]; // as many as were mapped
    for (const path of [first, second, third])
      await writeFile(path, text, { mode: 0o600, encoding: 'latin1' });
    const found = [
      await findSealingKey({ env: { CREDENTIALS_DIRECTORY: directory }, secrets: nowhere }),
      await findSealingKey({ env: { TURBOSMTP_AUTH_STORE_KEY_FILE: third }, secrets: nowhere }),
      await findSealingKey({ env: {}, secrets: directory }),
      ...(text.startsWith(mark)
        ? []
        : [await findSealingKey({ env: { TURBOSMTP_AUTH_STORE_KEY: text }, secrets: nowhere })]),
    ];
    for (const each of found) expect(each?.key).toEqual(expected);
  });

  it('passes over no line that is no key', async () => {
    for (const text of [`${textOf(3)}\ncanary`, `canary\n${textOf(3)}`, `${textOf(3)} ${textOf(2)}`])
      await expect(
        findSealingKey({ env: { TURBOSMTP_AUTH_STORE_KEY: text }, secrets: '/nowhere' }),
      ).rejects.toMatchObject({ issues: [{ code: 'not_a_sealing_key' }] });
  });
});
