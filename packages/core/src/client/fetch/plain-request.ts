import { type BaseUrl, hrefOf, type Target } from '../../call/base-url.ts';
import { invalidInput } from '../../errors/build.ts';
import { copiedBody, isBuffer } from '../../transport/copied-body.ts';

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
 * @param ownFetch Whether the caller brought the `fetch`, which may know bodies that the runtime does not.
 * @throws {InvalidInputError} for what no `fetch` takes, and what `aim` throws.
 */
export function plainRequest(
  input: string | URL | Request,
  init: RequestInit,
  aim: (url: string) => Target,
  ownFetch: unknown,
): PlainRequest | Promise<PlainRequest> {
  if (!isRequest(input)) return plain(aim(hrefOf(input)), init, copyOf(init.body), ownFetch);
  const target = aim(hrefOf(input.url));
  const hasBody = init.body !== undefined && init.body !== null;
  if ((input.bodyUsed || input.body?.locked) && !hasBody) throw refused('input', 'body_used');
  const { headers = input.headers } = init;
  const own = Object.entries({
    ...init,
    headers: headers && readHeaders(headers),
    body: hasBody ? copyOf(init.body) : undefined,
  });
  return initOf(input, !hasBody).then((requested) => {
    // As with `fetch`, what is undefined says nothing.
    for (const [name, value] of own) if (value !== undefined) requested[name] = value;
    return plain(target, requested, requested['body'] as RequestInit['body'], ownFetch); // as it was read, or given
  });
}

function copyOf(body: RequestInit['body']): RequestInit['body'] {
  try {
    return copiedBody(body);
  } catch {
    throw refused('init.body', 'not_a_body');
  }
}

function plain(
  target: Target,
  { method = 'GET', headers, signal, body: _, ...others }: RequestInit,
  body: RequestInit['body'],
  ownFetch: unknown,
): PlainRequest {
  if (typeof method !== 'string' || !token.test(method) || /^(?:CONNECT|TRACE|TRACK)$/i.test(method))
    throw refused('init.method', 'not_a_method');
  if (/^(?:GET|HEAD)$/i.test(method) && body !== undefined && body !== null)
    throw refused('init.body', 'not_with_this_method');
  const looked = Object(body);
  const replayable = !looked.getReader && !looked[Symbol.asyncIterator]; // also a stream of a polyfill
  refuseUnsendable(target.url, method, others, body, replayable, ownFetch);
  return {
    target,
    method,
    init: {
      // Most runtimes ask for `duplex` beside a stream, which has but one value.
      ...(!replayable && { duplex: 'half' }),
      ...others,
      method,
      body,
      signal,
      ...(headers !== undefined && { headers: readHeaders(headers) }),
    } as RequestInit,
    replayable,
  };
}

/**
 * Refuses what `fetch` itself would, without repeating a value as it would. What only the runtime knows, its Request says without
 * sending or reading anything. Members are added to it one by one, so that the last is the one that it refuses.
 */
function refuseUnsendable(
  url: URL,
  method: string,
  { keepalive, ...others }: RequestInit,
  body: RequestInit['body'],
  replayable: boolean,
  ownFetch: unknown,
): void {
  const looked = Object(body);
  // First the mode, which decides what else there may be.
  const asked: Record<string, unknown> = { mode: undefined, ...others };
  // Of texts and bytes it would make a copy, and files it may open.
  if (
    (looked === body || typeof body === 'symbol') &&
    !(ArrayBuffer.isView(body) || isBuffer(body) || body instanceof Blob || body instanceof FormData)
  ) {
    // What is iterated it may begin to read. A stream stands for it.
    const isIterated = looked[Symbol.asyncIterator] && !(body instanceof ReadableStream);
    asked['body'] = isIterated ? new ReadableStream() : body;
  }
  // Last, since no fetch takes it beside a stream.
  asked['keepalive'] = keepalive;
  const some: Record<string, unknown> = { method, duplex: 'half' };
  let type: string | null | undefined;
  let member = 'body';
  try {
    // Node's own streams say it in other words.
    if (looked.locked || looked.readableDidRead || looked.destroyed) throw body;
    for (member in asked) {
      // The redirect that some runtimes lack. All are sent as `manual`.
      if (asked[member] === undefined || asked[member] === 'error') continue;
      some[member] = asked[member];
      type = new Request(url, some).headers.get('content-type');
    }
  } catch {
    throw refused(
      `init.${member}`,
      member !== 'body' ? 'not_supported' : replayable ? 'not_a_body' : 'body_used',
    );
  }
  // What it does not know, it sends as a text such as `[object Map]`, of the type `text/plain;charset=UTF-8`. Bun gives no type to
  // that, and React Native none to forms and files, which have members of their own. So have those of other packages.
  const isText = type === 'text/plain;charset=UTF-8';
  const isOfOthers = looked.append || (looked.slice && 'size' in looked) || !replayable;
  if (asked['body'] && (isText ? !ownFetch || !isOfOthers : !isOfOthers && !looked.next))
    throw refused('init.body', 'not_a_body');
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

/** What of a request goes into an init beside its headers, and the usual value. Not every runtime takes these, so that only those that were asked for are passed on. */
const usual: Readonly<Record<string, unknown>> = {
  method: 'GET',
  signal: '',
  cache: 'default',
  credentials: 'same-origin',
  integrity: '',
  keepalive: false,
};

/**
 * A request as an init. Its body is read, since a stream could be sent but once, and not at all by some browsers. Firefox has no
 * `Request.body`: there only reading tells whether there is one. An empty one is sent as none, and is the same.
 */
async function initOf(request: Request, withBody: boolean): Promise<Record<string, unknown>> {
  const init: Record<string, unknown> = {};
  for (const name in usual) {
    const own: unknown = Reflect.get(request, name);
    if (own !== undefined && own !== usual[name]) init[name] = own;
  }
  if (withBody && request.body !== null && !/^(?:GET|HEAD)$/.test(request.method)) {
    try {
      const body = await request.arrayBuffer();
      if (request.body || body.byteLength > 0) init['body'] = body;
    } catch {
      throw refused('input', 'not_a_body'); // its stream failed, or gave what is not bytes
    }
  }
  return init;
}

/** Below the base URL, or on another host all of it, without the query: what may be traced. */
export function pathOf({ origin, pathname }: URL, base: BaseUrl): string {
  // On the same host it is below the base.
  return origin === base.origin ? pathname.slice(base.href.length - origin.length) || '/' : pathname;
}

const token = /^[!#$%&'*+.^`|~\w-]+$/;
