import type { Slot, StoredRecord } from '../records/key-store.ts';

/** A slot of the contract; the host does not exist. */
export const slotOf = (
  kind: Slot['kind'] = 'session',
  profile = 'default',
  origin = 'https://api.example.test',
): Slot => ({ origin, profile, kind });

/** What is looked for wherever a secret must not be. */
export const canary = 'contract-canary-key';

/** A whole record of a kind, told from others by its `gen`. */
export function recordOf(kind: Slot['kind'], gen: string): StoredRecord {
  switch (kind) {
    case 'session':
      return {
        v: 1,
        kind,
        gen,
        key: `${canary}-${gen}`,
        account: 'zoë.o’neill+Ωмега@пример.example',
        mintedAt: 1_790_000_000_000,
        expiresAt: 1_790_007_140_000,
        clockOffset: -1234.5,
      };
    case 'consumer':
      return { v: 1, kind, gen, key: `${canary}-${gen}`, secret: canary, label: 'line one\nline two 📮' };
    case 'revocation':
      return { v: 1, kind, gen, keys: [`${canary}-1`, `${canary}-2`] };
    case 'pending':
      return { v: 1, kind, gen, startedAt: 1_790_000_000_000 };
  }
}
