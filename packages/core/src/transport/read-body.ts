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
  if (!response.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await orAbort(reader.read(), signal);
      if (done) break;
      size += value.byteLength;
      if (size > limit) return null;
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

/** Lets go of a body, so that its connection is freed and, in Node, the process may end. */
export function discard(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}

/** What a response says that its body is, without parameters and in lower case. */
export const mediaTypeOf = ({ headers }: Response): string =>
  headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
