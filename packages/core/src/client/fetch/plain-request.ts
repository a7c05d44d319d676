import { type BaseUrl, resolveTarget } from '../../call/base-url.ts';
import { invalidInput } from '../../errors/build.ts';
import type { AuthScheme } from '../../operations/operation.ts';

/** A request in the words that every `fetch` takes, its own Request class or not: a URL and an init. */
export interface PlainRequest {
  readonly url: string;
  /** Below the base URL, or on another host all of it, without the query: what may be traced. */
  readonly path: string;
  readonly method: string;
  readonly init: RequestInit;
  /** Whether the body can be sent a second time. */
  readonly replayable: boolean;
}

/**
 * Says a request in those words, and refuses one that the account's authorisation may not go with.
 *
 * @throws {InvalidInputError} for another URL than those of {@link resolveTarget}, and for what no `fetch` takes.
 */
export async function plainRequest(
  input: string | URL | Request,
  init: RequestInit,
  base: BaseUrl,
  scheme: AuthScheme,
): Promise<PlainRequest> {
  const isUrl = !isRequest(input);
  const url = resolveTarget(base, isUrl ? String(input) : input.url, scheme);
  if (!isUrl && input.bodyUsed && init.body === undefined) throw refused('input', 'body_used');
  const whole = isUrl ? init : { ...(await initOf(input, init.body === undefined)), ...init };
  const headers = checkedHeaders(whole);
  return {
    url: url.href,
    path: pathOf(url, base),
    method: whole.method ?? 'GET',
    init: headers ? { ...whole, headers } : whole,
    replayable: isReplayable(whole.body),
  };
}

const refused = (path: string, code: string): Error => invalidInput(path, code, { operation: 'fetch' });

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
