import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../src/errors/errors.ts';
import { createSealer, recordStore, type SealingKey } from '../src/seal.ts';
import { records, slotOf } from './sample-records.ts';

const bytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));
const cryptoKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
const slot = slotOf('session');
const [record] = records as [(typeof records)[number]];
const code = (name: string): unknown => expect.objectContaining({ name: 'StorageError', code: name });

const kinds: Readonly<Record<string, () => SealingKey | Promise<SealingKey>>> = {
  bytes,
  'a CryptoKey': cryptoKey,
  'a passphrase': () => ({ passphrase: crypto.randomUUID() }),
};
const pairs = Object.keys(kinds).flatMap((old) => Object.keys(kinds).map((young) => [old, young] as const));
const make = async (kind: string): Promise<SealingKey> => (await kinds[kind]?.()) ?? bytes();

describe.each(pairs)('a list of sealing keys, from %s to %s', { timeout: 60_000 }, (oldKind, youngKind) => {
  it('seals with the first and opens with each', async () => {
    const [old, young, older] = [await make(oldKind), await make(youngKind), bytes()];
    const both = createSealer([young, old, older]);
    for (const key of [young, old, older])
      expect(await both.unseal(slot, await createSealer(key).seal(slot, record))).toEqual(record);
    const sealed = await both.seal(slot, record);
    expect(await createSealer(young).unseal(slot, sealed)).toEqual(record);
    await expect(createSealer(old).unseal(slot, sealed)).rejects.toEqual(code('storage_wrong_key'));
  });

  it('tells a wrong key from damage, whichever key sealed it', async () => {
    const [old, young] = [await make(oldKind), await make(youngKind)];
    const both = createSealer([young, old]);
    await expect(both.unseal(slot, await createSealer(bytes()).seal(slot, record))).rejects.toEqual(
      code('storage_wrong_key'),
    );
    for (const key of [young, old]) {
      const sealed = await createSealer(key).seal(slot, record);
      const at = sealed.length - 30;
      const damaged = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      await expect(both.unseal(slot, damaged)).rejects.toEqual(code('storage_damaged'));
      await expect(both.unseal(slotOf('session', 'other'), sealed)).rejects.toEqual(
        code('storage_misplaced'),
      );
    }
  });

  it('seals a record with the first at its next write', async () => {
    const [old, young] = [await make(oldKind), await make(youngKind)];
    let text = await createSealer(old).seal(slot, record);
    const both = createSealer([young, old]);
    const store = recordStore((place, work) =>
      work({
        codec: both.codec(place),
        read: async () => text,
        exchange: async (before, after) => {
          if (text !== before || after === null) return false;
          text = after;
          return true;
        },
      }),
    );
    expect(await store.get(slot)).toEqual(record);
    expect(await store.set(slot, { ...record, gen: 'next' }, record.gen)).toBe(true);
    expect(await createSealer(young).unseal(slot, text)).toEqual({ ...record, gen: 'next' });
  });
});

it('refuses a list without keys, or with one that is none', () => {
  const lists: unknown[] = [[], [new Uint8Array(31)], [bytes(), 'key'], [bytes(), undefined], [[bytes()]]];
  for (const list of lists) expect(() => createSealer(list as SealingKey[])).toThrow(InvalidInputError);
});
