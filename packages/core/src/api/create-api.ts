import { createFetch, FetchError as OfetchError } from 'ofetch';
import { type Following, followSignals, orAbort } from '../abort.ts';
import type { Client } from '../client/client.ts';
import { startTimer, systemClock } from '../clock.ts';
import { errorOf, invalidInput } from '../errors/build.ts';
import { calling } from '../errors/caller-frames.ts';
import { checkFunction, checkObject } from '../errors/check-given.ts';
import { isTurboSMTPAuthError } from '../errors/errors.ts';
import { discard } from '../transport/read-body.ts';
import { parseHttpDate, parseRetryAfter } from '../transport/retry-after.ts';
import { isSafe } from '../transport/safe-methods.ts';
import { FetchError } from './fetch-error.ts';
import { apiHint } from './hints.ts';
import { readAnswer, refuseUnknownStatus, type Wanted } from './read-answer.ts';
import { bodyOf, checkedOptions, copyOf, isStream, ofOfetch, withInherited } from './request-values.ts';
import type { $Fetch, FetchContext, FetchOptions } from './types.ts';

/**
 * Makes an ofetch instance over `client.fetch`, for the rest of the service's API. It adds `query`, sends and reads JSON, and
 * gives the result a type. A `Date` or a bigint in `query` is sent as its text. Objects of your own classes are sent as JSON. Every call is authorised, goes only to URLs below the base URL, and repeats once after the
 * service refused the key. Nothing is loaded or sent until the first call.
 *
 * - A result is JSON, up to 16 MiB, unless `responseType` asks for something else. An empty answer is `undefined`.
 *   Integers beyond 2^53 are rounded, as by `JSON.parse`.
 * - An error status throws a {@link FetchError}, also from `api.raw`. It has status, method, path and `retryAt`, and nothing
 *   else, because an answer may repeat secrets. To read what the service said, use `onResponseError`, or `api.raw` with
 *   `ignoreResponseError: true`.
 * - What `client.fetch` throws comes through as it is: a {@link TurboSMTPAuthError}, or the reason of your signal.
 * - `timeout`, in milliseconds, covers the whole call, its body and interceptors included, and ends it with a `TimeoutError` or an
 *   `OutcomeUnknownError`. If the service answered, and may have acted, the former is not `retryable`. Without `timeout`, the client's
 *   own time limit covers all but the body.
 * - `retry` is off. If you set it, ofetch repeats the call without regard to `Retry-After` and to what a lost request did. A body
 *   that can be read only once, such as a stream, is sent once.
 * - Interceptors work as in ofetch. They see requests without the key.
 * - A call takes its options when it is made, and its body as well. If there are `onRequest` interceptors, it takes the body after them.
 * - `api.create(defaults)` gives an instance with other defaults over the same client. A `fetch` given to it is ignored.
 *   `api.native` is `client.fetch`.
 *
 * @throws {FetchError} from a call, if the service answers with a status from 400 to 599.
 * @throws {UnexpectedResponseError} from a call, if its answer is not JSON or is too large, or if its status is 600 or above.
 * @throws {InvalidInputError} from a call to another URL, or with an option that is invalid or cannot be sent.
 * @throws {TurboSMTPAuthError} from a call, as from `client.fetch`, for example {@link SignedOutError} or {@link NetworkError}.
 *
 * @example
 * ```ts
 * import { type Client } from '@turbosmtp-auth/core';
 * import { createApi } from '@turbosmtp-auth/core/api';
 *
 * interface Analytics {
 *   count: number;
 *   results: { subject: string }[];
 * }
 *
 * export async function latest(client: Client): Promise<Analytics> {
 *   const api = createApi(client);
 *   return api<Analytics>('/analytics', { query: { limit: 10 } });
 * }
 * ```
 */
export function createApi(client: Pick<Client, 'fetch'>): $Fetch {
  checkFunction('client.fetch', Object(client).fetch);
  return createInstance(client, {});
}

