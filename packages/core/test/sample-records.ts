import type { Slot, StoredRecord } from '../src/records/key-store.ts';

/** One whole record of each kind. */
export const records: readonly StoredRecord[] = [
  {
    v: 1,
    kind: 'session',
    gen: 'gen-session',
    key: 'canary-key-0123456789abcdef',
    account: 'canary+zoë@example.test',
    mintedAt: 1_790_000_000_000,
    expiresAt: 1_790_007_140_000,
    clockOffset: -250.5,
  },
  {
    v: 1,
    kind: 'consumer',
    gen: 'gen-consumer',
    key: 'canary-ck',
    secret: 'canary-cs',
    label: 'mailer 📮',
    replaces: { key: 'canary-old-ck', secret: 'canary-old-cs' },
  },
  { v: 1, kind: 'revocation', gen: 'gen-revocation', keys: ['canary-old-1', 'canary-old-2'] },
  { v: 1, kind: 'pending', gen: 'gen-pending', startedAt: 1_790_000_000_001 },
];

/** The slot of a kind, of the default profile on a host that does not exist. */
export const slotOf = (
  kind: Slot['kind'],
  profile = 'default',
  origin = 'https://api.example.test',
): Slot => ({
  origin,
  profile,
  kind,
});
