import { orAbort } from '../abort.ts';
import type { Call, CallRef, Transit } from '../call/call.ts';
import type { Credentials } from '../call/credentials.ts';
import { signedOutHint } from '../call/hints.ts';
import type { LoginReason } from '../call/trace.ts';
import { errorOf } from '../errors/build.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';
import type { LoginInput } from '../operations/login.ts';
import type { SessionRecord } from '../records/key-store.ts';
import { createCurrentSession } from './current-session.ts';
import { type Flight, startFlight } from './flight.ts';
import { logIn } from './login.ts';
import type { SessionParts } from './parts.ts';
import type { Revocation } from './revocation.ts';
import type { Session } from './session-view.ts';

/** The API key of a client: handed out, renewed, given up. */
export interface KeySession {
  /** The key, renewed if it can be. */
  acquire(call: Call): Promise<string>;
  /** Logs in because the caller asked. */
  login(input: LoginInput, call: Call): Promise<LoggedIn>;
  /** Signs out here, and queues what is to be revoked on the service. */
  giveUp(ref: CallRef): Promise<GivenUp>;
  /** "This key was refused": lets go of it if it is still the current one. */
  invalidate(key: string, ref: CallRef): Promise<void>;
  /** Who is signed in, as the store says now. */
  peek(ref: CallRef): Promise<Session | null>;
  /** The key if there is one that may be used without a login. */
  held(ref: CallRef): Promise<string | null>;
  /** Notices what other tabs and processes write, from now on. */
  watch(): void;
  close(): void;
}

export interface LoggedIn {
  readonly session: Session;
  /** Whether no other login or logout came since. */
  current(): boolean;
}

export interface GivenUp {
  readonly keys: readonly string[];
  /** Why the stored session could not be removed, or was not, since nothing else remembers its key. */
  readonly failure: TurboSMTPAuthError | undefined;
  /** Its keys are revoked: what is still stored of it goes as well. */
  revoked(): Promise<void>;
}

/** A login that was asked for and is under way. */
interface AskedLogin {
  /** How many logouts there had been when it began. */
  readonly epoch: number;
  readonly input: LoginInput;
  readonly flight: Flight<SessionRecord>;
  readonly transit: Transit;
}

