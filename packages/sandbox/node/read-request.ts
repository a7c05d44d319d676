import type { IncomingMessage } from 'node:http';

/**
 * A `Request` of what Node received.
 *
 * @throws TypeError when there can be no such `Request`: a URL that is none, or a forbidden method.
 */
export function readRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  // Joined, not resolved: resolving would take the path '//name/x' for another host.
  const target = url.startsWith('/') ? `http://${headers.host ?? 'localhost'}${url}` : url;
  const bodiless = method === 'GET' || method === 'HEAD';
  // `duplex` is required with a stream and missing from the types.
  const body: RequestInit & { duplex: 'half' } = { body: bodiless ? null : bodyOf(incoming), duplex: 'half' };
  return new Request(target, { method, headers: headersOf(incoming), signal, ...body });
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  return headers;
}

/**
 * Reads only when asked. Node discards an untouched body when the reply is sent. A body that was read half way is discarded
 * here, so that the connection can be used again.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let chunks: NodeJS.AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= incoming.iterator({ destroyOnReturn: false });
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
      async cancel() {
        await chunks?.return?.();
        incoming.resume();
      },
    },
    { highWaterMark: 0 },
  );
}
