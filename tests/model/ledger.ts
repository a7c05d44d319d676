import type { SessionRecord, Slot, StoredRecord } from '@turbosmtp-auth/core';
import { START } from './machine.ts';
import type { Known } from './medium.ts';
import type { Process } from './process.ts';
import { type ClientPlan, type Program, people } from './program.ts';

/** A key that some client got to know. */
interface KnownKey {
  readonly account: string | undefined;
  readonly mintedBy: number;
  readonly noExpire: boolean;
  /** When its login was written to be under way; `undefined`: it never was. */
  openedAt: number | undefined;
  /** Whether the store held it at some time. */
  durable: boolean;
  /** Whether a client tried in vain to revoke it, and when last. */
  triedAt: number | undefined;
  /** Why it may be alive in the end (design, what is excepted). */
  excuse: string | undefined;
  /** Who still used it when the store was cleared: what they sign out of or replace is not excused. */
  readonly knowers: Set<number>;
}

/** What one client has been seen to do. */
export interface Seen {
  readonly process: Process;
  readonly plan: ClientPlan;
  /** Whose keys it may send: its credentials' and those it logged in with. */
  readonly accounts: Set<string>;
  /** The keys it got or sent. */
  readonly keys: Set<string>;
  /** The keys that it signed out of. */
  readonly signedOutOf: Set<string>;
  /** The number of the last logout that is over, and of the last login that was asked for. */
  signedOut: number;
  askedLast: number;
  /** Those it was told, or told itself, are refused. */
  readonly refused: Set<string>;
  /** Those it wrote last that are to be revoked. */
  queued: readonly string[];
  /** The key it used last and did not let go of. */
  uses: string | undefined;
  /** What it has read. */
  known: Known;
  /** The same, when it was about to write that a login is under way. */
  opened: (Known & { readonly at: number }) | undefined;
  /** Since when and until when it may not log in after 429. */
  cool: { readonly since: number; readonly until: number };
  /** The same, from its answers: it counts once a call of the client has said so. */
  limit: number;
  /** The password of its unattended logins that is known to be wrong. */
  wrongPassword: string | undefined;
  asked: boolean;
  /** Whether its store or its lock came to harm. */
  harmed: boolean;
  /** Whether its store did. */
  storeHarmed: boolean;
  /** Whether a caller left one of its calls before that was over. */
  left: boolean;
  closing: number | undefined;
}

export interface Ledger {
  readonly failures: string[];
  /** How far the world is from a healthy one; what it excuses is not asserted. */
  readonly odd: { clocks: boolean; parts: boolean };
  fail(what: string): void;
  see(process: Process, plan: ClientPlan): Seen;
  knows(process: Process): Known | undefined;
  wrote(process: Process, record: StoredRecord, known: Known | undefined): void;
  read(process: Process, kind: Slot['kind'], record: StoredRecord | null): void;
  cleared(records: readonly StoredRecord[]): void;
  minted(seen: Seen, key: string, account: string | undefined, noExpire: boolean): void;
  /** A request leaves. */
  sends(seen: Seen, request: SentRequest, begunAt: number): void;
  /** Its answer is here; `undefined`: it is lost. */
  answered(seen: Seen, request: SentRequest, answer: Answered | undefined): void;
  rejected(seen: Seen, verb: string, code: string | undefined): void;
  letGo(seen: Seen, key: string | undefined): void;
  /** What must be in no error and in no event: passwords, keys, tokens, secrets of pairs. */
  secret(value: unknown): void;
  /** What a caller or a listener is told. */
  told(seen: Seen, what: string, value: unknown): void;
  /** Counts what happens, so that one can be said to come before another. */
  moment(): number;
  /** A logout is over, whose call has this number and was begun at this moment. */
  signedOut(seen: Seen, keys: ReadonlySet<string>, number: number, begun: number): void;
  /** Every call is over, and the store holds this session. */
  signedIn(session: StoredRecord | undefined): void;
  /** The same of a logout or a login. */
  settledBy(seen: Seen, begun: number): void;
  ended(process: Process): void;
  closed(seen: Seen): void;
  /** Keys that may not be alive any more. */
  unexcused(): readonly string[];
}

export interface SentRequest {
  readonly origin: string;
  readonly path: string;
  readonly key: string | undefined;
  /** The key of the consumer pair. */
  readonly pair: string | undefined;
  /** The verb that it is for. */
  readonly verb: string | undefined;
  /** Of a login: whose, and whether anybody asked for it. */
  readonly email: string | undefined;
  readonly password: string | undefined;
  readonly unattended: boolean;
  /** Whether it only finds out which password is valid. */
  readonly settles: boolean;
  /** The number of the call that it is for. */
  readonly number: number;
}

