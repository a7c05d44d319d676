import type { CallRef } from '../call/call.ts';
import { errorOf, storageError } from '../errors/build.ts';
import { clientHint } from '../errors/client-hints.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { english } from '../errors/english.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';
import type { PendingRecord, SessionRecord } from '../records/key-store.ts';
import { newGeneration } from './generation.ts';
import type { SessionParts } from './parts.ts';
import type { Revocation } from './revocation.ts';

// The `pending` record is written before a key is minted. It names the key that is replaced, so that a program which ends at
// any step leaves no unknown key. It also keeps the back-off of unattended logins, which a fleet shares. A logout marks the
// record, so that the login is undone, on any client. The mark is the first part of the generation, `logout:write`. Each
// later write of the record keeps it. A login that has no lock may meet another, and each finds the other's record. So it
// says so, `write~`, and a login that writes over such a record puts it back. A login that finds none must assume a logout.

type PendingParts = Pick<SessionParts, 'store' | 'time'>;

/** Milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** A limit on logins may say how long it lasts. What lasts longer than this comes from a clock that is wrong. */
const LONGEST_LIMIT = 60 * 60_000;
/** How often a record is marked again because a login wrote in between. */
const MARKINGS = 10;
const NO_LOCK = '~';
/** Milliseconds by which the clocks of machines may differ without one's back-off being too long for another. */
const SKEW = LONGEST_PAUSE;
/** A login that began longer ago has ended, also if the clock of its program is a day behind. In milliseconds. */
const LONGEST_LOGIN = 2 * 24 * 60 * 60_000;

/** What a pending record keeps of failed logins. */
type BackOff = Pick<PendingRecord, 'failures' | 'until' | 'code' | 'status'>;

type Failure = Pick<TurboSMTPAuthError, 'code' | 'status' | 'retryAt'>;

const backOffOf = ({ failures, until, code, status }: BackOff): BackOff => ({
  ...(failures !== undefined && { failures }),
  ...(until !== undefined && { until }),
  ...(code !== undefined && { code }),
  ...(status !== undefined && { status }),
});

/** Which logout marked the record last, if any did. */
const markOf = (pending: PendingRecord | null): string | undefined => {
  const [logout, write] = pending?.gen.split(':') ?? [];
  return write === undefined ? undefined : logout;
};

const hasNoLock = (pending: PendingRecord | null): boolean => pending?.gen.endsWith(NO_LOCK) ?? false;

/** Keeps the mark. */
const nextGeneration = (found: PendingRecord | null, held: boolean): string => {
  const mark = markOf(found);
  return `${mark === undefined ? '' : `${mark}:`}${newGeneration()}${held ? '' : NO_LOCK}`;
};

/** For a login that is undone. */
export const overtaken = (): TurboSMTPAuthError =>
  errorOf('signed_out', { operation: 'login', ...clientHint('login_overtaken') });

/** Whether a logout marked the record since a login wrote it. */
function isMarked(pending: PendingRecord, now: PendingRecord | null): boolean {
  const mark = markOf(now);
  return mark !== undefined && mark !== markOf(pending);
}

/**
 * Whether a logout came since a login wrote its record. If there is none any more, one may have come: without a lock, another
 * login wrote over the record, and ended its own.
 */
export const isOvertaken = (pending: PendingRecord, now: PendingRecord | null): boolean =>
  now === null || isMarked(pending, now);

/**
 * Marks the record of a login that may be under way. A logout does so before it looks for a session. A login looks for the
 * mark after it stored a session. So one of them sees the other.
 *
 * @throws {StorageError}
 */
export async function mark(
  { store }: PendingParts,
  pending: PendingRecord,
  ref: CallRef,
): Promise<PendingRecord | null> {
  let found: PendingRecord | null = pending;
  for (let attempt = 0; found && attempt < MARKINGS; attempt++) {
    const marked: PendingRecord = {
      ...found,
      gen: `${newGeneration()}:${nextGeneration(null, !hasNoLock(found))}`,
    };
    if (await store.set(ref, marked, found.gen)) return marked;
    found = await store.get(ref, 'pending');
  }
  if (found) throw storageError('storage_unavailable', { retryable: true });
  return null;
}

/** Takes the key out of a marked record, once it is queued. The mark stays until the next login ends. */
export async function release(
  { store }: PendingParts,
  { replaces, ...rest }: PendingRecord,
  ref: CallRef,
): Promise<void> {
  const gen = nextGeneration(rest, !hasNoLock(rest));
  if (replaces !== undefined) await store.set(ref, { ...rest, gen }, rest.gen);
}

/**
 * What is to be left of the record that a login wrote over, and whose key it has queued. If one of the two has no lock, that
 * login may be under way.
 */
export function remainder(
  found: PendingRecord | null,
  held: boolean,
  { now }: PendingParts['time'],
): PendingRecord | null {
  if (!found || (held && !hasNoLock(found)) || now() - found.startedAt > LONGEST_LOGIN) return null;
  const { replaces: _, ...rest } = found;
  return rest;
}

/**
 * Queues the key that an earlier login was about to replace, if it is no session's any more.
 *
 * @throws {StorageError} if it cannot be queued: the record must stay then.
 */
export async function settle(
  pending: PendingRecord | null,
  session: SessionRecord | null,
  revocation: Revocation,
  ref: CallRef,
): Promise<void> {
  const { replaces } = pending ?? {};
  if (replaces === undefined || replaces === session?.key) return;
  const failure = await revocation.queue([replaces], ref);
  if (failure) throw failure;
}

