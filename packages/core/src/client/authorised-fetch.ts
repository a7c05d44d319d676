import { errorOf } from '../errors/build.ts';
import type { Clock } from '../platform.ts';
import { orAbort } from '../transport/abort.ts';
import { failureOf, networkError } from '../transport/failure.ts';
import { discard, isRedirect } from '../transport/send.ts';
import type { Authorization, AuthorizationHeaders } from './authorization.ts';
import { type BaseUrl, resolveTarget } from './base-url.ts';
import type { Call, Trace } from './context.ts';

interface Parts {
  readonly base: BaseUrl;
  readonly authorization: Authorization;
  readonly fetch: typeof globalThis.fetch;
  readonly neverSent: (error: unknown) => boolean;
  readonly trace: Trace;
  readonly clock: Clock;
}

interface Plain {
  readonly url: string;
  /** Below the base URL, or on another host all of it, without the query: what may be traced. */
  readonly path: string;
  readonly init: RequestInit;
  /** Whether the body can be sent a second time. */
  readonly replayable: boolean;
}

/** `fetch` for the rest of the API: pinned to the base URL, authorised, and replayed once with a new key after a refusal. */
export type AuthorisedFetch = (
  input: string | URL | Request,
  init: RequestInit,
  call: Call,
) => Promise<Response>;

/** A refusal of a key takes some sixty bytes; what is larger is not one. */
const MAX_REFUSAL = 4096;

export function createAuthorisedFetch(parts: Parts): AuthorisedFetch {
  const { base, authorization, fetch, neverSent, trace, clock } = parts;

  const send = async (
    { url, path, init }: Plain,
    headers: AuthorizationHeaders,
    call: Call,
    attempt: number,
  ) => {
    const { signal } = call.deadline;
    const method = init.method ?? 'GET';
    trace(call, { type: 'request', method, path, attempt });
    const start = clock.monotonic();
    const own = new Headers(init.headers);
    // Whoever calls this wants the client's authorisation, and half of another's would be sent along with it.
    if (init.headers !== undefined)
      for (const name of ['authorization', 'consumerkey', 'consumersecret']) own.delete(name);
    for (const [name, value] of Object.entries(headers)) own.set(name, value);
    // Should the deadline pass from here on, nobody knows what an unsafe request did.
    if (!isSafe(method)) call.transit.unanswered = {};
    // What a fetch throws at once counts as what it rejects with.
    const pending = (async () =>
      fetch(url, {
        ...init,
        headers: own,
        redirect: 'manual',
        // The caller's signal goes on to end the body; the deadline ends with the headers.
        signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal,
      }))();
    let response: Response;
    try {
      response = await orAbort(pending, signal);
    } catch (error) {
      if (signal.aborted) void pending.then(discard, () => undefined);
      if (init.signal?.aborted) throw init.signal.reason;
      if (signal.aborted) throw signal.reason;
      call.transit.unanswered = undefined;
      const failure = failureOf(error, neverSent);
      if (!failure.neverSent && !isSafe(method)) throw errorOf('outcome_unknown', { operation: 'fetch' });
      throw networkError('fetch', failure);
    }
    call.transit.unanswered = undefined;
    if (isRedirect(response)) {
      discard(response);
      const { status } = response;
      throw errorOf('redirect_refused', { operation: 'fetch', ...(status > 0 && { status }) });
    }
    trace(call, { type: 'response', status: response.status, ms: clock.monotonic() - start, attempt });
    return response;
  };

  return async (input, init, call) => {
    const request = await plain(input, init, base, authorization);
    const headers = await authorization.headers(call);
    const response = await send(request, headers, call, 1);
    if (response.status !== 401 || !(await isRefusedKey(response, call.deadline.signal))) return response;
    if (!(await authorization.refused(headers, call)) || !request.replayable) return response;
    let others: AuthorizationHeaders;
    try {
      others = await authorization.headers(call);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'signed_out') return response; // any error may be asked for a code
      discard(response);
      throw error;
    }
    discard(response);
    return send(request, others, call, 2);
  };
}

const isSafe = (method: string): boolean => /^(?:GET|HEAD|OPTIONS)$/i.test(method);

