import { isTurboSMTPAuthError } from '../errors/errors.ts';
import { assurances, type Slot, type StoredRecord, slotKinds } from '../records/key-store.ts';
import type { Promised } from './contract-case.ts';
import { expect, expectEqual } from './expect.ts';
import { canary, recordOf, slotOf } from './samples.ts';

/** Slots that a careless file or property name would make one. */
const lookalikes: readonly Slot[] = [
  slotOf('session'),
  slotOf('consumer'),
  slotOf('session', 'Default'),
  slotOf('session', 'default.session'),
  slotOf('session', 'a-b', 'https://c.example.test'),
  slotOf('session', 'a', 'https://b-c.example.test'),
  slotOf('session', 'a-b', 'https://example.test'),
  slotOf('session', 'b', 'https://example.test-a'),
  slotOf('session', 'default', 'https://api.example.test:8443'),
  slotOf('session', 'default', 'http://127.0.0.1:8025'),
  slotOf('session', 'constructor'),
  slotOf('session', `${'p'.repeat(63)}1`),
  slotOf('session', `${'p'.repeat(63)}2`),
];

const hostile = ['', '.', '..', '../escape', 'a/b', 'a\\b', 'nul\0', 'x'.repeat(300), 'CON', '__proto__'];

const roundTrip = (kind: Slot['kind']): Promised => ({
  [`keeps a ${kind} record as it was given`]: async (store) => {
    const record = recordOf(kind, 'g1');
    expect((await store.set(slotOf(kind), record)) === true, 'a write answers true');
    expectEqual(await store.get(slotOf(kind)), record, 'a record comes back as it was written');
  },
});

/** What a store promises of one record at a time. */
export const keeping: Promised = {
  'describes itself': async (store) => {
    const { backend, assurance, persistent, sharedWith } = await store.describe();
    expect(typeof backend === 'string' && backend !== '', 'backend is a name');
    expect(typeof sharedWith === 'string' && sharedWith !== '', 'sharedWith says who else sees the records');
    expect(assurances.includes(assurance), 'assurance is one of the four');
    expect(typeof persistent === 'boolean', 'persistent is a boolean');
    expect(assurance !== 'memory' || !persistent, 'memory outlives no process');
  },

  'answers null for every slot while it is empty': async (store) => {
    for (const kind of slotKinds) expect((await store.get(slotOf(kind))) === null, 'an empty slot is null');
  },

  ...Object.assign({}, ...slotKinds.map(roundTrip)),

  'keeps a key that never expires, and a pair without a label': async (store) => {
    const never = { ...recordOf('session', 'g1'), expiresAt: null } as StoredRecord; // of kind session
    const { label: _, ...plain } = { label: '', ...recordOf('consumer', 'g2') };
    await store.set(slotOf('session'), never);
    await store.set(slotOf('consumer'), plain);
    expectEqual(await store.get(slotOf('session')), never, 'null stays null');
    expectEqual(await store.get(slotOf('consumer')), plain, 'what was absent stays absent');
  },

  'keeps the longest key whole, or refuses it and loses nothing': async (store) => {
    const slot = slotOf('session');
    const before = recordOf('session', 'g1');
    const long = { ...before, gen: 'g2', key: 'k'.repeat(4096) } as StoredRecord; // of kind session
    await store.set(slot, before);
    const written = await store.set(slot, long).catch((error: unknown) => {
      expect(isTurboSMTPAuthError(error) && error.code.startsWith('storage_'), 'a refusal is a StorageError');
      return false;
    });
    expectEqual(await store.get(slot), written ? long : before, 'a record is whole');
  },

  'replaces what a slot held': async (store) => {
    const slot = slotOf();
    await store.set(slot, recordOf('session', 'g1'));
    expect(await store.set(slot, recordOf('session', 'g2')), 'a write answers true');
    expectEqual(await store.get(slot), recordOf('session', 'g2'), 'the last write is read');
  },

  'removes a record, and says whether there was one': async (store) => {
    const slot = slotOf();
    expect((await store.remove(slot)) === false, 'there is nothing to remove');
    await store.set(slot, recordOf('session', 'g1'));
    expect((await store.remove(slot)) === true, 'there was something to remove');
    expect((await store.get(slot)) === null, 'what was removed is gone');
    expect((await store.remove(slot)) === false, 'it cannot be removed twice');
  },

  'keeps slots apart by origin, profile and kind': async (store) => {
    for (const [index, slot] of lookalikes.entries()) {
      expect((await store.get(slot)) === null, 'no slot shows what another holds');
      await store.set(slot, recordOf(slot.kind, `g${index}`));
    }
    for (const [index, slot] of lookalikes.entries())
      expectEqual(await store.get(slot), recordOf(slot.kind, `g${index}`), 'each slot holds its own');
    await store.remove(slotOf());
    for (const [index, slot] of lookalikes.entries())
      if (index > 0) expect((await store.get(slot)) !== null, 'removing one removes no other');
  },

  'gives and takes copies': async (store) => {
    const slot = slotOf('revocation');
    const given: StoredRecord = { v: 1, kind: 'revocation', gen: 'g1', keys: [canary] };
    await store.set(slot, given);
    given.gen = 'changed';
    const taken = await store.get(slot);
    if (taken?.kind === 'revocation') taken.keys = ['changed'];
    expectEqual(
      await store.get(slot),
      { v: 1, kind: 'revocation', gen: 'g1', keys: [canary] },
      'changing an object changes nothing that is stored',
    );
  },

  'refuses a hostile profile name with a typed error, or keeps it apart': async (store) => {
    await store.set(slotOf(), recordOf('session', 'g1'));
    for (const profile of hostile) {
      const slot = slotOf('session', profile);
      const refused = (error: unknown): boolean => {
        expect(isTurboSMTPAuthError(error), 'a refusal is typed');
        return false;
      };
      if (await store.set(slot, recordOf('session', 'g2')).catch(refused))
        expectEqual(await store.get(slot), recordOf('session', 'g2'), 'what is kept is kept whole');
      await store.get(slot).catch(refused);
      await store.remove(slot).catch(refused);
    }
    expectEqual(await store.get(slotOf()), recordOf('session', 'g1'), 'no name reaches another slot');
    expect(!('gen' in {}), 'no name reaches Object.prototype');
  },
};
