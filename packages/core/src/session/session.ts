import { orAbort } from '../abort.ts';
import type { Call, CallRef, Transit } from '../call/call.ts';
import type { Credentials, LateCredentials } from '../call/credentials.ts';
import { signedOutHint } from '../call/hints.ts';
import type { LoginReason } from '../call/trace.ts';
import { errorOf } from '../errors/build.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';
import type { LoginInput } from '../operations/login.ts';
import type { PendingRecord, SessionRecord } from '../records/key-store.ts';
import { withinLimit } from '../records/within-limit.ts';
import { inOne, orphaned, type SharedWork, shareWork } from '../shared-work.ts';
import type { SendCheck } from '../transport/send.ts';
import { createAskedLogins } from './asked-logins.ts';
import { type CurrentSession, createCurrentSession } from './current-session.ts';
import { type Flight, startFlight } from './flight.ts';
import { createLetGo } from './let-go.ts';
import { logIn } from './login.ts';
import type { SessionParts } from './parts.ts';
import * as pendingLogin from './pending-login.ts';
import { type Removed, removeSession } from './remove-session.ts';
import type { Revocation } from './revocation.ts';
import { sameAccount } from './same-account.ts';
import type { Session } from './session-view.ts';

/** The API key of a client: handed out, renewed, dropped. */
export interface KeySession {
  /** For a call that begins. It throws a `SignedOutError` once a logout, or another account's login, came: the call sends no key any more. */
  guard(ref: CallRef): SendCheck;
  /** The session with its key, renewed if it can be. */
  acquire(call: Call): Promise<Pick<SessionRecord, 'key' | 'account'>>;
  /** For a key that is about to be sent again. It throws if the store has it no more: another client logged out, or replaced it. */
  recheck(key: string, ref: CallRef): Promise<void>;
  /** Logs in because the caller asked. */
  login(input: LoginInput, call: Call): Promise<LoggedIn>;
  /** Signs out here, and queues what is to be revoked on the service. */
  giveUp(call: Call): Promise<Removed>;
  /** "This key was refused": lets go of it if it is still the current one. */
  invalidate(key: string, ref: CallRef): Promise<void>;
  /** The service took this key: what failed before is over. */
  accepted(key: string, ref: CallRef): Promise<void> | undefined;
  /** Who is signed in, as the store says now. */
  peek(ref: CallRef): Promise<Session | null>;
  /** The key, as the store says now, if there is one that may be used without a login. */
  held(ref: CallRef): Promise<string | null>;
  /** Notices what other tabs and processes write, from now on. */
  watch(): void;
  close(): void;
}

export interface LoggedIn {
  readonly session: Session;
  /** Whether no other login or logout came since, as far as this client and its store know. @throws {StorageError} */
  current(): Promise<boolean>;
}

/** Milliseconds until a function that failed is asked again whose it is: every call comes this way. */
const WHOSE_PAUSE = 30_000;