export interface Answered {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: { readonly auth?: unknown; readonly message?: unknown } | undefined;
}

const second = 1_000;
/** Milliseconds by which the service's clock may be misjudged: its `Date` is cut to the second. */
const BLUR = 1_200;

/** Of the service. */
export const ORIGIN = 'https://sandbox.invalid';
/** The contract, "Beyond authentication", and what may be done with a pair only where a caller says so. */
const takesKeyOnly = /^\/(?:user\/consumerKeys|change-password|deauthorize)(?:\/|$)/;

/** Whether it has a pair and no credentials, and so no session. */
const hasPairAlone = ({ plan }: Seen): boolean => plan.pair !== undefined && plan.unattended === undefined;

/** Every text that can be got out of a value: also what is not listed, as the message and the cause of an error. */
function wordsOf(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '' : String(value);
  if (seen.has(value)) return '';
  seen.add(value);
  const own = Reflect.ownKeys(value).map((name) => wordsOf(Reflect.get(value, name), seen));
  return [...own, value instanceof Error ? `${value} ${JSON.stringify(value)}` : ''].join('\n');
}

const wasCleared = 'the store was cleared';

const keysIn = (record: StoredRecord): readonly string[] => {
  if (record.kind === 'session') return [record.key];
  if (record.kind === 'revocation') return record.keys;
  return record.kind === 'pending' && record.replaces !== undefined ? [record.replaces] : [];
};

