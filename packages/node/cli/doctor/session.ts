import type { ConsumerRecord, SessionRecord, Slot, StoredRecord } from '@turbosmtp-auth/node';
import { isTurboSMTPAuthError, slotKinds } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { tell } from '../failure-report.ts';
import type { Finding } from './finding.ts';
import { findInsecure, type Insecure } from './insecure.ts';
import { placeOf, type RecordPlace } from './record-place.ts';
import { wayOut } from './way-out.ts';

/** What is stored for the profile. */
export interface StoredSession {
  readonly finding: Finding;
  /** What there is to try; `null`: nothing, or it cannot be read. */
  readonly record: SessionRecord | null;
  /** Whether there may be one that cannot be read. */
  readonly unread: boolean;
  /** The saved pair; `null`: none, or it cannot be read. */
  readonly consumer: ConsumerRecord | null;
  /** Whether there may be a pair that cannot be read. */
  readonly unreadPair: boolean;
}

interface Facts {
  readonly account: string | null;
  readonly expiresAt: string | null;
  readonly expired: boolean | null;
  readonly consumerPair: boolean;
  readonly toBeRevoked: number;
  readonly code: string | null;
  /** The files, or the entries of the keychain, that cannot be read; of what others can get at, the directory as well. */
  readonly unreadable: readonly string[];
}

const nothing: Facts = {
  account: null,
  expiresAt: null,
  expired: null,
  consumerPair: false,
  toBeRevoked: 0,
  code: null,
  unreadable: [],
};

/** Whether the records of the profile can be read, and who is signed in. */
export async function checkSession(invocation: Invocation, store: Finding): Promise<StoredSession> {
  if (store.status === 'problem')
    return {
      ...found({ status: 'skipped', summary: 'the key store cannot be used' }, nothing, null),
      ...pairOf(undefined, true),
    };
  const { records, failures } = await readAll(invocation);
  const { session, consumer, revocation } = records;
  const facts: Facts = {
    ...nothing,
    ...(session && {
      account: session.account,
      expiresAt: session.expiresAt === null ? null : new Date(session.expiresAt).toISOString(),
      expired: session.expiresAt !== null && session.expiresAt <= Date.now() + session.clockOffset,
    }),
    consumerPair: consumer !== undefined,
    toBeRevoked: revocation?.keys.length ?? 0,
  };
  const usable = session && facts.expired === false ? session : null;
  const [first] = failures;
  if (first) {
    const { code, message, hint } = (await tell(first.error)).report;
    const unread = failures.some(({ slot }) => slot.kind === 'session');
    const places = await placesOf(failures.filter(isOfRecord), store);
    const insecure = await insecureOf(failures.filter(isInsecure), store);
    const unreadable = [...insecure.map(({ path }) => path), ...places.map(({ name }) => name)];
    const said = insecure.length > 0 ? tellInsecure(message, insecure) : { summary: message, advice: hint };
    const advice = places.length > 0 ? `${said.advice} ${wayOut(code, places)}` : said.advice;
    const all = { ...facts, code, unreadable };
    const unreadPair =
      !consumer && (failures.some(({ slot }) => slot.kind === 'consumer') || !isWhole(failures));
    return {
      ...found({ status: 'problem', summary: said.summary, advice }, all, usable, unread),
      ...pairOf(consumer, unreadPair),
    };
  }
  const finding = found(
    {
      status: usable ? 'ok' : 'note',
      summary: summarise(facts, invocation.profile),
      ...(!usable && { advice: `Run \`${invocation.follow('login')}\`.` }),
    },
    facts,
    usable,
  );
  return { ...finding, ...pairOf(consumer, false) };
}

const pairOf = (
  consumer: ConsumerRecord | undefined,
  unreadPair: boolean,
): Pick<StoredSession, 'consumer' | 'unreadPair'> => ({ consumer: consumer ?? null, unreadPair });

/** Whether every record was looked at: a store that fails as a whole is asked no more. */
const isWhole = (failures: readonly Unread[]): boolean =>
  failures.every((failure) => isOfRecord(failure) || isInsecure(failure));

const found = (
  rest: Omit<Finding, 'check' | 'facts'>,
  facts: Facts,
  record: SessionRecord | null,
  unread = false,
): Omit<StoredSession, 'consumer' | 'unreadPair'> => ({
  finding: { check: 'session', ...rest, facts: { ...facts } },
  record,
  unread,
});

type Records = { readonly [K in StoredRecord['kind']]?: Extract<StoredRecord, { kind: K }> };

interface Unread {
  readonly slot: Slot;
  readonly error: unknown;
}

async function readAll({
  keyStore,
  profile,
  baseUrl,
}: Invocation): Promise<{ records: Records; failures: readonly Unread[] }> {
  const store = await keyStore();
  const { origin } = new URL(baseUrl);
  const records: Partial<Record<StoredRecord['kind'], StoredRecord>> = {};
  const failures: Unread[] = [];
  // All that a profile may have. A login that was killed leaves `pending`, which the next one has to read.
  for (const kind of slotKinds) {
    const slot = { origin, profile, kind };
    try {
      const record = await store.get(slot);
      if (record) records[kind] = record;
    } catch (error) {
      const failure = { slot, error };
      failures.push(failure);
      if (!isOfRecord(failure) && !isInsecure(failure)) break; // it would be the same for the others, and may take its time
    }
  }
  return { records: records as Records, failures }; // a slot holds its kind
}

/** Whether it is about one record, and not about the store as a whole. */
const isOfRecord = ({ error }: Unread): boolean =>
  isTurboSMTPAuthError(error) && /^storage_(?:damaged|wrong_key|misplaced|too_new)$/.test(error.code);

/** About one record or the directory of all, which its error does not say. */
const isInsecure = ({ error }: Unread): boolean =>
  isTurboSMTPAuthError(error) && error.code === 'storage_insecure';

async function insecureOf(failures: readonly Unread[], store: Finding): Promise<Insecure[]> {
  const { directory } = store.facts as { directory: string | null }; // of the finding of the store
  if (directory === null || failures.length === 0) return [];
  const places = await placesOf(failures, store);
  return findInsecure(
    directory,
    places.map(({ name }) => name),
  );
}

const tellInsecure = (
  message: string,
  insecure: readonly Insecure[],
): { readonly summary: string; readonly advice: string } => ({
  summary: `${message} ${insecure.map(({ path, because }) => `${path} ${because}.`).join(' ')}`,
  advice: `Others may have read the key. First: ${insecure.map(({ remedy }) => remedy).join('; ')}. Then log out, and log in again.`,
});

async function placesOf(failures: readonly Unread[], { facts }: Finding): Promise<RecordPlace[]> {
  const { directory } = facts as { directory: string | null }; // of the finding of the store
  return Promise.all(failures.map(({ slot }) => placeOf(slot, directory)));
}

function summarise(facts: Facts, profile: string): string {
  const { account, expiresAt, expired, consumerPair, toBeRevoked } = facts;
  const until = expired ? 'expired' : expiresAt === null ? 'never expires' : `until ${expiresAt}`;
  return [
    account === null ? `no account is signed in with profile ${profile}` : `${account}, ${until}`,
    ...(consumerPair ? ['a consumer pair is saved'] : []),
    ...(toBeRevoked > 0 ? [`keys to be revoked on the next use of this profile: ${toBeRevoked}`] : []),
  ].join('; ');
}
