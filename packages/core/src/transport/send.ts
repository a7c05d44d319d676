import { createFetch } from 'ofetch';
import { orAbort } from './abort.ts';
import { type Failure, failureOf } from './failure.ts';

/** A request in full. Its header values and its URL are checked before they get here. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of a request: an answer, or why there is none. */
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
  | { readonly outcome: 'redirect'; readonly status: number }
  | ({ readonly outcome: 'lost' } & Failure);

/** Sends a request and reads its whole answer. It rejects only with the signal's reason. */
export type Send = (request: WireRequest, signal: AbortSignal) => Promise<Exchange>;

/** The most bytes of a decoded body that are read: documented answers take a few hundred. */
const MAX_BODY = 64 * 1024;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a response is a redirect that was refused, or one that a careless `fetch` followed. */
export const isRedirect = (response: Response): boolean =>
  response.type === 'opaqueredirect' || response.redirected || redirects.has(response.status);

/** Lets go of a body, so that its connection is freed and, in Node, the process may end. */
export function discard(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}

/** Sends through ofetch, with everything off that would retry, parse, time out or throw by itself. */
export function createSend(fetch: typeof globalThis.fetch, neverSent?: (error: unknown) => boolean): Send {
  // On the first call and not before: creating it makes Node load its fetch, which takes longer than all else here.
  let raw: ReturnType<typeof createFetch>['raw'] | undefined;
  return async ({ method, url, headers, body }, signal) => {
    signal.throwIfAborted();
    raw ??= createFetch({ fetch }).raw;
    const pending = raw(url, {
      method,
      headers: { ...headers },
      ...(body !== undefined && { body }),
      retry: false,
      ignoreResponseError: true,
      redirect: 'manual',
      responseType: 'stream',
      signal,
    });
    let response: Response;
    try {
      response = await orAbort(pending, signal);
    } catch (error) {
      if (signal.aborted) {
        void pending.then(discard, () => undefined); // a fetch that ignores its signal
        throw signal.reason;
      }
      // ofetch's error holds the URL and the body; only what fetch itself threw is looked at, and neither is kept.
      return { outcome: 'lost', ...failureOf((error as Error).cause, neverSent) };
    }
    return read(response, signal);
  };
}

async function read(response: Response, signal: AbortSignal): Promise<Exchange> {
  const { status } = response;
  if (isRedirect(response)) {
    discard(response);
    return { outcome: 'redirect', status };
  }
  // Judged by status alone; gateways answer so, with bodies that break or never end.
  if (status === 429 || status >= 500) {
    discard(response);
    return answer(response, '', new Uint8Array());
  }
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  let body: Uint8Array | null;
  try {
    body = await readBody(response, signal);
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

/** The decoded body, or `null` when it is larger than the limit. Content-Length is no guard: it may lie, or count what is still compressed. */
async function readBody(response: Response, signal: AbortSignal): Promise<Uint8Array | null> {
  if (!response.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await orAbort(reader.read(), signal);
      if (done) break;
      size += value.byteLength;
      if (size > MAX_BODY) return null;
      chunks.push(value);
    }
  } finally {
    // A no-op after the end; otherwise it frees the connection.
    void reader.cancel().catch(() => undefined);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}
