import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StorageError } from '../src/errors/errors.ts';
import { createSealer, type Sealer } from '../src/seal.ts';
import { records, slotOf } from './sample-records.ts';

const key = createSealer(crypto.getRandomValues(new Uint8Array(32)));
const phrase = createSealer({ passphrase: 'four seldom used words' });
const sealedBy = (sealer: Sealer): Promise<string[]> =>
  Promise.all(records.map((record) => sealer.seal(slotOf(record.kind), record)));

/** Fails unless the text is refused with a typed error that shows nothing of a record. */
async function refused(sealer: Sealer, kind: Parameters<typeof slotOf>[0], text: string): Promise<string> {
  const error = await sealer.unseal(slotOf(kind), text).then(
    () => Promise.reject(new Error(`accepted ${text}`)),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StorageError);
  const { code, message, hint, stack, cause } = error as StorageError;
  expect(`${code}${message}${hint}${stack}`).not.toMatch(/canary|eyJ/);
  expect(cause).toBeUndefined();
  return code;
}

const claims = ['storage_damaged', 'storage_wrong_key', 'storage_too_new']; // what a changed header can make it say
const flip = (text: string, bit: number): string => {
  const bytes = Buffer.from(text, 'latin1');
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString('latin1');
};

describe('a sealed record', { timeout: 60_000 }, () => {
  it('is refused with any one bit flipped, its text damaged in no other way', {
    timeout: 60_000,
  }, async () => {
    const [sealed] = (await sealedBy(key)) as [string];
    const head = sealed.indexOf('.');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const code = await refused(key, 'session', flip(sealed, bit));
      expect(bit >> 3 > head ? ['storage_damaged'] : claims).toContain(code);
    }
  });

  it('is refused at any other length', async () => {
    for (const [index, sealed] of (await sealedBy(key)).entries()) {
      const kind = records[index]?.kind ?? 'session';
      for (let length = 0; length < sealed.length; length++)
        await refused(key, kind, sealed.slice(0, length));
      for (const tail of ['.', '=', '==', 'A', 'AA', 'AAAA', '\n', '\0', ' ', sealed, `.${sealed}`])
        expect(await refused(key, kind, sealed + tail)).toBe('storage_damaged');
    }
  });

  it('is refused with parts of others in it', async () => {
    const [a, b] = (await Promise.all([sealedBy(key), sealedBy(key)])).map(
      ([text]) => text?.split('.') ?? [],
    );
    for (const index of [2, 3, 4]) {
      const mixed = a?.with(index, b?.[index] ?? '').join('.') ?? '';
      expect(await refused(key, 'session', mixed)).toBe('storage_damaged');
    }
  });

  it('is refused after any edit', async () => {
    const sealed = await sealedBy(key);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 3 }),
        fc.nat({ max: 800 }),
        fc.nat({ max: 40 }),
        fc.string({ unit: fc.constantFrom(...'AZaz09-_.=+/ \n\0'), maxLength: 40 }),
        async (which, at, drop, insert) => {
          const text = sealed[which] ?? '';
          const edited = text.slice(0, at) + insert + text.slice(at + drop);
          fc.pre(edited !== text);
          expect(claims).toContain(await refused(key, records[which]?.kind ?? 'session', edited));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is refused after any edit under a passphrase too', async () => {
    const sealed = await sealedBy(phrase);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3 }), fc.nat(), async (which, position) => {
        const text = sealed[which] ?? '';
        const edited = flip(text, position % (text.length * 8));
        expect(claims).toContain(await refused(phrase, records[which]?.kind ?? 'session', edited));
      }),
      { numRuns: 100 },
    );
  });

  it('is what any text at all is not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect(await refused(key, 'session', text)).toBe('storage_damaged');
      }),
    );
  });

  it('comes back as it was, whatever it holds', async () => {
    const visible = fc.string({ unit: fc.constantFrom(...'!~azAZ09"\\'), minLength: 1, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(
        visible,
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => !/\p{Cc}/u.test(text)),
        fc.integer(),
        fc.option(fc.integer()),
        async (secret, account, mintedAt, expiresAt) => {
          const record = {
            v: 1,
            kind: 'session',
            gen: 'g',
            key: secret,
            account,
            mintedAt,
            expiresAt,
            clockOffset: 0,
          } as const;
          const slot = slotOf('session');
          expect(await key.unseal(slot, await key.seal(slot, record))).toEqual(record);
        },
      ),
    );
  });
});