export function createLedger(program: Program, elapsed: () => number): Ledger {
  const known = new Map<string, KnownKey>();
  const clients = new Map<Process, Seen>();
  const secrets = new Set<string>(people.flatMap(({ passwords, pair }) => [...passwords, pair.secret]));
  const failures: string[] = [];
  const odd = { clocks: program.clients.some(({ skew }) => skew !== 0), parts: false };
  /** Unattended logins that failed one after the other, and when a call said so last. */
  let failed = { count: 0, at: Number.NEGATIVE_INFINITY, told: false };
  let moments = 0;
  /** When the last logout began that succeeded on a sound store. */
  let lastLogout = 0;
  let wasStoreCleared = false;
  let lastClear = 0;

  const fail = (what: string): void => void failures.push(`${what} (${Math.round(elapsed())} ms)`);
  const noteKey = (key: string, by: number, account?: string, noExpire = true): KnownKey => {
    const entry = known.get(key) ?? {
      account,
      mintedBy: by,
      noExpire,
      openedAt: undefined,
      durable: false,
      triedAt: undefined,
      excuse: undefined,
      knowers: new Set(),
    };
    known.set(key, entry);
    return entry;
  };

  /** Whether a session, as a client read it, leaves no reason to log in. */
  const serves = (seen: Seen, record: SessionRecord | null): record is SessionRecord =>
    record !== null &&
    !seen.refused.has(record.key) &&
    !seen.queued.includes(record.key) &&
    !seen.signedOutOf.has(record.key) &&
    (record.expiresAt === null || (!odd.clocks && record.expiresAt - (START + elapsed()) > 120 * second));

  /** No login too many: what the client had read when it wrote that it logs in must be a reason to. */
  const judgeLogin = (seen: Seen, { email, password }: SentRequest, begunAt: number): void => {
    const { opened } = seen;
    const own = people[seen.plan.unattended ?? 0].email;
    // A call that began before waits for as long as it was told itself.
    if (begunAt > seen.cool.since && elapsed() < seen.cool.until - 50)
      fail(`client ${seen.process.id} logs in, though it was told 429`);
    if (seen.wrongPassword !== undefined && seen.wrongPassword === password)
      fail(`client ${seen.process.id} repeats a wrong password by itself`);
    // A session that a call of its own is taking back, since its caller left, is not one that serves.
    if (!opened || email !== own || seen.harmed || seen.left) return;
    const { sessions } = opened;
    if (sessions.length > 0 && sessions.every((each) => serves(seen, each) && each.account === own))
      fail(`client ${seen.process.id} logs in by itself over a session that serves`);
    if (
      !seen.asked &&
      sessions.length > 0 &&
      sessions.every((each) => serves(seen, each) && each.account !== own)
    )
      fail(`client ${seen.process.id} logs in by itself over a session of another account`);
    const pending = opened.pending?.record;
    if (odd.clocks || pending?.kind !== 'pending') return;
    const left = (pending.until ?? 0) - (START + elapsed());
    const first = pending.code === 'invalid_authorization_key' && pending.failures === 1;
    if (!first && left > BLUR && left < 3_600 * second)
      fail(
        `client ${seen.process.id} logs in by itself, though the store says to wait ${Math.round(left)} ms more`,
      );
  };

  /** The back-off is written: seen from outside, by the time between a failure that was told and the next login. */
  const judgePause = (seen: Seen): void => {
    const { count, at, told } = failed;
    if (count === 0 || !told || odd.clocks || odd.parts) return;
    if ((seen.opened?.pending?.at ?? 0) <= at) return; // it had begun before
    const pause = Math.min(second * 2 ** (count - 1), 60 * second);
    if (elapsed() - at < pause - BLUR)
      fail(`login ${count + 1} by itself comes ${Math.round(elapsed() - at)} ms after ${count} that failed`);
  };

  /** A pair goes to the service alone, by itself, and to nothing that takes only a key. */
  const judgePair = (seen: Seen, { origin, path, key, pair, verb }: SentRequest): void => {
    const { id } = seen.process;
    if (path === '/mail/send' && key !== undefined) fail(`client ${id} sends mail with a key`);
    if (pair === undefined) return;
    if (origin !== ORIGIN) fail(`client ${id} sends its pair to ${origin}`);
    if (key !== undefined) fail(`client ${id} sends its pair beside a key to ${path}`);
    const isOwnLogout = path === '/deauthorize' && verb === 'logout' && hasPairAlone(seen);
    if (takesKeyOnly.test(path) && !isOwnLogout) fail(`client ${id} sends its pair to ${path}`);
  };

  return {
    failures,
    odd,
    fail,
    secret: (value) => {
      if (typeof value === 'string' && value !== '') secrets.add(value);
    },
    told: ({ process }, what, value) => {
      const words = wordsOf(value);
      for (const secret of secrets)
        if (words.includes(secret)) fail(`client ${process.id} tells a secret in ${what}`);
    },
    see: (process, plan) => {
      const seen: Seen = {
        process,
        plan,
        accounts: new Set(plan.unattended === undefined ? [] : [people[plan.unattended].email]),
        keys: new Set(),
        signedOutOf: new Set(),
        signedOut: 0,
        askedLast: 0,
        refused: new Set(),
        queued: [],
        uses: undefined,
        known: { pending: undefined, sessions: [] },
        opened: undefined,
        cool: { since: 0, until: 0 },
        limit: 0,
        wrongPassword: undefined,
        asked: false,
        harmed: false,
        storeHarmed: false,
        left: false,
        closing: undefined,
      };
      clients.set(process, seen);
      return seen;
    },
    knows: (process) => clients.get(process)?.known,
    wrote: (process, record, known) => {
      if (people.some(({ pair }) => JSON.stringify(record).includes(pair.key)))
        fail(`client ${process.id} writes its pair into a ${record.kind} record`);
      for (const key of keysIn(record)) noteKey(key, process.id).durable = true;
      const seen = clients.get(process);
      if (seen && record.kind === 'revocation') seen.queued = record.keys;
      if (seen && known && record.kind === 'pending') seen.opened = { ...known, at: ++moments };
    },
    read: (process, kind, record) => {
      const seen = clients.get(process);
      if (!seen) return;
      if (kind === 'pending') seen.known = { pending: { record, at: elapsed() }, sessions: [] };
      if (kind === 'session') {
        const session = record?.kind === 'session' ? record : null;
        seen.known = { ...seen.known, sessions: [...seen.known.sessions, session] };
      }
    },
    cleared: (records) => {
      wasStoreCleared = true;
      lastClear = ++moments;
      for (const record of records)
        for (const key of keysIn(record)) {
          const entry = noteKey(key, -1);
          entry.excuse ??= wasCleared;
          // Who let go of a key has left it to the store.
          for (const { uses, process } of clients.values())
            if (uses !== key || process.ended()) entry.knowers.delete(process.id);
            else if (record.kind === 'session') entry.knowers.add(process.id);
        }
    },
    minted: (seen, key, account, noExpire) => {
      noteKey(key, seen.process.id, account, noExpire).openedAt = seen.opened?.at;
      seen.keys.add(key);
    },
    sends: (seen, request, begunAt) => {
      const { path, key } = request;
      judgePair(seen, request);
      if (path === '/authorize') {
        if (!request.settles && request.number < seen.signedOut)
          fail(`client ${seen.process.id} sends a login that began before a logout that is over`);
        if (request.unattended) {
          if (seen.signedOut > seen.askedLast)
            fail(`client ${seen.process.id} logs in by itself after its logout`);
          judgeLogin(seen, request, begunAt);
          judgePause(seen);
        }
        return;
      }
      if (key === undefined || path === '/deauthorize') return;
      const owner = known.get(key)?.account;
      if (seen.plan.unattended !== undefined && owner !== undefined && !seen.accounts.has(owner))
        fail(`client ${seen.process.id} sends a key of ${owner} to ${path}`);
      if (seen.signedOutOf.has(key))
        fail(`client ${seen.process.id} sends a key to ${path} after its logout`);
      seen.keys.add(key);
      seen.uses = key;
    },
    answered: (seen, { path, key, unattended }, answer) => {
      if (path === '/authorize') {
        const message = answer?.body?.message;
        if (answer?.status === 429) {
          const told = /^\d+$/.test(answer.retryAfter ?? '') ? Number(answer.retryAfter) * second : undefined;
          if (answer.retryAfter === null || told !== undefined)
            seen.limit = elapsed() + Math.min(told ?? 60 * second, 3_600 * second);
          failed = { ...failed, told: false };
        } else if (
          answer?.status === 200 &&
          typeof answer.body?.auth === 'string' &&
          answer.body.auth !== ''
        ) {
          failed = { count: 0, at: elapsed(), told: false };
          seen.wrongPassword = undefined;
        } else if (!answer || message === 'wrong_credentials_specified' || !unattended)
          failed = { ...failed, told: false };
        else failed = { count: failed.count + 1, at: Number.POSITIVE_INFINITY, told: false };
        return;
      }
      if (key === undefined) return;
      const dead = answer?.status === 401 && answer.body?.message === 'invalid_authorization_key';
      if (path === '/deauthorize') {
        const entry = known.get(key);
        if (entry && (dead || (answer && answer.status < 300)))
          entry.excuse = 'the service said that it is revoked';
        else if (entry) entry.triedAt = elapsed();
        return;
      }
      if (answer?.status === 401) {
        if (dead) seen.refused.add(key);
        if (seen.uses === key) seen.uses = undefined;
      }
      if (answer && answer.status < 500 && !dead) failed = { count: 0, at: elapsed(), told: false };
    },
    rejected: (seen, verb, code) => {
      if (code === 'rate_limited') seen.cool = { since: elapsed(), until: seen.limit };
      seen.left ||= code === undefined || code === 'timeout' || code === 'outcome_unknown';
      if (code === 'wrong_credentials_specified' && verb !== 'login' && verb !== 'settlePasswordChange')
        seen.wrongPassword = people[seen.plan.unattended ?? 0].passwords[0];
      if (code !== undefined && code !== 'timeout' && failed.at === Number.POSITIVE_INFINITY)
        failed = { ...failed, at: elapsed(), told: true };
      else if (failed.at === Number.POSITIVE_INFINITY) failed = { count: 0, at: elapsed(), told: false };
    },
    letGo: (seen, key) => {
      if (key !== undefined) seen.refused.add(key);
      if (seen.uses === key || key === undefined) seen.uses = undefined;
    },
    moment: () => ++moments,
    signedOut: (seen, keys, number, begun) => {
      if (hasPairAlone(seen)) return; // it has no session, and ends no other client's
      if (!seen.storeHarmed) lastLogout = Math.max(lastLogout, begun);
      for (const key of keys) seen.signedOutOf.add(key);
      seen.signedOut = Math.max(seen.signedOut, number);
    },
    signedIn: (session) => {
      if (session?.kind !== 'session' || wasStoreCleared) return;
      const { openedAt = Number.POSITIVE_INFINITY, mintedBy } = known.get(session.key) ?? {};
      const by = [...clients.values()].find(({ process }) => process.id === mintedBy);
      // A program that ends right after it stored a session cannot look whether a logout came, and one whose caller left may still do so.
      if (openedAt < lastLogout && by && !by.storeHarmed && !by.left && !by.process.ended())
        fail(`client ${mintedBy} is signed in by a login that was under way when a logout began`);
    },
    settledBy: (seen, begun) => {
      const { process, harmed, left } = seen;
      // A call that its caller left may still be about to write.
      if (harmed || left || begun < lastClear || hasPairAlone(seen)) return;
      for (const entry of known.values())
        if (entry.knowers.has(process.id) && entry.excuse === wasCleared) entry.excuse = undefined;
    },
    ended: (process) => {
      for (const entry of known.values())
        if (entry.mintedBy === process.id && !entry.durable)
          entry.excuse ??= 'its program ended before the first write';
    },
    closed: ({ process, closing = 0 }) => {
      for (const entry of known.values())
        if (entry.mintedBy === process.id && !entry.durable && (entry.triedAt ?? -1) >= closing)
          entry.excuse ??= 'neither the store nor the service could be had';
    },
    unexcused: () => [...known].filter(([, { excuse }]) => !excuse).map(([key]) => key),
  };
}
