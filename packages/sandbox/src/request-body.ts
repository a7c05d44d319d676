import { isObject, own } from './shape.ts';

/** The most an operation reads. What the service allows is not known; 1 MiB is far above any real request. */
const longestBody = 1024 * 1024;

/** The fields of a request's JSON object. */
export interface Fields {
  /** A string member, exactly as sent; undefined when absent or of another type. */
  text(name: string): string | undefined;
  /** Any member of the object itself. */
  value(name: string): unknown;
}

/** Thrown when a body is longer than the sandbox reads. */
export class BodyTooLongError extends Error {}

/**
 * Reads a body as a JSON object. No body, broken UTF-8, broken JSON and JSON that is not an object are all
 * `null`: to the service they are an empty request. The media type is not looked at.
 */
export async function readFields(request: Request): Promise<Fields | null> {
  const bytes = await readBytes(request);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  if (!isObject(json)) return null;
  const object = json;
  return {
    value: (name) => own(object, name),
    text(name) {
      const value = own(object, name);
      return typeof value === 'string' ? value : undefined;
    },
  };
}

async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of chunksOf(request)) {
    length += chunk.byteLength;
    if (length > longestBody) throw new BodyTooLongError();
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** How many bytes a body has, of any size. */
export async function countBytes(request: Request): Promise<number> {
  let length = 0;
  for await (const chunk of chunksOf(request)) length += chunk.byteLength;
  return length;
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = request.body?.getReader();
  if (!reader) {
    // Firefox has no Request.body; there the whole body is one chunk.
    yield new Uint8Array(await request.arrayBuffer());
    return;
  }
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // Not awaited: a body that is still being written may settle only later, which does not matter.
    void reader.cancel().catch(() => {});
  }
}
