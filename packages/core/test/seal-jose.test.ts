import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSealer } from '../src/seal.ts';
import { records, slotOf } from './sample-records.ts';

// jose as the oracle: what one seals the other opens, so that the format is the standard's and not merely our own.

const bytes = crypto.getRandomValues(new Uint8Array(32));
const passphrase = 'four seldom used words, ünïcode too';
const passphraseBytes = new TextEncoder().encode(passphrase);
const pbes2 = 'PBES2-HS256+A128KW';

describe.each(records)('a sealed $kind record', { timeout: 60_000 }, (record) => {
  const slot = slotOf(record.kind);
  const plain = new TextEncoder().encode(JSON.stringify(record));

  it('is opened by jose with the key', async () => {
    const sealed = await createSealer(bytes).seal(slot, record);
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, bytes, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(record);
    expect(protectedHeader).toMatchObject({ alg: 'dir', enc: 'A256GCM', version: 1, ...slot });
  });

  it('is opened by jose with the passphrase', async () => {
    const sealed = await createSealer({ passphrase }).seal(slot, record);
    const { plaintext } = await compactDecrypt(sealed, passphraseBytes, {
      keyManagementAlgorithms: [pbes2],
      contentEncryptionAlgorithms: ['A256GCM'],
      maxPBES2Count: 600_000,
    });
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual(record);
  });

  it('may have been sealed by jose with the key', async () => {
    const { kid } = decodeProtectedHeader(await createSealer(bytes).seal(slot, record));
    const sealed = await new CompactEncrypt(plain)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', version: 1, kid: String(kid), ...slot })
      .encrypt(bytes);
    expect(await createSealer(bytes).unseal(slot, sealed)).toEqual(record);
  });

  it('may have been sealed by jose with the passphrase', async () => {
    const { kid, p2s, p2c } = decodeProtectedHeader(await createSealer({ passphrase }).seal(slot, record));
    const sealed = await new CompactEncrypt(plain)
      .setProtectedHeader({ alg: pbes2, enc: 'A256GCM', version: 1, kid: String(kid), ...slot })
      .setKeyManagementParameters({ p2s: Buffer.from(String(p2s), 'base64url'), p2c: Number(p2c) })
      .encrypt(passphraseBytes);
    expect(await createSealer({ passphrase }).unseal(slot, sealed)).toEqual(record);
  });
});

describe('what jose sealed with the right key', () => {
  it.each([
    ['no record', 'null'],
    ['a record of another kind', JSON.stringify({ v: 1, kind: 'pending', gen: 'g', startedAt: 0 })],
    ['a key that would split a header', JSON.stringify({ ...records[0], key: 'a\r\nb' })],
    ['no JSON', '{'],
    ['no UTF-8', '\u00ff'],
  ])('is not trusted where it holds %s', async (_, text) => {
    const slot = slotOf('session');
    const sealer = createSealer(bytes);
    const { kid } = decodeProtectedHeader(await sealer.seal(slot, records[0] as never));
    const sealed = await new CompactEncrypt(Buffer.from(text, 'latin1'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', version: 1, kid: String(kid), ...slot })
      .encrypt(bytes);
    await expect(sealer.unseal(slot, sealed)).rejects.toMatchObject({ code: 'storage_damaged' });
  });

  it.each([
    ['an extension that must be understood', { crit: ['ext'], ext: true }],
    ['another encryption', { enc: 'A256CBC-HS512' }],
    ['no version', { version: undefined }],
    ['a version that is no number', { version: '1' }],
  ])('is not trusted where its header has %s', async (_, odd) => {
    const slot = slotOf('session');
    const sealer = createSealer(bytes);
    const { kid } = decodeProtectedHeader(await sealer.seal(slot, records[0] as never));
    const key = 'enc' in odd ? crypto.getRandomValues(new Uint8Array(64)) : bytes;
    const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(records[0])))
      .setProtectedHeader({
        alg: 'dir',
        enc: 'A256GCM',
        version: 1,
        kid: String(kid),
        ...slot,
        ...odd,
      } as never)
      .encrypt(key, { crit: { ext: true } });
    await expect(sealer.unseal(slot, sealed)).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});
