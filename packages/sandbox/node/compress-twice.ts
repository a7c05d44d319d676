import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** Gzip within gzip: a long run of one byte becomes a few hundred bytes. */
export function compressTwice(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  // The two declarations of a web stream, Node's and the platform's, differ in name only.
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  const compressed = source.compose(createGzip({ level: 1 })).compose(createGzip());
  return Readable.toWeb(compressed) as unknown as ReadableStream<Uint8Array>;
}
