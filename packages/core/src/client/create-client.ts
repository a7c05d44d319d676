import { consumerAuthorization } from '../call/authorization.ts';
import { createPerform } from '../call/perform.ts';
import { createServiceTime } from '../call/service-time.ts';
import { createTrace } from '../call/trace.ts';
import { systemClock } from '../clock.ts';
import { errorOf } from '../errors/build.ts';
import { UnauthorizedError } from '../errors/errors.ts';
import { bestEffortLock } from '../locks/best-effort-lock.ts';
import type { OperationName } from '../operations/codes.ts';
import { operations } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import { guardStore } from '../session/guarded-store.ts';
import { keyAuthorization } from '../session/key-authorization.ts';
import { logOut } from '../session/log-out.ts';
import type { SessionParts } from '../session/parts.ts';
import { createRevocation } from '../session/revocation.ts';
import { createKeySession } from '../session/session.ts';
import { createSessionEvents } from '../session/session-events.ts';
import type { Session } from '../session/session-view.ts';
import { createSender } from '../transport/send.ts';
import { createCalls } from './calls.ts';
import { checkOptions } from './checked-options.ts';
import type { Client } from './client.ts';
import { createAuthorisedFetch } from './fetch/authorised-fetch.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { Platform } from './platform.ts';
import { repeatIfUnused } from './repeat-reset.ts';
import { checkedSettlement, settlePasswordChange } from './settle-password-change.ts';

/**
 * Makes a client of the service on a platform. Adapters export this with their platform built in. Nothing happens
 * until a call is made.
 *
 * @throws {InvalidInputError} when an option cannot be, such as a base URL that is not https.
 */
export function createClient(platform: Platform, options: ClientOptions = {}): Client {
  const { base, profile, credentials, consumer, noExpire, timeout, attempts, minAssurance } =
    checkOptions(options);
  const clock = options.clock ?? systemClock;
  const fetch = options.fetch ?? platform.fetch;
  const neverSent = platform.neverSent ?? (() => false);
  const time = createServiceTime(clock);
  const trace = createTrace(options.trace);
  const working = new Set<Promise<unknown>>();
  let closed = false;

  const sender = createSender(fetch, neverSent);
  const events = createSessionEvents();
  const parts: SessionParts = {
    clock,
    time,
    profile,
    events,
    trace,
    store: guardStore(
      options.keyStore ?? platform.keyStore,
      { origin: base.origin, profile },
      minAssurance,
      clock,
      trace,
    ),
    lock: bestEffortLock(options.lock ?? platform.lock, `turbosmtp-auth ${base.origin} ${profile}`, clock),
    perform: createPerform({ base, clock, time, sender, attempts, trace }),
    background: (work) => {
      const settled: Promise<unknown> = work.then(
        () => working.delete(settled),
        () => working.delete(settled),
      );
      working.add(settled);
    },
  };
  const revocation = createRevocation(parts);
  const session = createKeySession(parts, revocation, { credentials, noExpire });
  const authorization = consumer ? consumerAuthorization(consumer) : keyAuthorization(session);
  const authorisedFetch = createAuthorisedFetch({ base, authorization, sender, trace, clock });
  const calls = createCalls(parts, authorization, {
    timeout,
    closed: () => closed,
    begin: (call) => {
      if (!consumer) revocation.begin(call);
    },
    end: () => {
      if (!consumer) revocation.end();
    },
  });
  const { run, runHere, checked, request } = calls;

  /** A verb that asks the service and changes nothing here. */
  const verb =
    <Input, Output>(operation: Operation<Input, Output>) =>
    async (given: unknown, options: CallOptions = {}): Promise<Output> => {
      const input = checked(operation, given);
      // The table's keys are its operations' names.
      return run(operation.name as OperationName, options, (call) => request(operation, input, call));
    };

  /** A verb that takes no input. */
  const question =
    <Output>(operation: Operation<object, Output>) =>
    (options?: CallOptions): Promise<Output> =>
      verb(operation)({}, options);

  const login: Client['login'] = async (given, callOptions = {}) => {
    const input = checked(operations.login, given);
    const loggedIn = await run('login', callOptions, (call) => session.login(input, call));
    // Not listed when the session is printed or compared.
    return Object.defineProperty(loggedIn.session, Symbol.asyncDispose, {
      value: async () => {
        // A later login or logout has its own owner.
        if (loggedIn.current()) await logout();
      },
    }) as Session & AsyncDisposable; // just made so
  };

  const logout: Client['logout'] = (callOptions = {}) =>
    run('logout', callOptions, async (call) => {
      if (consumer) {
        return request(operations.logout, {}, call).then(
          () => ({ revoked: 'now' }) as const,
          (error) => {
            // A pair that is not valid has nothing to revoke.
            if (error instanceof UnauthorizedError) return { revoked: 'nothing' } as const;
            throw error;
          },
        );
      }
      return logOut(parts, session, revocation, call);
    });

  const close: Client['close'] = async () => {
    closed = true;
    session.close();
    revocation.close();
    while (working.size > 0) await Promise.all(working);
  };

  return {
    login,
    logout,
    changePassword: verb(operations.changePassword),
    requestPasswordReset: verb(operations.requestPasswordReset),
    verifyResetToken: verb(operations.verifyResetToken),
    resetPassword: async (given, callOptions = {}) => {
      const input = checked(operations.resetPassword, given);
      return run('resetPassword', callOptions, (call) =>
        repeatIfUnused(parts, session, input.token, call, () =>
          request(operations.resetPassword, input, call),
        ),
      );
    },
    settlePasswordChange: async (given, callOptions = {}) => {
      const input = checkedSettlement(given);
      return run('changePassword', callOptions, (call) =>
        settlePasswordChange(parts, revocation, input, call),
      );
    },
    listConsumerKeys: question(operations.listConsumerKeys),
    createConsumerKey: verb(operations.createConsumerKey),
    deleteConsumerKey: verb(operations.deleteConsumerKey),
    session: () => runHere(async (call) => (consumer ? null : session.peek(call))),
    apiKey: async (callOptions = {}) =>
      run('fetch', callOptions, async (call) => {
        if (consumer) throw errorOf('signed_out', { operation: 'fetch', hint: keyOfConsumer });
        return session.acquire(call);
      }),
    invalidate: (key) =>
      runHere(async (call) => {
        if (!consumer) await session.invalidate(String(key), call);
      }),
    fetch: (input, given) => {
      const init = given ?? {}; // `fetch` takes null
      const signal = init.signal ?? (input as Partial<Request> | null)?.signal; // a string and a URL have none
      return run('fetch', signal ? { signal } : {}, (call) => authorisedFetch(input, init, call));
    },
    on: (event, listener) => {
      // The other events are this client's own; only this one comes from elsewhere.
      if (event === 'change' && !consumer && !closed) session.watch();
      return events.on(event, listener);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const keyOfConsumer =
  'This client uses a consumer pair, which has no API key: give it `credentials` instead.';