/**
 * Writes the record of a login in the place of the one that was found, and reads it back. A store that lies about either is
 * no place for a key. `null`: another login wrote there in between.
 *
 * @throws {StorageError}
 * @throws {SignedOutError} if a logout came in between.
 */
export async function open(
  { store, time }: PendingParts,
  found: PendingRecord | null,
  replaces: string | undefined,
  held: boolean,
  ref: CallRef,
): Promise<PendingRecord | null> {
  const pending: PendingRecord = {
    v: 1,
    kind: 'pending',
    gen: nextGeneration(found, held),
    startedAt: time.now(),
    ...(found && backOffOf(found)),
    ...(replaces !== undefined && { replaces }),
  };
  if (!(await store.set(ref, pending, found?.gen ?? null))) return null;
  const back = await store.get(ref, 'pending');
  if (back?.gen === pending.gen) return pending;
  if (isMarked(pending, back)) throw overtaken();
  if (back && back.gen !== found?.gen) return null;
  throw storageError('storage_unavailable');
}

/**
 * Ends the record of a login once the key that it names is the session's or queued. What there was of a back-off stays.
 *
 * @param left The record of another login, to be left in its place: as that login wrote it, so that it can end it.
 */
export async function close(
  { store, time }: PendingParts,
  pending: PendingRecord,
  given: BackOff,
  ref: CallRef,
  left: PendingRecord | null,
): Promise<PendingRecord | undefined> {
  for (let found: PendingRecord | null = pending, attempt = 0; found && attempt < MARKINGS; attempt++) {
    const backOff = found === pending ? given : both(given, found, pending.failures);
    if (backOff.failures === undefined && !left) {
      if (await store.remove(ref, 'pending', found.gen)) return undefined;
    } else {
      const { startedAt, replaces } = left ?? { startedAt: time.now() };
      const next: PendingRecord = {
        v: 1,
        kind: 'pending',
        gen: left && left.failures === backOff.failures ? left.gen : nextGeneration(found, !hasNoLock(left)),
        startedAt,
        ...backOffOf(backOff),
        ...(replaces !== undefined && { replaces }),
      };
      if (await store.set(ref, next, found.gen)) return left ? undefined : next;
    }
    found = await store.get(ref, 'pending');
    // It is this login's also with a failure that another client has noted. With a logout's mark it stays, as does another login's.
    const isOwn = found?.startedAt === pending.startedAt && (found.failures ?? 0) > (pending.failures ?? 0);
    if (!isOwn || isMarked(pending, found)) return undefined;
  }
  return undefined;
}

/** What there is of a back-off where another client has noted failures meanwhile. */
function both(own: BackOff, noted: BackOff, before = 0): BackOff {
  const { failures = 0, until = 0 } = noted;
  if (failures <= before) return own;
  const added = Math.max((own.failures ?? 0) - before, 0);
  return { ...(added > 0 && (own.until ?? 0) > until ? own : noted), failures: failures + added };
}

/** Writes down one more failure that no login of this client is under way for. One of another client may be: its record goes on. */
export async function note(
  { store, time }: PendingParts,
  found: PendingRecord | null,
  failure: Failure,
  ref: CallRef,
): Promise<PendingRecord | undefined> {
  const next: PendingRecord = {
    v: 1,
    kind: 'pending',
    gen: nextGeneration(found, !hasNoLock(found)),
    startedAt: found?.startedAt ?? time.now(),
    ...(found?.replaces !== undefined && { replaces: found.replaces }),
    ...longer(found ?? {}, failure, time),
  };
  return (await store.set(ref, next, found?.gen ?? null)) ? next : undefined;
}

/** The back-off after one more failure. */
export function longer(
  { failures = 0 }: BackOff,
  { code, status, retryAt }: Failure,
  { now, offset }: SessionParts['time'],
): BackOff {
  const pause = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE);
  const told = retryAt ? retryAt.getTime() + offset : 0; // it is on the local clock
  return {
    failures: failures + 1,
    until: Math.max(now() + pause, told),
    code,
    ...(status !== undefined && { status }),
  };
}

/**
 * Why no unattended login is made now; `undefined` when one may be. The first key that is refused soon after it was minted
 * is replaced at once: it may have been revoked.
 */
export function refusalOf(
  pending: (BackOff & Pick<PendingRecord, 'startedAt'>) | null | undefined,
  { now, offset }: SessionParts['time'],
  ref: CallRef,
): TurboSMTPAuthError | undefined {
  const { failures = 0, until = 0, code = 'unknown', status, startedAt = 0 } = pending ?? {};
  const isOfKey = code === 'invalid_authorization_key';
  const left = until - now();
  // A record from the future comes from another clock: how long is left cannot be told.
  if (left <= 0 || left > LONGEST_LIMIT + SKEW || startedAt - now() > SKEW || (isOfKey && failures === 1))
    return undefined;
  return errorOf(Object.hasOwn(english, code) ? (code as ErrorCode) : 'unknown', {
    operation: isOfKey ? ref.operation : 'login',
    status,
    retryable: true,
    retryAt: new Date(until - offset),
  });
}

/** Whether a key was refused since a login wrote its record. */
export const tellsRefusal = (pending: PendingRecord, now: PendingRecord | null): boolean =>
  now?.code === 'invalid_authorization_key' && (now.failures ?? 0) > (pending.failures ?? 0);

/** Whether a failed login may have reached the service, and so counts. Credentials that are wrong have a rule of their own. */
export const counts = (error: unknown): error is TurboSMTPAuthError =>
  isTurboSMTPAuthError(error) &&
  error.code !== 'wrong_credentials_specified' &&
  (error.status !== undefined || error.code === 'outcome_unknown' || error.code === 'redirect_refused');
