import { webcrypto } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvalidInputError } from '../src/errors/errors.ts';
import type { StoredRecord } from '../src/records/key-store.ts';
import { createSealer, MAX_SEALED, type SealingKey } from '../src/seal.ts';
import { records, slotOf } from './sample-records.ts';

const bytes = crypto.getRandomValues(new Uint8Array(32));
const cryptoKey = (usages: KeyUsage[] = ['encrypt', 'decrypt'], length = 256): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length }, false, usages);
const passphrase = 'four seldom used words';

const [session] = records as [StoredRecord];
const slot = slotOf('session');
const headerOf = (sealed: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString());
const withHeader = (sealed: string, change: object): string => {
  const [, ...rest] = sealed.split('.');
  const header = JSON.stringify({ ...headerOf(sealed), ...change });
  return [Buffer.from(header).toString('base64url'), ...rest].join('.');
};
const code = (name: string): unknown => expect.objectContaining({ name: 'StorageError', code: name });

afterEach(() => vi.restoreAllMocks());

const keys: [string, () => SealingKey | Promise<SealingKey>][] = [
  ['32 bytes', () => bytes],
  ['a non-extractable CryptoKey', () => cryptoKey()],
  ['a passphrase', () => ({ passphrase })],
];

describe.each(keys)('sealing with %s', { timeout: 60_000 }, (_, makeKey) => {
  it.each(records)('opens what it sealed: $kind', async (record) => {
    const sealer = createSealer(await makeKey());
    const sealed = await sealer.seal(slotOf(record.kind), record);
    expect(await sealer.unseal(slotOf(record.kind), sealed)).toEqual(record);
  });

  it('opens in another process what it sealed in this one', async () => {
    const key = await makeKey();
    const sealed = await createSealer(key).seal(slot, session);
    expect(await createSealer(key).unseal(slot, sealed)).toEqual(session);
  });

  it('uses a fresh IV for each write, and shows nothing of the record', async () => {
    const sealer = createSealer(await makeKey());
    const sealed = await Promise.all(Array.from({ length: 50 }, () => sealer.seal(slot, session)));
    expect(new Set(sealed.map((text) => text.split('.')[2])).size).toBe(50);
    for (const text of sealed) {
      expect(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString()).not.toMatch(
        /canary|gen-session|1790/,
      );
      expect(
        text
          .split('.')
          .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
          .join(),
      ).not.toMatch(/canary|gen-session/);
    }
  });

  it('says where the record belongs in the authenticated header', async () => {
    const sealed = await createSealer(await makeKey()).seal(slot, session);
    expect(headerOf(sealed)).toMatchObject({ ...slot, enc: 'A256GCM', version: 1, kid: expect.any(String) });
  });

  it('tells a record of another slot', async () => {
    const sealer = createSealer(await makeKey());
    const sealed = await sealer.seal(slot, session);
    for (const other of [
      slotOf('consumer'),
      slotOf('session', 'other'),
      slotOf('session', 'default', 'https://elsewhere.example.test'),
    ])
      await expect(sealer.unseal(other, sealed)).rejects.toEqual(code('storage_misplaced'));
  });

  it('tells another key', async () => {
    const sealed = await createSealer(await makeKey()).seal(slot, session);
    for (const other of [new Uint8Array(32), await cryptoKey(), { passphrase: `${passphrase}.` }])
      await expect(createSealer(other).unseal(slot, sealed)).rejects.toEqual(code('storage_wrong_key'));
  });

  it('tells a newer version, whatever else it changed', async () => {
    const sealer = createSealer(await makeKey());
    const sealed = withHeader(await sealer.seal(slot, session), { version: 2, alg: 'X', enc: 'Y' });
    await expect(sealer.unseal(slot, sealed)).rejects.toEqual(code('storage_too_new'));
  });

  it('tells damage', async () => {
    const sealer = createSealer(await makeKey());
    const sealed = await sealer.seal(slot, session);
    const [head, key, iv, text, tag] = sealed.split('.');
    for (const wrong of [
      '',
      '....',
      'not a JWE',
      `${sealed}.`,
      `${sealed}\n`,
      ` ${sealed}`,
      sealed.slice(0, -1),
      [head, key, iv, text].join('.'),
      [head, key, iv, '', tag].join('.'),
      [head, key, '', text, tag].join('.'),
      [head, 'AAAA', iv, text, tag].join('.'),
      withHeader(sealed, { enc: 'A128GCM' }),
      withHeader(sealed, { alg: 'none' }),
      withHeader(sealed, { crit: ['exp'] }),
      withHeader(sealed, { zip: 'DEF' }),
      withHeader(sealed, { version: 0 }),
      withHeader(sealed, { version: '1' }),
      withHeader(sealed, { version: undefined }),
      withHeader(sealed, { kid: undefined }),
      withHeader(sealed, { profile: 'other' }),
    ])
      await expect(sealer.unseal(slot, wrong), wrong.slice(-40)).rejects.toEqual(code('storage_damaged'));
  });
});

