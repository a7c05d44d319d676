import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../src/records/key-store.ts';
import { isStoredRecord } from '../src/records/stored-record.ts';

const session = {
  v: 1,
  kind: 'session',
  gen: 'g1',
  key: 'sandbox-key',
  account: 'zoë@example.test',
  mintedAt: 0,
  expiresAt: null,
  clockOffset: -3.5,
};
const consumer = { v: 1, kind: 'consumer', gen: 'g1', key: 'sandbox-key', secret: 'sandbox-secret' };
const revocation = { v: 1, kind: 'revocation', gen: 'g1', keys: ['a', 'b'] };
const pending = { v: 1, kind: 'pending', gen: 'g1', startedAt: 1 };

describe('isStoredRecord', () => {
  const replaces = { key: 'old-key', secret: 'old-secret' };
  it.each([
    session,
    consumer,
    { ...consumer, label: '' },
    { ...consumer, replaces, siblings: ['a'] },
    { ...consumer, siblings: [] },
    revocation,
    { ...revocation, keys: [] },
    pending,
  ])('takes a whole record: %j', (record) =>
    expect(isStoredRecord(record, record.kind as StoredRecord['kind'])).toBe(true),
  );

  it.each([
    { replaces: null },
    { replaces: 'old-key' },
    { replaces: { key: 'old-key' } },
    { replaces: { ...replaces, secret: '' } },
    { replaces: { ...replaces, key: 'a b' } },
    { replaces: Object.create(replaces) },
    { siblings: 'a' },
    { siblings: [''] },
    { siblings: [1] },
    { siblings: new Array(1) },
  ])('refuses a pair with %j', (more) => {
    expect(isStoredRecord({ ...consumer, ...more }, 'consumer')).toBe(false);
  });

  it.each([session, consumer, revocation, pending])('refuses $kind in the slot of another kind', (record) => {
    for (const kind of ['session', 'consumer', 'revocation', 'pending'] as const)
      expect(isStoredRecord(record, kind)).toBe(kind === record.kind);
  });

  it.each([session, consumer, revocation, pending])(
    'refuses $kind without any one of its fields',
    (record) => {
      for (const field of Object.keys(record)) {
        const { [field as keyof typeof record]: _, ...rest } = record;
        expect(isStoredRecord(rest, record.kind as StoredRecord['kind']), field).toBe(false);
      }
    },
  );

  it.each([undefined, null, 'x', 1, [], {}, () => session])('refuses %j, which is no record', (value) => {
    expect(isStoredRecord(value, 'session')).toBe(false);
  });

  it.each([
    { v: 2 },
    { v: '1' },
    { gen: '' },
    { gen: 'x'.repeat(129) },
    { key: '' },
    { key: 'a\r\nb' },
    { key: 'a b' },
    { key: 'é' },
    { key: 'k'.repeat(4097) },
    { key: 1 },
    { account: '' },
    { account: 'a\0b' },
    { account: '\ud800' },
    { account: 'a'.repeat(321) },
    { mintedAt: Number.NaN },
    { mintedAt: Number.POSITIVE_INFINITY },
    { mintedAt: 8.64e15 + 1 },
    { mintedAt: '0' },
    { expiresAt: undefined },
    { expiresAt: Number.NaN },
    { clockOffset: null },
  ])('refuses a session with %j', (wrong) => {
    expect(isStoredRecord({ ...session, ...wrong }, 'session')).toBe(false);
  });

  it.each([
    { keys: 'ab' },
    { keys: [1] },
    { keys: ['a\n'] },
    { keys: { length: 0 } },
    { keys: new Array(1) },
  ])('refuses a revocation with %j', (wrong) =>
    expect(isStoredRecord({ ...revocation, ...wrong }, 'revocation')).toBe(false),
  );

  it('takes nothing that is only inherited for a field', () => {
    const { key: _, ...rest } = session;
    expect(isStoredRecord(Object.assign(Object.create({ key: 'inherited' }), rest), 'session')).toBe(false);
    expect(isStoredRecord(Object.create(session), 'session')).toBe(false);
  });
});
