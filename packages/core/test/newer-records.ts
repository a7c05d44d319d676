// Records as a newer version of these packages would write them, made without a line of theirs; and what a program does that meets one.
import type { Client } from '../src/client/client.ts';
import type { KeyStore, Slot, StoredRecord } from '../src/records/key-store.ts';

/** What a newer version changed: of what is written around a record, or of the record itself. */
export interface Newer {
  readonly what: string;
  /** Changes the header of a sealed record, or what is around the record in a keychain. */
  readonly around?: Readonly<Record<string, unknown>>;
  /** Changes the record. */
  readonly record?: Readonly<Record<string, unknown>>;
}

/** Every way in which what a newer version writes can differ for one that does not know it. */
export const newerVersions: readonly Newer[] = [
  { what: 'a record of version 2', record: { v: 2 } },
  {
    what: 'a record of version 2 whose fields have other names',
    record: { v: 2, key: undefined, token: 'x' },
  },
  { what: 'a record of version 9007199254740991', record: { v: Number.MAX_SAFE_INTEGER } },
  { what: 'a record of a kind that is not known', record: { kind: 'delegation' } },
  { what: 'a sealing of version 2', around: { version: 2, v: 2 } },
  {
    what: 'a sealing of version 2 around a record of version 2',
    around: { version: 2, v: 2 },
    record: { v: 2 },
  },
];

/** For sealed records alone, whose header says which slot they are for. */
export const newerHeaders: readonly Newer[] = [
  {
    what: 'a sealing for a kind that is not known',
    around: { kind: 'delegation' },
    record: { kind: 'delegation' },
  },
];

/** A whole record of each kind, all of one account. */
export const sampleRecords: Readonly<Record<Slot['kind'], StoredRecord>> = {
  session: {
    v: 1,
    kind: 'session',
    gen: 'newer-session',
    key: 'canary-session-key',
    account: 'ada@example.com',
    mintedAt: 1_790_000_000_000,
    expiresAt: null,
    clockOffset: 0,
  },
  consumer: { v: 1, kind: 'consumer', gen: 'newer-consumer', key: 'canary-ck', secret: 'canary-cs' },
  revocation: { v: 1, kind: 'revocation', gen: 'newer-revocation', keys: ['canary-old-key'] },
  pending: {
    v: 1,
    kind: 'pending',
    gen: 'newer-pending',
    startedAt: 1_790_000_000_000,
    replaces: 'canary-older',
  },
};

const utf8: TextEncoder = new TextEncoder();
const encode = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const decode = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

/** What a sealed record is sealed with: 32 bytes, the key itself, or the passphrase that wraps a key of the record's own. */
export type Opener = Uint8Array | CryptoKey | { readonly passphrase: string };

/** The key that encrypts the record itself: RFC 7518 §4.5, `dir`, and §4.8, PBES2. */
async function contentKey(
  opener: Opener,
  header: Record<string, unknown>,
  wrapped: string,
): Promise<CryptoKey> {
  const usages: KeyUsage[] = ['encrypt', 'decrypt'];
  if (opener instanceof CryptoKey) return opener;
  const { subtle } = crypto;
  if (opener instanceof Uint8Array)
    return subtle.importKey('raw', Uint8Array.from(opener), 'AES-GCM', false, usages);
  const salt = Uint8Array.of(...utf8.encode(String(header['alg'])), 0, ...decode(String(header['p2s'])));
  const base = await subtle.importKey('raw', utf8.encode(opener.passphrase), 'PBKDF2', false, ['deriveKey']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: Number(header['p2c']) };
  const key = await subtle.deriveKey(algorithm, base, { name: 'AES-KW', length: 128 }, false, ['unwrapKey']);
  return subtle.unwrapKey('raw', decode(wrapped), key, 'AES-KW', 'AES-GCM', false, usages);
}

/** A sealed record as a newer version would have sealed it, under the same key. */
export async function newerSealed(
  sealed: string,
  opener: Opener,
  { around, record }: Newer,
): Promise<string> {
  const [head = '', wrapped = '', iv = '', text = '', tag = ''] = sealed.split('.');
  const header = JSON.parse(new TextDecoder().decode(decode(head)));
  const key = await contentKey(opener, header, wrapped);
  const gcm = (of: string, at: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv: at,
    additionalData: utf8.encode(of),
  });
  const cipher = Uint8Array.of(...decode(text), ...decode(tag));
  const plain = await crypto.subtle.decrypt(gcm(head, decode(iv)), key, cipher);
  const changed = { ...JSON.parse(new TextDecoder().decode(plain)), ...record };
  const newHead = encode(utf8.encode(JSON.stringify({ ...header, ...around })));
  const newIv = crypto.getRandomValues(new Uint8Array(12));
  const output = new Uint8Array(
    await crypto.subtle.encrypt(gcm(newHead, newIv), key, utf8.encode(JSON.stringify(changed))),
  );
  const parts = [newIv, output.subarray(0, -16), output.subarray(-16)];
  return [newHead, wrapped, ...parts.map(encode)].join('.');
}

/** The text of an entry in a keychain as a newer version would have written it: its sum is right. */
export async function newerEntry(text: string, { around, record }: Newer): Promise<string> {
  const held = JSON.parse(text);
  const changed = { ...held.record, ...record };
  const said = utf8.encode(`${held.slot} ${JSON.stringify(changed)}`);
  const sum = encode(new Uint8Array(await crypto.subtle.digest('SHA-256', said), 0, 9));
  return JSON.stringify({ ...held, sum, ...around, record: changed });
}

/** A call, and what came of it: `undefined`, or what it was rejected with. */
export type Outcome = readonly [call: string, error: unknown];

const outcomeOf = async (call: string, work: () => Promise<unknown>): Promise<Outcome> => [
  call,
  await work().then(
    () => undefined,
    (error: unknown) => error,
  ),
];

/** Everything that can be asked of a store about one slot. Each must be refused while a newer record lies there. */
export async function askEverything(store: KeyStore, slot: Slot): Promise<readonly Outcome[]> {
  const record = sampleRecords[slot.kind];
  const late = { ...record, gen: 'late' };
  const outcomes: Outcome[] = [];
  for (const [call, work] of [
    ['get', () => store.get(slot)],
    ['set', () => store.set(slot, late)],
    ['set where it is empty', () => store.set(slot, late, null)],
    ['set over its generation', () => store.set(slot, late, record.gen)],
    ['remove', () => store.remove(slot)],
    ['remove its generation', () => store.remove(slot, record.gen)],
  ] as const)
    outcomes.push(await outcomeOf(call, work));
  return outcomes;
}

/** Everything that a client does with what is stored, one after the other, and then it is closed. */
export async function callEverything(
  client: Client,
  account: { readonly email: string; readonly password: string },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [call, work] of [
    ['session', () => client.session()],
    ['apiKey', () => client.apiKey()],
    ['fetch', () => client.fetch('/analytics')],
    ['login', () => client.login(account)],
    ['login without end', () => client.login({ ...account, noExpire: true })],
    ['invalidate', () => client.invalidate('canary-session-key')],
    ['logout', () => client.logout()],
    ['login after a logout', () => client.login(account)],
    ['logout after that', () => client.logout()],
    ['close', () => client.close()],
  ] as const)
    outcomes.push(await outcomeOf(call, work));
  return outcomes;
}