function createInstance(client: Pick<Client, 'fetch'>, defaults: FetchOptions): $Fetch {
  const native: $Fetch['native'] = (input, init) => client.fetch(input, init);
  /** ofetch passes its own options on, which a client would look at as at members of an init. */
  const sendInit: $Fetch['native'] = (input, init) =>
    native(input, Object.fromEntries(Object.entries(init ?? {}).filter(([name]) => !ofOfetch.has(name))));
  // On the first call and not before: creating it makes Node load its fetch, which takes longer than all else here.
  let ofetch: $Fetch | undefined;

  const raw = async (given: Parameters<$Fetch>[0], asked?: FetchOptions): ReturnType<$Fetch['raw']> => {
    const options = checkedOptions(asked ?? {}); // `fetch` takes null
    ofetch ??= createFetch({ fetch: sendInit, defaults: checkedOptions(defaults) });
    // Of a URL object ofetch would drop the query in silence.
    const request = typeof given === 'string' || isRequest(given) ? given : String(Object(given).href);
    const { timeout, signal: own, ...hooks } = { ...defaults, ...options };
    let method = 'GET';
    /** Requests without a whole answer. What is known to have changed nothing does not count. */
    let unanswered = 0;
    /** Whether a request was answered, and may have changed something. */
    let isAnswered = false;
    let wanted: Wanted | undefined;
    // It covers the caller's hooks as well.
    let limit = startLimit(timeout);
    let isOver = true;
    const followed: Following[] = [];
    /** Aborts with any of these. Undefined: there are none. */
    const anyOf = (...signals: (AbortSignal | null | undefined)[]): AbortSignal | undefined => {
      const given = signals.filter((each) => !!each);
      if (given.length === 0) return undefined;
      const following = followSignals(...given);
      followed.push(following);
      return following.signal;
    };
    const ending = anyOf(own, limit?.signal);
    /** For the hooks that get the error of the end, and may throw another for it. */
    const unlessOver = (): AbortSignal | undefined => (ending?.aborted ? undefined : ending);
    let signal: AbortSignal | null | undefined;
    let retryDelay: FetchOptions['retryDelay'];
    let pause = 0;

    const ownHooks = within(hooks.onRequest, () => ending);

    /** Comes first, in the turn of the call: after it the program may change its body. The caller's own hooks may do so too. */
    const takeBody = ({ options }: FetchContext): void => {
      if (ownHooks.length === 0 && options.body !== undefined)
        options.body = copyOf(bodyOf(options.body, options.headers));
    };

    /** A repetition waits here, where the signal ends the wait: ofetch would not notice it. */
    const rest = async (): Promise<void> => {
      if (pause > 0) await systemClock.sleep(pause, signal ?? undefined);
    };

    /** Comes after the caller's own hooks, and again before each repetition. */
    const prepare = ({ request, options }: FetchContext): void => {
      Object.assign(options, checkedOptions(options));
      options.headers ??= new Headers();
      options.retry ??= false;
      method = methodOf(request, options);
      // ofetch would leave it out in silence.
      if (options.query && isRequest(request))
        throw invalidInput('options.query', 'not_with_a_request', {
          operation: 'fetch',
          message: 'It cannot be combined with a `Request`.',
        });
      if (options.body !== undefined) options.body = bodyOf(options.body, options.headers);
      // Either can be read once, and a second try would only hide what the first was answered.
      if (isStream(options.body) || (isRequest(request) && !isSafe(method))) options.retry = false;
      if (!wanted) {
        ({ retryDelay } = options);
        if (options.timeout !== timeout) {
          limit?.end();
          limit = startLimit(options.timeout); // a hook has set another
        }
      }
      // The body is read here: ofetch guesses what it is, and reads it after its own time limit has ended.
      wanted ??= { responseType: options.responseType, parseResponse: options.parseResponse };
      options.retryDelay = (context) => {
        pause = (typeof retryDelay === 'function' ? retryDelay(context) : retryDelay) ?? 0;
        return 0;
      };
      options.responseType = 'stream';
      delete options.parseResponse;
      delete options.timeout;
      signal = anyOf(options.signal, limit?.signal);
      if (signal) options.signal = signal;
      unanswered++; // it is sent next
    };

    /** Comes before the caller's own hooks. Unless the client says that it does not know, the request changed nothing, or was answered. */
    const fail = ({ error }: FetchContext): void => {
      if (!isTurboSMTPAuthError(error) || error.code === 'outcome_unknown') return;
      unanswered--;
      isAnswered ||= error.code === 'redirect_refused';
    };

    /** Comes before the caller's own hooks, which find the body read and the options as they were given. */
    const read = async ({ options, response }: FetchContext): Promise<void> => {
      Object.assign(options, wanted);
      if (!response || !wanted) return;
      refuseUnknownStatus(response);
      // What was refused changed nothing, also if the words of the refusal are lost.
      const isRefused = response.status >= 400 && response.status < 500;
      if (isRefused) unanswered--;
      if (response._data !== undefined) {
        const signal = options.signal ?? new AbortController().signal;
        response._data = await readAnswer(response, wanted, method, signal);
      }
      if (isRefused) return;
      unanswered--;
      isAnswered = true;
    };

    try {
      const response = await ofetch.raw(request, {
        ...options,
        onRequest: [takeBody, rest, ...ownHooks, prepare],
        onRequestError: [fail, ...within(hooks.onRequestError, unlessOver)],
        onResponse: [read, ...within(hooks.onResponse, () => ending)],
        onResponseError: within(hooks.onResponseError, unlessOver),
      });
      const { body } = response;
      if (body && response._data === body && !body.locked) {
        isOver = false; // the caller goes on to read the stream
        if (limit) response._data = endingWith(body, limit);
        limit = undefined;
      }
      return response;
    } catch (thrown) {
      // ofetch's own error, or what a hook threw. The former holds all of the request and of the answer.
      if (thrown instanceof OfetchError && thrown.response) throw refusal(thrown, thrown.response);
      const error = thrown instanceof OfetchError ? thrown.cause : thrown;
      if (!limit?.signal.aborted || error !== limit.signal.reason) throw error;
      if (isSafe(method) || (unanswered === 0 && !isAnswered))
        throw errorOf('timeout', { operation: 'fetch', retryable: true });
      throw unanswered > 0
        ? errorOf('outcome_unknown', { operation: 'fetch' })
        : errorOf('timeout', { operation: 'fetch', ...apiHint('answer_arrived') });
    } finally {
      limit?.end();
      if (isOver) for (const { end } of followed) end();
    }
  };

  const api = async (request: Parameters<$Fetch>[0], options?: FetchOptions): Promise<unknown> =>
    (await raw(request, options))._data;
  const create: $Fetch['create'] = (given, { defaults: more } = {}) => {
    checkObject('defaults', given ?? {}, 'fetch');
    checkObject('defaults', more ?? {}, 'fetch');
    const own = { ...withInherited(more ?? {}), ...withInherited(given ?? {}) };
    return createInstance(client, { ...defaults, ...own });
  };
  // What a call gives is what its `responseType` says, or JSON of the type that its caller says.
  return Object.assign(calling(api, errorOfCall), {
    raw: calling(raw, errorOfCall),
    native,
    create,
  }) as $Fetch;
}

