import { type BaseUrl, hrefOf, type Target } from '../../call/base-url.ts';
import { invalidInput } from '../../errors/build.ts';

/** A request in the words that every `fetch` takes, its own Request class or not: a URL and an init. */
export interface PlainRequest {
  readonly target: Target;
  readonly method: string;
  readonly init: RequestInit;
  /** Whether the body can be sent a second time. */
  readonly replayable: boolean;
}

/**
 * Says a request in those words, and refuses one that the account's authorisation may not go with.
 *
 * @param aim Says what a URL is the target of, and throws if it may not be one.
 * @throws {InvalidInputError} for what no `fetch` takes, and what `aim` throws.
 */
export function plainRequest(
  input: string | URL | Request,
  init: RequestInit,
  aim: (url: string) => Target,
): PlainRequest | Promise<PlainRequest> {
  if (!isRequest(input)) return plain(aim(hrefOf(input)), init);
  const target = aim(hrefOf(input.url));
  if (input.bodyUsed && init.body === undefined) throw refused('input', 'body_used');
  return initOf(input, init.body === undefined).then((own) => plain(target, { ...own, ...init }));
}

/** Refuses what `fetch` itself would, without repeating a header's value as it would. */
function plain(target: Target, init: RequestInit): PlainRequest {
  const { method = 'GET', headers, body } = init;
  if (typeof method !== 'string' || !token.test(method) || /^(?:CONNECT|TRACE|TRACK)$/i.test(method))
    throw refused('init.method', 'not_a_method');
  if (/^(?:GET|HEAD)$/i.test(method) && body !== undefined && body !== null)
    throw refused('init.body', 'not_with_this_method');
  // No `fetch` can send these. It would say so in words that a lost connection has as well.
  if ((body as ReadableStream | null | undefined)?.locked) throw refused('init.body', 'body_used');
  if (!isText(body)) throw refused('init.body', 'not_a_body');
  const replayable = isReplayable(body);
  return {
    target,
    method,
    init: {
      // Most runtimes ask for `duplex` beside a stream, which has but one value.
      ...(!replayable && { duplex: 'half' }),
      ...init,
      ...(headers !== undefined && { headers: readHeaders(headers) }),
    },
    replayable,
  };
}

/** Once: they may come from an iterator. */
function readHeaders(headers: HeadersInit): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw refused('init.headers', 'not_header_safe');
  }
}

const refused = (path: string, code: string): Error => invalidInput(path, code, { operation: 'fetch' });

/** By its shape: other realms and other packages have classes of their own. Anything else is read as a URL. */
const isRequest = (input: string | URL | Request): input is Request =>
  typeof (input as Partial<Request> | null)?.arrayBuffer === 'function';

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
    ...(withBody && (await bodyOf(request))),
  };
}

/** Firefox has no `Request.body`: there only reading tells whether there is one. An empty one is sent as none, and is the same. */
async function bodyOf(request: Request): Promise<RequestInit> {
  if (request.body === null || /^(?:GET|HEAD)$/.test(request.method)) return {};
  const body = await request.arrayBuffer();
  return request.body || body.byteLength > 0 ? { body } : {};
}

/** Below the base URL, or on another host all of it, without the query: what may be traced. */
export function pathOf({ origin, pathname }: URL, base: BaseUrl): string {
  // On the same host it is below the base.
  return origin === base.origin ? pathname.slice(base.href.length - origin.length) || '/' : pathname;
}

const token = /^[!#$%&'*+.^`|~\w-]+$/;

/** Whether a body has a text, which `fetch` takes of what it does not know: a symbol and an object without a prototype have none. */
const isText = (body: unknown): boolean =>
  typeof body !== 'symbol' && (typeof body !== 'object' || body === null || 'toString' in body);

/** A stream is used up by its first sending. */
const isReplayable = (body: unknown): boolean =>
  typeof body !== 'object' || body === null || !('getReader' in body || Symbol.asyncIterator in body);
