import { type KeyStore, type Slot, STORE_LIMIT, type StoredRecord, withinLimit } from '@turbosmtp-auth/core';
import { createSealer, recordStore, type SealingKeys } from '@turbosmtp-auth/core/seal';
import type { RedisClient } from './client.ts';
import { unanswered } from './faults.ts';
import { scriptRunner } from './run-script.ts';
import { exchangeKey, readKey } from './slot-scripts.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Milliseconds. A timer may end a call a little early, and the server's time is rounded. No write may be made after that. */
const EARLY = 50;

/**
 * How long Redis keeps a record. A key of two hours is kept for a day more, since an expired one is still revoked on logout.
 * Both times are the service's, so that no clock is asked. What is still to be revoked must not vanish, nor may what never
 * expires.
 */
function lifeOf(record: StoredRecord): number | null {
  if (record.kind === 'pending' && record.replaces === undefined) return DAY;
  if (record.kind !== 'session' || record.expiresAt === null) return null;
  return DAY + Math.max(0, record.expiresAt - record.mintedAt);
}

/** The records in Redis: what a `redisKeyStore` loads on first use. */
export function redisRecords(client: RedisClient, sealingKey: SealingKeys, prefix: string): KeyStore {
  const sealer = createSealer(sealingKey);
  const run = scriptRunner(client);

  /** Neither profiles nor kinds have a colon, so that no two slots share a key. */
  const keyOf = ({ origin, profile, kind }: Slot): string => `${prefix}${origin}:${profile}:${kind}`;

  return {
    describe: async () => ({
      backend: 'Redis',
      assurance: 'encrypted',
      persistent: true,
      sharedWith: 'every process that uses this Redis and this sealing key',
    }),
    ...recordStore((slot, work) =>
      withinLimit(() => {
        const key = keyOf(slot);
        const end = performance.now() + STORE_LIMIT - EARLY;
        const { encode, decode } = sealer.codec(slot);
        let until = 0;
        let life: number | null = null;
        return work({
          codec: {
            encode: (record) => {
              life = lifeOf(record);
              return encode(record);
            },
            decode,
          },
          read: async () => {
            const reading = await readKey(run, key, end);
            until = reading.until;
            return reading.held;
          },
          exchange: (before, after) => exchangeKey(run, key, { before, after, life, until }),
        });
      }, unanswered),
    ),
  };
}