describe('the sealing key', () => {
  it.each([0, 1, 16, 31, 33, 64])('may not have %i bytes', (length) => {
    expect(() => createSealer(new Uint8Array(length))).toThrow(InvalidInputError);
  });

  it.each([
    undefined,
    null,
    'secret',
    42,
    {},
    { passphrase: '' },
    { passphrase: 1 },
    { passphrase: '\ud800' },
    [],
  ])('may not be %j', (key) => expect(() => createSealer(key as never)).toThrow(InvalidInputError));

  it('may not be a CryptoKey for something else', async () => {
    const hmac = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    for (const key of [await cryptoKey(['encrypt']), await cryptoKey(['encrypt', 'decrypt'], 128), hmac])
      expect(() => createSealer(key as CryptoKey)).toThrow(InvalidInputError);
  });

  it('may be wiped by its owner once the sealer is made', async () => {
    const own = Uint8Array.from(bytes);
    const sealer = createSealer(own);
    own.fill(0);
    const sealed = await sealer.seal(slot, session);
    expect(await createSealer(bytes).unseal(slot, sealed)).toEqual(session);
  });

  it('is the same as bytes or as a CryptoKey made of them', async () => {
    const imported = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const [one, other] = [createSealer(bytes), createSealer(imported)];
    expect(await one.unseal(slot, await other.seal(slot, session))).toEqual(session);
    expect(await other.unseal(slot, await one.seal(slot, session))).toEqual(session);
  });

  it('is never used twice with one IV, key ids included', async () => {
    const encrypt = vi.spyOn(webcrypto.subtle, 'encrypt');
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const sealer = createSealer(bytes);
        await Promise.all([sealer.seal(slot, session), sealer.seal(slot, session)]);
      }),
    );
    const ivs = encrypt.mock.calls.map(([algorithm]) =>
      Buffer.from((algorithm as AesGcmParams).iv as Uint8Array).toString('hex'),
    );
    expect(ivs.length).toBe(60);
    expect(new Set(ivs).size).toBe(60);
  });
});

describe('a passphrase', { timeout: 60_000 }, () => {
  it('goes through 600,000 rounds, once however many records are written and read', async () => {
    const derive = vi.spyOn(webcrypto.subtle, 'deriveBits');
    const sealer = createSealer({ passphrase });
    const sealed = await Promise.all(records.map((record) => sealer.seal(slotOf(record.kind), record)));
    for (const [index, record] of records.entries())
      expect(await sealer.unseal(slotOf(record.kind), sealed[index] ?? '')).toEqual(record);
    expect(derive).toHaveBeenCalledOnce();
    expect(derive.mock.calls[0]?.[0]).toMatchObject({ name: 'PBKDF2', hash: 'SHA-256', iterations: 600_000 });
    expect(sealed.map((text) => headerOf(text)['p2c'])).toEqual([600_000, 600_000, 600_000, 600_000]);
  });

  it('is derived once by a process that reads and then writes', async () => {
    const sealed = await createSealer({ passphrase }).seal(slot, session);
    const derive = vi.spyOn(webcrypto.subtle, 'deriveBits');
    const next = createSealer({ passphrase });
    await next.unseal(slot, sealed);
    const again = await next.seal(slot, session);
    expect(derive).toHaveBeenCalledOnce();
    expect(headerOf(again)['p2s']).toBe(headerOf(sealed)['p2s']);
  });

  it('never takes over the salt of a record that is not authentic', async () => {
    const planted = Buffer.alloc(16).toString('base64url');
    const sealed = withHeader(await createSealer({ passphrase }).seal(slot, session), { p2s: planted });
    const sealer = createSealer({ passphrase });
    await expect(sealer.unseal(slot, sealed)).rejects.toEqual(code('storage_wrong_key'));
    expect(headerOf(await sealer.seal(slot, session))['p2s']).not.toBe(planted);
  });

  it.each([1, 1000, 599_999, 2_400_001, 2 ** 31, 6e5 + 0.5, '600000', null])(
    'is not derived with %j rounds because a file says so',
    async (p2c) => {
      const sealed = withHeader(await createSealer({ passphrase }).seal(slot, session), { p2c });
      const derive = vi.spyOn(webcrypto.subtle, 'deriveBits');
      await expect(createSealer({ passphrase }).unseal(slot, sealed)).rejects.toEqual(
        code('storage_damaged'),
      );
      expect(derive).not.toHaveBeenCalled();
    },
  );
});

describe('limits', () => {
  it('does not look into more than it would have written', async () => {
    const decode = vi.spyOn(globalThis, 'atob');
    await expect(createSealer(bytes).unseal(slot, 'A'.repeat(MAX_SEALED + 1))).rejects.toEqual(
      code('storage_damaged'),
    );
    expect(decode).not.toHaveBeenCalled();
  });

  it('does not write what it would not read', async () => {
    const keys = Array.from({ length: 5 }, () => 'k'.repeat(4096));
    const record: StoredRecord = { v: 1, kind: 'revocation', gen: 'g', keys };
    await expect(createSealer(bytes).seal(slotOf('revocation'), record)).rejects.toEqual(
      code('storage_full'),
    );
    const malformed = { ...session, key: 'two\nlines' } as StoredRecord;
    await expect(createSealer(bytes).seal(slot, malformed)).rejects.toThrow(InvalidInputError);
    await expect(createSealer(bytes).seal(slotOf('consumer'), session)).rejects.toThrow(InvalidInputError);
  });

  it('has room for the longest pair', async () => {
    const record = {
      v: 1,
      kind: 'consumer',
      gen: 'g',
      key: 'k'.repeat(4096),
      secret: 's'.repeat(4096),
    } as const;
    const longest = slotOf('consumer', 'p'.repeat(64), `https://${'h'.repeat(253)}:65535`);
    const sealer = createSealer(bytes);
    expect(await sealer.unseal(longest, await sealer.seal(longest, record))).toEqual(record);
  });

  it('says what is missing where there is no WebCrypto', async () => {
    vi.stubGlobal('crypto', { getRandomValues: () => undefined });
    const sealer = createSealer(bytes);
    vi.stubGlobal('crypto', {});
    await expect(sealer.seal(slot, session)).rejects.toEqual(code('storage_unavailable'));
    await expect(sealer.unseal(slot, '')).rejects.toEqual(code('storage_unavailable'));
    vi.unstubAllGlobals();
  });
});
