/**
 * A body as it is now: the caller may fill a buffer with the next one while the client still waits. Files cannot be changed, and
 * streams not be copied.
 *
 * @throws if its buffer was given away.
 */
export function copiedBody(body: RequestInit['body']): RequestInit['body'] {
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  if (isBuffer(body)) return body.slice();
  if (body instanceof URLSearchParams) return new URLSearchParams(body);
  if (!(body instanceof FormData && Symbol.iterator in body)) return body;
  const copy = new FormData();
  for (const [name, value] of body) copy.append(name, value);
  return copy;
}

/** Of any realm. */
export const isBuffer = (body: unknown): body is ArrayBuffer =>
  Object.prototype.toString.call(body) === '[object ArrayBuffer]';
