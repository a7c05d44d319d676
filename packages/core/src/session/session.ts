import type { Session } from '../client/client.ts';
import type { Call, Context, Origin, Transit } from '../client/context.ts';
import { signedOutHint } from '../client/hints.ts';
import type { Credentials } from '../client/options.ts';
import type { LoginReason } from '../client/trace.ts';
import { errorOf } from '../errors/build.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from '../errors/errors.ts';
import type { SessionRecord } from '../key-store.ts';
import type { LoginInput } from '../operations/login.ts';
import { orAbort } from '../transport/abort.ts';
import { type Flight, startFlight } from './flight.ts';
import { createHolder } from './holder.ts';
import { logIn } from './login.ts';
import type { Revocation } from './revocation.ts';

/** The API key of a client: handed out, renewed, given up. */
export interface KeySession {
  /** The key, renewed if it can be. */
  acquire(call: Call): Promise<string>;
  /** Logs in because the caller asked. */
  login(input: LoginInput, call: Call): Promise<LoggedIn>;
  /** Signs out here, and queues what is to be revoked on the service. */
  giveUp(origin: Origin): Promise<GivenUp>;
  /** "This key was refused": lets go of it if it is still the current one. */
  invalidate(key: string, origin: Origin): Promise<void>;
  /** Who is signed in, as the store says now. */
  peek(origin: Origin): Promise<Session | null>;
  /** The key if there is one that may be used without a login. */
  held(origin: Origin): Promise<string | null>;
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

export function createKeySession(
  context: Context,
  revocation: Revocation,
  options: { readonly credentials: (() => Promise<Credentials>) | undefined; readonly noExpire: boolean },
): KeySession {
  const { clock, store, signals } = context;
  const { credentials } = options;
  const holder = createHolder(context);
  /** After a logout and until the next login, credentials are not used. */
  let signedOut = false;
  /** Counts logouts: a login that began before one is undone. */
  let epoch = 0;
  /** Counts logins that were asked for and made. */
  let serial = 0;
  let closed = false;
  let renewal: Flight<SessionRecord> | undefined;
  const logins = new Map<string, { readonly flight: Flight<SessionRecord>; readonly transit: Transit }>();
  /** What the service refused with 403 is not sent again without being asked. */
  let refused: { readonly by: Credentials; readonly error: TurboSMTPAuthError } | undefined;
  let expiredGen: string | undefined;

  const fly = (
    provide: () => Promise<Credentials>,
    noExpire: boolean,
    reason: LoginReason,
    origin: Origin,
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
        context,
        revocation,
        { credentials: given, noExpire, reason, origin, transit },
        {
          adoptable: (found) => holder.usable(found, given.email),
          live: (found) => holder.usable(found, found.account),
          overtaken: () => closed || epoch !== began,
          commit: (minted) => {
            committed = true;
            refused = undefined;
            holder.keep(minted);
          },
          rollBack: (minted) => {
            holder.gone = minted.key;
            holder.drop(minted.key);
          },
        },
        waiters,
      ).catch((error) => {
        if (!asked && isTurboSMTPAuthError(error) && error.code === 'wrong_credentials_specified')
          refused = { by: given, error };
        throw error;
      });
      // A logout that came in this very moment finds the key in the store, and revokes it.
      if (epoch !== began) throw errorOf('signed_out', { operation: origin.operation });
      signedOut = false;
      holder.account = credentials && given.email;
      if (!committed) holder.keep(record);
      if (asked) serial++;
      if (asked || committed) signals.emit(asked ? 'login' : 'renew', holder.view(record));
      return record;
    });
    context.background(flight.settled);
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
    read: (origin: Origin) => Promise<SessionRecord | null>,
    origin: Origin,
  ): Promise<SessionRecord | null> => {
    if (credentials && signedOut) return null;
    if (credentials) holder.account ??= (await credentials()).email;
    return read(origin);
  };

  const noteExpiry = ({ gen, key }: SessionRecord): void => {
    holder.drop(key);
    if (gen === expiredGen) return;
    expiredGen = gen;
    signals.emit('expire', null);
  };

  return {
    acquire: async (call) => {
      if (renewal && !renewal.abandoned()) return renew('missing', call);
      const record = await find(holder.current, call);
      if (record && !holder.expired(record)) return record.key;
      if (record) noteExpiry(record);
      return renew(record ? 'expired' : holder.gone === undefined ? 'missing' : 'refused', call);
    },

    login: async (input, call) => {
      const { email, password, noExpire = false } = input;
      // The same login twice at once is one; after a logout in between it is another.
      const name = JSON.stringify([epoch, email, password, noExpire]);
      let joined = logins.get(name);
      if (!joined || joined.flight.abandoned()) {
        const transit: Transit = {};
        const own = {
          flight: fly(async () => ({ email, password }), noExpire, 'asked', call, transit),
          transit,
        };
        joined = own;
        logins.set(name, own);
        void own.flight.settled.then(() => {
          if (logins.get(name) === own) logins.delete(name);
        });
      }
      call.transit = joined.transit;
      const record = await joined.flight.join(call.deadline);
      const mine = serial;
      const at = epoch;
      return { session: holder.view(record), current: () => serial === mine && epoch === at };
    },

    giveUp: async (origin) => {
      epoch++;
      signedOut = true;
      const own = holder.giveUp();
      let failure: TurboSMTPAuthError | undefined;
      const note = (error: unknown): null => {
        failure = error as TurboSMTPAuthError; // a guarded store throws nothing else
        return null;
      };
      const stored = await store.get(origin, 'session').catch(note);
      const keys = [...new Set([own?.key, stored?.key])].filter(
        (key): key is string => key !== undefined && key !== holder.gone,
      );
      holder.gone = stored?.key ?? own?.key ?? holder.gone;
      const remove = async (): Promise<void> => {
        if (stored) await store.remove(origin, 'session', stored.gen).catch(note);
      };
      // Queued before it is removed, so that a crash in between loses no key; not queued, it is the only place that has it.
      const unqueued = await revocation.queue(keys, origin);
      if (!unqueued) await remove();
      return {
        keys,
        failure: failure ?? unqueued,
        revoked: async () => {
          if (unqueued) await remove();
        },
      };
    },

    invalidate: async (key, origin) => {
      const current = await find(holder.current, origin);
      if (current && current.key !== key) return;
      holder.gone = key;
      if (current) noteExpiry(current);
      const stored = await store.get(origin, 'session');
      if (stored?.key === key) await store.remove(origin, 'session', stored.gen);
    },

    peek: async (origin) => {
      const record = await find(holder.reload, origin);
      return record && !holder.expired(record) ? holder.view(record) : null;
    },

    held: async (origin) => {
      const record = await find(holder.current, origin);
      return record && !holder.expired(record) ? record.key : null;
    },

    watch: holder.watch,

    close: () => {
      closed = true;
      holder.close();
    },
  };
}
