import type { Exchange } from './exchange.ts';
import { presentRedirect, presentReply } from './present-reply.ts';

/** As many as browsers follow. */
const mostRedirects = 20;

/**
 * Makes a drop-in `fetch` of an exchange. The platform's own `Request` checks the arguments. `signal` is obeyed at every
 * wait and while the body is read, and `redirect` is honoured within the sandbox.
 */
export function createFetch(exchange: Exchange): typeof globalThis.fetch {
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (!/^https?:$/.test(new URL(request.url).protocol)) throw failed('unknown scheme');
    // Not request.signal: it follows this one, but by a copy whose lifetime differs between runtimes.
    const given = init && 'signal' in init ? init.signal : input instanceof Request ? input.signal : null;
    const signal = given ?? undefined;
    signal?.throwIfAborted();
    return untilAborted(follow(request, exchange, signal), signal);
  };
}

async function follow(
  first: Request,
  exchange: Exchange,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { redirect } = first;
  let request = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const { method, url } = request;
    // Only who follows may have to send the body again. The body is sent before it is whole.
    const spare = redirect === 'follow' && hasBody(method) ? request.clone() : undefined;
    const reply = await exchange(request, signal);
    const target = redirectTarget(reply, url);
    if (target === undefined) return presentReply(reply, url, redirects > 0, signal);
    if (redirect === 'error') throw failed('unexpected redirect');
    if (redirect === 'manual') return presentRedirect(reply, url, signal);
    const becomesGet = reply.status === 303 ? method !== 'HEAD' : reply.status < 303 && method === 'POST';
    request = new Request(target, {
      method: becomesGet ? 'GET' : method,
      headers: keptHeaders(request, target, becomesGet),
      ...(spare && !becomesGet ? { body: await spare.arrayBuffer() } : {}),
    });
  }
  throw failed('redirect count exceeded');
}

function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function redirectTarget(reply: Response, from: string): URL | undefined {
  const location = reply.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(reply.status) || location === null) return undefined;
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!target || !/^https?:$/.test(target.protocol)) throw failed('invalid redirect URL');
  return target;
}

/** As every runtime has it: another origin is spared `Authorization`, and is sent the consumer pair. */
function keptHeaders(request: Request, target: URL, becomesGet: boolean): Headers {
  const headers = new Headers(request.headers);
  if (becomesGet) headers.delete('content-type');
  if (new URL(request.url).origin !== target.origin) headers.delete('authorization');
  return headers;
}

/** Settles with `work`, or rejects with the signal's reason as soon as it is aborted; `work` runs on alone. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function failed(why: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(why) });
}
