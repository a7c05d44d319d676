import { followSignals, orAbort } from '../abort.ts';
import { type Failure, type FailureSigns, failureOf } from './failure.ts';
import { discard, mediaTypeOf, readBody } from './read-body.ts';

/** A request in full. Its header values and its URL are checked before they get here. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Asked right before it is sent. */
  readonly check?: SendCheck | undefined;
}

/** Throws if something that must not be sent any more is about to be, such as a key after its logout. */
export type SendCheck = () => void;

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

/** Sends requests. Its methods reject only with the signal's reason, and with what the check throws. */
export interface Sender {
  /** Sends what a `fetch` takes, and leaves the body to be read. */
  send(url: string, init: RequestInit, signal: AbortSignal, check?: SendCheck): Promise<Sent>;
  /** Sends a request, and reads its whole answer. */
  exchange(request: WireRequest, signal: AbortSignal): Promise<Exchange>;
}

/** The most bytes of a decoded body that are read: documented answers take a few hundred. */
const MAX_BODY = 64 * 1024;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a response is a redirect that was refused, or one that a careless `fetch` followed. */
const isRedirect = (response: Response): boolean =>
  response.type === 'opaqueredirect' || response.redirected || redirects.has(response.status);

/** @param platform What it adds to every request, and how it tells failures apart. */
export function createSender(
  fetch: typeof globalThis.fetch,
  platform: FailureSigns & { readonly init?: RequestInit } = {},
): Sender {
  const send: Sender['send'] = async (url, init, signal, check) => {
    signal.throwIfAborted();
    check?.();
    // The caller's signal goes on to end the body; the other ends with the headers.
    const ending = init.signal && followSignals(init.signal, signal);
    let isOver = true;
    let pending: Promise<Response> | undefined;
    let response: Response;
    try {
      pending = Promise.resolve(
        fetch(url, {
          ...platform.init,
          ...init,
          redirect: 'manual',
          signal: ending?.signal ?? signal,
        }),
      );
      response = await orAbort(pending, signal);
      // A `fetch` of others may resolve with anything, also with what throws when it is looked at.
      if (typeof response?.headers?.get !== 'function' || typeof response.status !== 'number')
        return { outcome: 'lost', neverSent: false };
      if (!isRedirect(response)) {
        isOver = !response.body; // no runtime says when a body was read
        return { outcome: 'response', response };
      }
    } catch (error) {
      // What a fetch throws at once counts as what it rejects with.
      if (!signal.aborted) return { outcome: 'lost', ...failureOf(error, platform) };
      void pending?.then(discard, () => undefined); // a fetch that ignores its signal
      throw signal.reason;
    } finally {
      if (isOver) ending?.end();
    }
    discard(response);
    return { outcome: 'redirect', status: response.status };
  };

  return {
    send,
    exchange: async ({ url, check, ...init }, signal) => {
      const sent = await send(url, init, signal, check);
      if (sent.outcome !== 'response') return sent;
      try {
        return await read(sent.response, signal);
      } catch {
        signal.throwIfAborted();
        return { outcome: 'lost', neverSent: false };
      }
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
  const body = await readBody(response, MAX_BODY, signal);
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