export function createKeySession(
  parts: SessionParts,
  revocation: Revocation,
  options: { readonly credentials: (() => Promise<LateCredentials>) | undefined; readonly noExpire: boolean },
): KeySession {
  const { clock, store, events } = parts;
  const { credentials } = options;
  const current = createCurrentSession(parts);
  /** After a logout and until the next login, credentials are not used. */
  let signedOut = false;
  /** Counts logouts: a login that began before one is undone. */
  let epoch = 0;
  /** Changes when no key that calls got until then may be sent any more. */
  let guarded = 0;
  /** Counts logins that were asked for and made. */
  let serial = 0;
  /** Counts keys that this client stored. */
  let stored = 0;
  let closed = false;
  let renewal: Flight<SessionRecord> | undefined;
  /** Logouts that look for a session to remove: one that a login stored now would be taken for the one before. */
  let departure: SharedWork<unknown> | undefined;
  /** What the service refused with 403 is not sent again without being asked. */
  let refused: { readonly by: string | undefined; readonly error: TurboSMTPAuthError } | undefined;
  /** What the store keeps of logins that failed, as far as this client was told. */
  let trouble: PendingRecord | undefined;
  /** The same, where the login was this client's own and has ended: it is for this client to remove. */
  let leftover: PendingRecord | undefined;
  let expiredGen: string | undefined;

  const fly = (
    provide: () => Promise<LateCredentials>,
    noExpire: boolean,
    reason: LoginReason,
    ref: CallRef,
    transit: Transit = {},
  ): Flight<SessionRecord> => {
    const began = epoch;
    const storedBefore = stored;
    const asked = reason === 'asked';
    const flight = startFlight(clock, async (waiters) => {
      // A secret manager that hangs is left with those who waited.
      const { email, password } = await orAbort(provide(), waiters.waiting);
      if (departure && !departure.over())
        await orAbort(
          departure.wait().catch(() => undefined),
          waiters.waiting,
        );
      let by: string | undefined;
      const credentials = async (): Promise<Credentials> => {
        const now = await orAbort(password(), waiters.waiting);
        by = `${email}\n${now}`; // no address has a line end
        if (!asked && refused?.by === by) throw refused.error;
        return { email, password: now };
      };
      let committed = false;
      const whose = current.account;
      const record = await logIn(
        parts,
        revocation,
        { email, credentials, noExpire, reason, ref, transit },
        {
          adoptable: (found) => current.usable(found, email),
          live: current.live,
          dead: current.dead,
          strayed: current.strayed,
          settled: current.settled,
          overtaken: () => closed || epoch !== began,
          commit: (minted, sentAt, replaced) => {
            committed = true;
            stored++;
            refused = undefined;
            // From here on, what another client stores for another account is not this client's.
            current.account = options.credentials && email;
            if (asked) current.switchTo(email, replaced?.account); // calls for that account are not made for this one
            current.keep(minted, sentAt);
          },
          troubled: (pending, isOwn) => {
            trouble = pending;
            if (isOwn) leftover = pending;
          },
          rollBack: (minted) => {
            if (committed) stored--;
            current.gone = minted.key;
            if (current.drop(minted.key)) current.account = whose;
          },
        },
        waiters,
      ).catch((error) => {
        if (!asked && isTurboSMTPAuthError(error) && error.code === 'wrong_credentials_specified')
          refused = { by, error };
        throw error;
      });
      // A logout that came in this very moment finds the key in the store, and revokes it.
      if (epoch !== began) throw errorOf('signed_out', { operation: ref.operation });
      // A session that was found serves who asked. It is not the client's if another login was made meanwhile.
      if (!asked && !committed && stored !== storedBefore) return record;
      signedOut = false;
      current.account = options.credentials && email;
      if (asked) current.switchTo(email);
      if (!committed) current.keep(record);
      if (asked) {
        serial++;
        renewal = undefined; // it may be of credentials that count no more
      }
      if (asked || committed) events.emit(asked ? 'login' : 'renew', current.view(record));
      return record;
    });
    parts.background(flight.settled);
    return flight;
  };

  /** @param began How many logouts there had been when the call began: it makes no login after another. */
  const renew = async (reason: LoginReason, call: Call, began: number): Promise<SessionRecord> => {
    for (;;) {
      if (!credentials || signedOut || epoch !== began)
        throw errorOf('signed_out', { operation: call.operation, ...signedOutHint(call.operation) });
      if (!renewal || renewal.abandoned()) {
        const refusal = pendingLogin.refusalOf(trouble, parts.time, call);
        if (refusal) throw refusal;
        const flight = fly(credentials, options.noExpire, reason, call);
        renewal = flight;
        const landed = (): void => {
          if (renewal === flight) renewal = undefined;
        };
        void flight.settled.then(landed);
      }
      const joined = renewal;
      try {
        return await joined.join(call.deadline);
      } catch (error) {
        if (error !== orphaned) throw error;
        if (renewal === joined) renewal = undefined;
      }
    }
  };

  let whoseAgain = Number.NEGATIVE_INFINITY;
  /** Asks the credentials whose sessions count. */
  const learnWhose = inOne(async (ask: () => Promise<LateCredentials>) => {
    const learn = async (): Promise<void> => {
      const { email } = await ask();
      // A login may have said it meanwhile. If none did, what was read before is looked at again, also if the answer is late.
      if (current.account !== undefined) return;
      current.account = email;
      current.drop();
    };
    // One that takes longer than a store may counts as one that failed.
    await withinLimit(learn, { clock }).catch(() => {});
    whoseAgain = clock.monotonic() + WHOSE_PAUSE;
  });

  /** The session that may be used: not after a logout, when it is for the credentials to say who is signed in. */
  const find = async (read: CurrentSession['read'], ref: CallRef): Promise<SessionRecord | null> => {
    if (signedOut && (credentials || departure?.over() === false)) return null;
    const known = current.account !== undefined; // what was read before it is known may be another account's
    const record = await read(ref);
    if (!credentials || known || !record || current.expired(record)) return record;
    // Only the credentials may know whose sessions count. If they do not say, any that is stored counts.
    if (current.account === undefined && clock.monotonic() >= whoseAgain) await learnWhose(credentials);
    return signedOut ? null : read(ref);
  };

  const noteExpiry = ({ gen, key }: SessionRecord): void => {
    current.drop(key);
    if (gen === expiredGen) return;
    expiredGen = gen;
    events.emit('expire', null);
  };

  const invalidate = createLetGo(parts, revocation, current, {
    find: (ref) => find(current.read, ref),
    expired: noteExpiry,
    troubled: (pending) => {
      trouble = pending;
    },
  });

  const askedLogin = createAskedLogins(
    ({ email, password, noExpire = false }, call, transit) =>
      fly(async () => ({ email, password: async () => password }), noExpire, 'asked', call, transit),
    () => epoch,
  );

  return {
    guard: ({ operation }) => {
      const begun = guarded + current.switches;
      return () => {
        if (guarded + current.switches !== begun) throw errorOf('signed_out', { operation });
      };
    },

    accepted: (key, ref) => {
      if ((!trouble && !leftover) || !current.holds(key)) return undefined;
      trouble = undefined;
      // Another's may be of a login that is still under way. Who made that login removes it.
      const pending = leftover;
      leftover = undefined;
      if (!pending) return undefined;
      return store.remove(ref, 'pending', pending.gen).then(
        () => undefined,
        () => undefined, // the next login that is accepted removes it
      );
    },

    acquire: async (call) => {
      const began = epoch;
      if (renewal && !renewal.abandoned()) return renew('missing', call, began);
      const record = await find(current.read, call);
      if (record && !current.expired(record)) return record;
      if (record) noteExpiry(record);
      return renew(record ? 'expired' : current.gone === undefined ? 'missing' : 'refused', call, began);
    },

    recheck: async (key, ref) => {
      const found = await find(current.reload, ref).catch(() => undefined); // a store that fails ends no call
      if (found === undefined || found?.key === key) return;
      const { operation } = ref;
      if (!found && !credentials) throw errorOf('signed_out', { operation });
      // What the service would say: it is answered with another key, if there is one for the same account.
      throw errorOf('invalid_authorization_key', { operation, status: 401 });
    },

    login: async (input, call) => {
      const record = await askedLogin(input, call);
      const mine = serial;
      const at = epoch;
      return {
        session: current.view(record),
        current: async () => {
          if (serial !== mine || epoch !== at) return false;
          const stored = await store.get(call, 'session');
          return !stored || sameAccount(stored.account, input.email);
        },
      };
    },

    giveUp: async (call) => {
      epoch++;
      guarded++;
      signedOut = true;
      renewal = undefined;
      const removing = removeSession(parts, revocation, current, call);
      const earlier = departure?.over() ? undefined : departure;
      departure = shareWork(Promise.allSettled([removing, earlier?.wait()]));
      const removed = await removing;
      // The earlier logout may still have the key. It has queued it then, unless its store hangs.
      const limit = call.deadline.remaining() / 4;
      if (earlier && removed.keys.length === 0)
        await withinLimit(() => earlier.wait(), { limit, clock }).catch(() => undefined);
      return removed;
    },

    invalidate,

    peek: async (ref) => {
      const record = await find(current.reload, ref);
      return record && !current.expired(record) ? current.view(record) : null;
    },

    held: async (ref) => {
      const record = await find(current.reload, ref);
      return record && !current.expired(record) ? record.key : null;
    },

    watch: current.watch,

    close: () => {
      closed = true;
      current.close();
    },
  };
}