/** An error that the caller of an api is to see as its own: what `client.fetch` rejects with is this call's alone. */
const errorOfCall = (error: unknown): Error | undefined =>
  isTurboSMTPAuthError(error) || error instanceof FetchError ? error : undefined;

interface Limit {
  readonly signal: AbortSignal;
  /** The call is over: its timer keeps no program alive. */
  end(): void;
}

/** Not `AbortSignal.timeout`, whose timer keeps a Deno process alive for all of its time. */
function startLimit(timeout: number | undefined): Limit | undefined {
  if (!timeout) return undefined;
  const ending = new AbortController();
  const late = (): void => ending.abort(new DOMException('The time of the call is up.', 'TimeoutError'));
  return { signal: ending.signal, end: startTimer(systemClock, timeout, late) };
}

type Hook<Context> = (context: Context) => void | Promise<void>;
type Hooks<Context> = Hook<Context> | Hook<Context>[] | undefined;

/** Hooks that end with a signal, also if they would go on. */
const within = <Context>(hooks: Hooks<Context>, ending: () => AbortSignal | undefined): Hook<Context>[] =>
  [hooks || []].flat().map((hook) => async (context) => {
    const signal = ending();
    const done = Promise.resolve(hook(context));
    await (signal ? orAbort(done, signal) : done);
  });

/** A stream that ends its time limit when it is read to its end, breaks off or is cancelled. */
function endingWith(body: ReadableStream<Uint8Array<ArrayBuffer>>, { end }: Limit): ReadableStream {
  const { readable, writable } = new TransformStream();
  void body.pipeTo(writable).then(end, end);
  return readable;
}

type Target = FetchContext['request'];

/** By its shape, as `client.fetch` tells it. A hook may leave anything else, which is read as a URL. */
const isRequest = (target: Target): target is Request =>
  typeof (target as Partial<Request> | null)?.arrayBuffer === 'function';

const methodOf = (request: Target, { method }: FetchOptions): string =>
  (method ?? (isRequest(request) ? request.method : 'GET')).toUpperCase();

/** A path, or the path of a URL, without what may follow it. */
const pathOf = (request: Target): string =>
  (isRequest(request) ? request.url : String(request))
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/[?#].*/s, '') || '/';

function refusal({ request = '', options = {} }: OfetchError, response: Response): FetchError {
  discard(response); // an unread stream keeps Node running
  const { status, headers } = response;
  const now = Date.now();
  const wait = parseRetryAfter(headers.get('retry-after'), parseHttpDate(headers.get('date')) ?? now);
  return new FetchError({
    status,
    method: methodOf(request, options),
    path: pathOf(request),
    retryAt: wait === null ? undefined : new Date(now + wait),
  });
}
