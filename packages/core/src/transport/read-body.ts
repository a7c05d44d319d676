import { orAbort } from '../abort.ts';

/**
 * The decoded body of a response; `null` if it has more bytes than the limit. Content-Length is no guard: it may lie, or
 * count what is still compressed. It rejects with the signal's reason, and if the body breaks off.
 */
export async function readBody(
  response: Response,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const body = bodyOf(response);
  if (body === null) return new Uint8Array();
  if (body === undefined) {
    // There is no way to read it in parts, as in React Native: only what is said to be too long is refused unread.
    if (Number(response.headers.get('content-length')) > limit) return null;
    const whole = new Uint8Array(await orAbort(response.arrayBuffer(), signal));
    return whole.byteLength > limit ? null : whole;
  }
  const source = partsOf(body);
  try {
    return await orAbort(readAll(source, limit), signal);
  } finally {
    // A no-op after the end; otherwise it ends the reading and frees the connection.
    source.cancel();
  }
}

/** A body in parts, for any kind of stream. */
interface Source {
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  cancel(): void;
}

/** What others than the platform's own `fetch` have for a body: a stream of Node's, as node-fetch, or none that can be read. */
type Body = ReadableStream<Uint8Array<ArrayBuffer>> | NodeStream;

interface NodeStream extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  destroy?(): void;
}

/** `null`: there is no body; `undefined`: there may be one, and it has no stream. */
function bodyOf(response: Response): Body | null | undefined {
  const body: unknown = response.body; // typed as of the platform's own
  if (body === null) return null;
  const isStream =
    typeof body === 'object' &&
    (typeof Reflect.get(body, 'getReader') === 'function' || Symbol.asyncIterator in body);
  return isStream ? (body as Body) : undefined;
}

function partsOf(body: Body): Source {
  if ('getReader' in body) {
    const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> = body.getReader();
    return {
      next: async () => (await reader.read()).value,
      cancel: () => void reader.cancel().catch(() => undefined),
    };
  }
  const parts = body[Symbol.asyncIterator]();
  return {
    next: async () => (await parts.next()).value,
    cancel: () => cancel(body),
  };
}

/** Ends a body that is read no further. A stream of Node's without a listener would throw its own end at the process. */
function cancel(body: Body): void {
  if ('cancel' in body) {
    void body.cancel().catch(() => undefined);
    return;
  }
  (body as NodeStream & { on?(event: 'error', listener: () => void): void }).on?.('error', () => undefined);
  (body as NodeStream).destroy?.();
}

async function readAll(source: Source, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const value = await source.next();
    if (value === undefined) break;
    size += value.byteLength;
    if (size > limit) return null;
    chunks.push(value);
  }
  const [only] = chunks;
  if (only?.length === size) return only; // nearly always: a copy costs more than all else here
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/** Lets go of a body, so that its connection is freed and, in Node, the process may end. */
export function discard(response: Response): void {
  const body = bodyOf(response);
  if (body) cancel(body);
}

/** What a response says that its body is, without parameters and in lower case. */
export const mediaTypeOf = ({ headers }: Response): string =>
  headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