export function createKeySession(
  parts: SessionParts,
  revocation: Revocation,
  options: { readonly credentials: (() => Promise<Credentials>) | undefined; readonly noExpire: boolean },
): KeySession {
  const { clock, store, events } = parts;
  const { credentials } = options;
  const current = createCurrentSession(parts);
  /** After a logout and until the next login, credentials are not used. */
  let signedOut = false;
  /** Counts logouts: a login that began before one is undone. */
  let epoch = 0;
  /** Counts logins that were asked for and made. */
  let serial = 0;
  let closed = false;
  let renewal: Flight<SessionRecord> | undefined;
  /** Logins under way that were asked for. The same one twice at once is one; after a logout in between it is another. */
  const logins = new Set<AskedLogin>();
  /** What the service refused with 403 is not sent again without being asked. */
  let refused: { readonly by: Credentials; readonly error: TurboSMTPAuthError } | undefined;
  let expiredGen: string | undefined;

  const fly = (
    provide: () => Promise<Credentials>,
    noExpire: boolean,
    reason: LoginReason,
    ref: CallRef,
    transit: Transit = {},
  ): Flight<SessionRecord> => {
    const began = epoch;
    const asked = reason === 'asked';
    const flight = startFlight(clock, async (waiters) => {
      // A secret manager that hangs is left with those who waited.
      const given = await orAbort(provide(), waiters.waiting);
      if (!asked && refused && given.email === refused.by.email && given.password === refused.by.password)
        throw refused.error;
      let committed = false;
      const record = await logIn(
        parts,
        revocation,
        { credentials: given, noExpire, reason, ref, transit },
        {
          adoptable: (found) => current.usable(found, given.email),
          live: (found) => current.usable(found, found.account),
          overtaken: () => closed || epoch !== began,
          commit: (minted) => {
            committed = true;
            refused = undefined;
            current.keep(minted);
          },
          rollBack: (minted) => {
            current.gone = minted.key;
            current.drop(minted.key);
          },
        },
        waiters,
      ).catch((error) => {
        if (!asked && isTurboSMTPAuthError(error) && error.code === 'wrong_credentials_specified')
          refused = { by: given, error };
        throw error;
      });
      // A logout that came in this very moment finds the key in the store, and revokes it.
      if (epoch !== began) throw errorOf('signed_out', { operation: ref.operation });
      signedOut = false;
      current.account = credentials && given.email;
      if (!committed) current.keep(record);
      if (asked) serial++;
      if (asked || committed) events.emit(asked ? 'login' : 'renew', current.view(record));
      return record;
    });
    parts.background(flight.settled);
    return flight;
  };

  const renew = async (reason: LoginReason, call: Call): Promise<string> => {
    if (!credentials || signedOut)
      throw errorOf('signed_out', { operation: call.operation, ...signedOutHint(call.operation) });
    if (!renewal || renewal.abandoned()) {
      const flight = fly(credentials, options.noExpire, reason, call);
      renewal = flight;
      void flight.settled.then(() => {
        if (renewal === flight) renewal = undefined;
      });
    }
    return (await renewal.join(call.deadline)).key;
  };

  /** The session that may be used: not after a logout, when it is for the credentials to say who is signed in. */
  const find = async (
    read: (ref: CallRef) => Promise<SessionRecord | null>,
    ref: CallRef,
  ): Promise<SessionRecord | null> => {
    if (credentials && signedOut) return null;
    if (credentials) current.account ??= (await credentials()).email;
    return read(ref);
  };

  const noteExpiry = ({ gen, key }: SessionRecord): void => {
    current.drop(key);
    if (gen === expiredGen) return;
    expiredGen = gen;
    events.emit('expire', null);
  };

  return {
    acquire: async (call) => {
      if (renewal && !renewal.abandoned()) return renew('missing', call);
      const record = await find(current.read, call);
      if (record && !current.expired(record)) return record.key;
      if (record) noteExpiry(record);
      return renew(record ? 'expired' : current.gone === undefined ? 'missing' : 'refused', call);
    },

    login: async (input, call) => {
      const { email, password, noExpire = false } = input;
      const isSame = (other: AskedLogin): boolean =>
        other.epoch === epoch &&
        other.input.email === email &&
        other.input.password === password &&
        (other.input.noExpire ?? false) === noExpire &&
        !other.flight.abandoned();
      let joined = [...logins].find(isSame);
      if (!joined) {
        const transit: Transit = {};
        const flight = fly(async () => ({ email, password }), noExpire, 'asked', call, transit);
        const own = { epoch, input, flight, transit };
        logins.add(own);
        void flight.settled.then(() => logins.delete(own));
        joined = own;
      }
      call.transit = joined.transit;
      const record = await joined.flight.join(call.deadline);
      const mine = serial;
      const at = epoch;
      return { session: current.view(record), current: () => serial === mine && epoch === at };
    },

    giveUp: async (ref) => {
      epoch++;
      signedOut = true;
      const own = current.giveUp();
      let failure: TurboSMTPAuthError | undefined;
      const note = (error: unknown): null => {
        failure = error as TurboSMTPAuthError; // a guarded store throws nothing else
        return null;
      };
      const stored = await store.get(ref, 'session').catch(note);
      const keys = [...new Set([own?.key, stored?.key])].filter(
        (key): key is string => key !== undefined && key !== current.gone,
      );
      current.gone = stored?.key ?? own?.key ?? current.gone;
      const remove = async (): Promise<void> => {
        if (stored) await store.remove(ref, 'session', stored.gen).catch(note);
      };
      // Queued before it is removed, so that a crash in between loses no key; not queued, it is the only place that has it.
      const unqueued = await revocation.queue(keys, ref);
      if (!unqueued) await remove();
      return {
        keys,
        failure: failure ?? unqueued,
        revoked: async () => {
          if (unqueued) await remove();
        },
      };
    },

    invalidate: async (key, ref) => {
      const record = await find(current.read, ref);
      if (record && record.key !== key) return;
      current.gone = key;
      if (record) noteExpiry(record);
      const stored = await store.get(ref, 'session');
      if (stored?.key === key) await store.remove(ref, 'session', stored.gen);
    },

    peek: async (ref) => {
      const record = await find(current.reload, ref);
      return record && !current.expired(record) ? current.view(record) : null;
    },

    held: async (ref) => {
      const record = await find(current.read, ref);
      return record && !current.expired(record) ? record.key : null;
    },

    watch: current.watch,

    close: () => {
      closed = true;
      current.close();
    },
  };
}
