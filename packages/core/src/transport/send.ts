import { orAbort } from '../abort.ts';
import { type Failure, failureOf } from './failure.ts';
import { discard, mediaTypeOf, readBody } from './read-body.ts';

/** A request in full. Its header values and its URL are checked before they get here. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Why there is no answer to a request. */
type Unanswered =
  | { readonly outcome: 'redirect'; readonly status: number }
  | ({ readonly outcome: 'lost' } & Failure);

/** What came of a request whose answer is the caller's to read. */
export type Sent = { readonly outcome: 'response'; readonly response: Response } | Unanswered;

/** What came of a request: a whole answer, or why there is none. */
export type Exchange =
  | {
      readonly outcome: 'answer';
      readonly status: number;
      readonly mediaType: string;
      readonly body: Uint8Array;
      readonly retryAfter: string | null;
      readonly date: string | null;
    }
  | { readonly outcome: 'too-large'; readonly status: number; readonly mediaType: string }
  | Unanswered;

/** Sends requests. Its methods reject only with the signal's reason. */
export interface Sender {
  /** Sends what a `fetch` takes, and leaves the body to be read. */
  send(url: string, init: RequestInit, signal: AbortSignal): Promise<Sent>;
  /** Sends a request, and reads its whole answer. */
  exchange(request: WireRequest, signal: AbortSignal): Promise<Exchange>;
}

/** The most bytes of a decoded body that are read: documented answers take a few hundred. */
const MAX_BODY = 64 * 1024;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a response is a redirect that was refused, or one that a careless `fetch` followed. */
const isRedirect = (response: Response): boolean =>
  response.type === 'opaqueredirect' || response.redirected || redirects.has(response.status);

export function createSender(
  fetch: typeof globalThis.fetch,
  neverSent?: (error: unknown) => boolean,
): Sender {
  const send: Sender['send'] = async (url, init, signal) => {
    signal.throwIfAborted();
    const { signal: own } = init;
    // What a fetch throws at once counts as what it rejects with.
    const pending = (async () =>
      fetch(url, {
        ...init,
        redirect: 'manual',
        // The caller's signal goes on to end the body; the other ends with the headers.
        signal: own ? AbortSignal.any([own, signal]) : signal,
      }))();
    let response: Response;
    try {
      response = await orAbort(pending, signal);
    } catch (error) {
      if (!signal.aborted) return { outcome: 'lost', ...failureOf(error, neverSent) };
      void pending.then(discard, () => undefined); // a fetch that ignores its signal
      throw signal.reason;
    }
    // A `fetch` of others may resolve with anything.
    if (typeof response?.headers?.get !== 'function') return { outcome: 'lost', neverSent: false };
    if (!isRedirect(response)) return { outcome: 'response', response };
    discard(response);
    return { outcome: 'redirect', status: response.status };
  };

  return {
    send,
    exchange: async ({ url, ...init }, signal) => {
      const sent = await send(url, init, signal);
      return sent.outcome === 'response' ? read(sent.response, signal) : sent;
    },
  };
}

async function read(response: Response, signal: AbortSignal): Promise<Exchange> {
  const { status } = response;
  // Judged by status alone; gateways answer so, with bodies that break or never end.
  if (status === 429 || status >= 500) {
    discard(response);
    return answer(response, '', new Uint8Array());
  }
  const mediaType = mediaTypeOf(response);
  let body: Uint8Array | null;
  try {
    body = await readBody(response, MAX_BODY, signal);
  } catch {
    signal.throwIfAborted();
    return { outcome: 'lost', neverSent: false };
  }
  return body ? answer(response, mediaType, body) : { outcome: 'too-large', status, mediaType };
}

const answer = ({ status, headers }: Response, mediaType: string, body: Uint8Array): Exchange => ({
  outcome: 'answer',
  status,
  mediaType,
  body,
  retryAfter: headers.get('retry-after'),
  date: headers.get('date'),
});
