import { consumerAuthorization } from '../call/authorization.ts';
import { createPerform } from '../call/perform.ts';
import { createServiceTime } from '../call/service-time.ts';
import { createTrace } from '../call/trace.ts';
import { systemClock } from '../clock.ts';
import { errorOf, invalidInput } from '../errors/build.ts';
import { calling } from '../errors/caller-frames.ts';
import { checkFunction, checkObject } from '../errors/check-given.ts';
import { clientHint } from '../errors/client-hints.ts';
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
import { type SharedWork, shareWork } from '../shared-work.ts';
import { createSender } from '../transport/send.ts';
import { createCalls } from './calls.ts';
import { checkOptions } from './checked-options.ts';
import type { AsyncDisposal, Client } from './client.ts';
import { createAuthorisedFetch } from './fetch/authorised-fetch.ts';
import { keptWith } from './kept-with.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { WatchedPlatform } from './platform.ts';
import { repeatIfUnused } from './repeat-reset.ts';
import { checkedSettlement, settlePasswordChange } from './settle-password-change.ts';

/**
 * Makes a client of the service on a platform. Adapters export this with their platform built in. Nothing happens
 * until a call is made.
 *
 * @throws {InvalidInputError} `invalid_input` if an option is invalid, for example a base URL that is not HTTPS.
 * @example
 * ```ts
 * import { createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
 *
 * const client = createClient({ name: 'mine', fetch, keyStore: memoryKeyStore(), lock: memoryLock() });
 * ```
 */
export function createClient(platform: WatchedPlatform, options: ClientOptions = {}): Client {
  const { base, profile, credentials, consumer, region, noExpire, timeout, attempts, minAssurance } =
    checkOptions(options, platform);
  const { clock = systemClock, fetch = platform.fetch } = options;
  const { keyStore, lock } = keptWith(options, minAssurance, platform);
  checkFunction('fetch', fetch);
  checkFunction('lock', lock);
  if (options.trace !== undefined) checkFunction('trace', options.trace);
  for (const name of ['now', 'monotonic', 'sleep'] as const) checkFunction(`clock.${name}`, clock?.[name]);
  for (const name of ['describe', 'get', 'set', 'remove'] as const)
    checkFunction(`keyStore.${name}`, keyStore?.[name]);
  checkFunction('keyStore.watch', keyStore.watch ?? lock);
  const time = createServiceTime(clock);
  const trace = createTrace(options.trace, platform.watch);
  const working = new Set<SharedWork<unknown>>();
  let closed = false;

  const sender = createSender(fetch, platform);
  const events = createSessionEvents();
  const parts: SessionParts = {
    clock,
    time,
    profile,
    events,
    trace,
    store: guardStore(keyStore, { origin: base.origin, profile }, minAssurance, clock, trace),
    lock: bestEffortLock(lock, `turbosmtp-auth ${base.origin} ${profile}`, clock),
    perform: createPerform({ base, clock, time, sender, attempts, trace }),
    background: (work) => {
      const shared = shareWork(work);
      const done = (): unknown => working.delete(shared);
      working.add(shared);
      work.then(done, done);
    },
  };
  const revocation = createRevocation(parts);
  const session = createKeySession(parts, revocation, { credentials, noExpire });
  const pair = consumer && consumerAuthorization(consumer);
  // A client with a pair and no credentials has no session: the pair is all that it may use.
  const pairOnly = credentials ? undefined : pair;
  const authorization = pairOnly ?? keyAuthorization(session);
  const authorisedFetch = createAuthorisedFetch({
    base,
    region,
    authorization,
    pair,
    sender,
    ownFetch: options.fetch,
    trace,
    clock,
  });
  const calls = createCalls(parts, authorization, {
    timeout,
    watch: platform.watch,
    closed: () => closed,
    begin: (call) => {
      if (!pairOnly) revocation.begin(call);
    },
    end: () => {
      if (!pairOnly) revocation.end();
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
    const dispose = calling(async () => {
      // A later login or logout has its own owner.
      if (await loggedIn.current()) await logout();
    });
    // Not listed when the session is printed or compared.
    if (Symbol.asyncDispose) Object.defineProperty(loggedIn.session, Symbol.asyncDispose, { value: dispose });
    return loggedIn.session as Session & AsyncDisposal; // just made so, where there is such a symbol
  };

  const logout: Client['logout'] = (callOptions = {}) =>
    run('logout', callOptions, async (call) => {
      if (pairOnly) {
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
    while (working.size > 0)
      for (const work of working) {
        await work.wait().catch(() => undefined);
        working.delete(work); // also what ended with its request, in a worker
      }
    await revocation.lastTry();
  };

  const asking: Omit<Client, 'on' | typeof Symbol.asyncDispose> = {
    login,
    logout,
    changePassword: verb(operations.changePassword),
    requestPasswordReset: verb(operations.requestPasswordReset),
    verifyResetToken: verb(operations.verifyResetToken),
    resetPassword: async (given, callOptions = {}) => {
      const input = checked(operations.resetPassword, given);
      return run('resetPassword', callOptions, (call) =>
        repeatIfUnused(parts, pairOnly ? undefined : session, input.token, call, () =>
          request(operations.resetPassword, input, call),
        ),
      );
    },
    settlePasswordChange: async (given, callOptions = {}) => {
      const input = checkedSettlement(given);
      return run('changePassword', callOptions, (call) =>
        settlePasswordChange(parts, revocation, input, call, () => closed),
      );
    },
    listConsumerKeys: question(operations.listConsumerKeys),
    createConsumerKey: verb(operations.createConsumerKey),
    deleteConsumerKey: verb(operations.deleteConsumerKey),
    // It may begin a revocation, and so counts as a call that asks the service.
    session: () => run('fetch', {}, async (call) => (pairOnly ? null : session.peek(call))),
    apiKey: async (callOptions = {}) =>
      run('fetch', callOptions, async (call) => {
        if (pairOnly) throw errorOf('signed_out', { operation: 'fetch', ...clientHint('pair_has_no_key') });
        return (await session.acquire(call)).key;
      }),
    invalidate: async (key) => {
      if (typeof key !== 'string') throw invalidInput('key', 'not_a_string');
      return runHere(async (call) => {
        if (!pairOnly) await session.invalidate(key, call);
      });
    },
    fetch: async (input, given) => {
      const init = given ?? {}; // `fetch` takes null
      checkObject('init', init, 'fetch');
      // A string and a URL have none, and `null` takes away that of a Request.
      const signal = init.signal === undefined ? (input as Partial<Request> | null)?.signal : init.signal;
      // No signal is as good as none given.
      return run('fetch', { signal } as CallOptions, (call) => authorisedFetch(input, init, call));
    },
    close,
  };
  // The one place that makes errors say where a client was called. Each of its methods gives a promise.
  const methods = Object.entries(asking).map(([name, method]) => [name, calling(method as never)]);
  const client = Object.fromEntries(methods) as typeof asking; // the same methods
  return {
    ...client,
    // WebKit 2.50 has no such symbol, and what it named would be a method `undefined`.
    ...(Symbol.asyncDispose && { [Symbol.asyncDispose]: client.close }),
    on: (event, listener) => {
      const stop = events.on(event, listener);
      // The other events are this client's own; only this one comes from elsewhere.
      if (event === 'change' && !pairOnly && !closed) session.watch();
      return stop;
    },
  };
}