/** Says a request in the words that every `fetch` takes, its own Request class or not: a URL and an init. */
async function plain(
  input: string | URL | Request,
  init: RequestInit,
  base: BaseUrl,
  { scheme }: Authorization,
): Promise<Plain> {
  const isUrl = !isRequest(input);
  const url = resolveTarget(base, isUrl ? String(input) : input.url, scheme);
  if (!isUrl && input.bodyUsed && init.body === undefined)
    throw errorOf('invalid_input', { operation: 'fetch', issues: [{ path: 'input', code: 'body_used' }] });
  const whole = isUrl ? init : { ...(await initOf(input, init.body === undefined)), ...init };
  const headers = checkedHeaders(whole);
  return {
    url: url.href,
    path: pathOf(url, base),
    init: headers ? { ...whole, headers } : whole,
    replayable: isReplayable(whole.body),
  };
}

/** By its shape: other realms and other packages have classes of their own. Whatever else it is, it is read as a URL. */
const isRequest = (input: string | URL | Request): input is Request =>
  typeof input === 'object' && input !== null && !(input instanceof URL) && 'url' in input;

/** Not every runtime takes these, so that only those that were asked for are passed on. */
const usual: Readonly<Record<'cache' | 'credentials' | 'integrity' | 'keepalive', unknown>> = {
  cache: 'default',
  credentials: 'same-origin',
  integrity: '',
  keepalive: false,
};

/** A request as an init. Its body is read, since a stream could be sent but once, and not at all by some browsers. */
async function initOf(request: Request, withBody: boolean): Promise<RequestInit> {
  const asked = Object.entries(usual)
    .map(([name, value]) => [name, Reflect.get(request, name), value] as const)
    .filter(([, own, value]) => own !== undefined && own !== value);
  return {
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    ...Object.fromEntries(asked),
    ...(withBody && request.body && { body: await request.arrayBuffer() }),
  };
}

function pathOf({ origin, pathname }: URL, base: BaseUrl): string {
  // On the same host it is below the base.
  return origin === base.origin ? pathname.slice(base.href.length - origin.length) || '/' : pathname;
}

const token = /^[!#$%&'*+.^`|~\w-]+$/;

/**
 * Refuses what `fetch` itself would, without repeating a header's value as it would. Answers the headers, which are read
 * once: they may come from an iterator.
 */
function checkedHeaders({ method = 'GET', headers, body }: RequestInit): Headers | undefined {
  const refused = (path: string, code: string): Error =>
    errorOf('invalid_input', { operation: 'fetch', issues: [{ path, code }] });
  if (!token.test(method) || /^(?:CONNECT|TRACE|TRACK)$/i.test(method))
    throw refused('init.method', 'not_a_method');
  if (/^(?:GET|HEAD)$/i.test(method) && body !== undefined && body !== null)
    throw refused('init.body', 'not_with_this_method');
  try {
    return headers === undefined ? undefined : new Headers(headers);
  } catch {
    throw refused('init.headers', 'not_header_safe');
  }
}

/** A stream is used up by its first sending. */
const isReplayable = (body: unknown): boolean =>
  typeof body !== 'object' || body === null || !('getReader' in body || Symbol.asyncIterator in body);

/** Whether a 401 says, in the documented JSON, that the key is not valid. The response stays readable. */
async function isRefusedKey(response: Response, signal: AbortSignal): Promise<boolean> {
  const mediaType = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const reader = mediaType === 'application/json' ? response.clone().body?.getReader() : undefined;
  if (!reader) return false;
  let text = '';
  const decoder = new TextDecoder();
  try {
    while (text.length <= MAX_REFUSAL) {
      const { done, value } = await orAbort<ReadableStreamReadResult<Uint8Array>>(reader.read(), signal);
      if (done) {
        const json: unknown = JSON.parse(text);
        return (
          typeof json === 'object' &&
          json !== null &&
          Object.hasOwn(json, 'message') &&
          (json as { message: unknown }).message === 'invalid_authorization_key'
        );
      }
      text += decoder.decode(value, { stream: true });
    }
    return false;
  } catch {
    return false; // not for this function to report: the caller reads the same body
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
