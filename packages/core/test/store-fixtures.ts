// Stores as each version of these packages has written them, one folder for each generation. Every later version must open them.
import { readdirSync, readFileSync } from 'node:fs';
import type { Slot, StoredRecord } from '../src/records/key-store.ts';

/** A store of one medium, as it lies at rest. */
export interface StoreFixture {
  /** The sealing key, 32 bytes as base64url or a passphrase, which nothing else has. Absent: the medium encrypts. */
  readonly sealingKey?: string | { readonly passphrase: string };
  /** What lies there, by its name in the medium. */
  readonly entries: Readonly<Record<string, unknown>>;
  /** What is to be found in it. */
  readonly records: readonly { readonly slot: Slot; readonly record: StoredRecord }[];
}

/** Every medium of which a store is kept. */
export const fixtureMedia = [
  'sealed-file',
  'sealed-file-passphrase',
  'unstorage',
  'redis',
  'keychain',
  'indexeddb',
  'session-storage',
  'extension-session',
  'extension-remembered',
] as const;
export type FixtureMedium = (typeof fixtureMedia)[number];

/** The folder that has a folder for each generation. */
export const fixturesFolder: URL = new URL('../../../tests/stores/', import.meta.url);

/** The numbers of the generations, ascending. */
export const generations = (): readonly number[] =>
  readdirSync(fixturesFolder)
    .map(Number)
    .filter((number) => number > 0)
    .sort((one, other) => one - other);

export const readFixture = (generation: number, medium: FixtureMedium): StoreFixture =>
  JSON.parse(readFileSync(new URL(`${generation}/${medium}.json`, fixturesFolder), 'utf8'));

const at = (kind: Slot['kind'], profile = 'default', origin = 'https://api.example.test'): Slot => ({
  origin,
  profile,
  kind,
});
const session = {
  v: 1,
  kind: 'session',
  gen: 'gen-1',
  key: '0123456789abcdef0123456789abcdef01234567',
  account: 'zoë.o’neill+Ωмега@пример.example',
  mintedAt: 1_790_000_000_000,
  expiresAt: 1_790_007_140_000,
  clockOffset: -1234.5,
} as const;

/** What a new generation holds: each kind, with every field that it may have and without, and other profiles and services. */
export const fixtureRecords: StoreFixture['records'] = [
  { slot: at('session'), record: session },
  {
    slot: at('session', 'Staging_2.eu'),
    record: { ...session, gen: 'gen-2', expiresAt: null, clockOffset: 0 },
  },
  { slot: at('session', 'default', 'http://127.0.0.1:8025'), record: { ...session, gen: 'gen-3' } },
  {
    slot: at('consumer'),
    record: { v: 1, kind: 'consumer', gen: 'gen-4', key: 'ck', secret: 'cs', label: 'mailer 📮' },
  },
  {
    slot: at('consumer', 'other'),
    record: { v: 1, kind: 'consumer', gen: 'gen-5', key: 'ck', secret: 'cs' },
  },
  { slot: at('revocation'), record: { v: 1, kind: 'revocation', gen: 'gen-6', keys: ['old-1', 'old-2'] } },
  {
    slot: at('pending'),
    record: { v: 1, kind: 'pending', gen: 'mark:gen-7~', startedAt: 1_790_000_000_000 },
  },
  {
    slot: at('pending', 'other'),
    record: {
      v: 1,
      kind: 'pending',
      gen: 'gen-8',
      startedAt: 1_790_000_000_000,
      replaces: 'old-3',
      failures: 3,
      until: 1_790_000_060_000,
      code: 'rate_limited',
      status: 429,
    },
  },
];

/** What does not change from one write to the next: names, and of each text its fields, but for keys and what is random. */
export function shapeOf({ entries }: Pick<StoreFixture, 'entries'>): unknown {
  const fields = (value: unknown): unknown => {
    if (typeof value === 'string' && /^ey[\w-]+(?:\.[\w-]*){4}$/.test(value)) {
      const { kid, p2s, ...header } = JSON.parse(
        Buffer.from(value.split('.')[0] ?? '', 'base64url').toString(),
      );
      return { ...header, named: [kid, p2s].map((name) => typeof name) };
    }
    if (typeof value === 'string' && value.startsWith('{')) return fields(JSON.parse(value));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fields(one)]));
  };
  return fields(Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1))));
}
