import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';
import type { Bomb } from '../src/reply-notes.ts';

const blanks = new Uint8Array(1024 * 1024).fill(0x20);

// Ended by a full flush, blocks do not look back at each other, so that one can be repeated without compressing it again.
const repeatable = { level: 9, finishFlush: constants.Z_FULL_FLUSH } as const;

/**
 * Gzip within gzip of `start` and then blanks, `length` bytes in all: 200 MB come to a few hundred bytes. It is put
 * together, not compressed: compressing would take more than a second, and a caller may not wait that long.
 */
export function gzipBomb({ start, length }: Bomb): Uint8Array {
  const head = start.subarray(0, length);
  const count = Math.floor((length - head.byteLength) / blanks.byteLength);
  const rest = blanks.subarray(0, (length - head.byteLength) % blanks.byteLength);
  const block = deflateRawSync(blanks, repeatable);

  let checksum = crc32(head);
  for (let index = 0; index < count; index++) checksum = crc32(blanks, checksum);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(rest, checksum), 0);
  trailer.writeUInt32LE(length % 2 ** 32, 4);

  // RFC 1952 §2.3: no name, no time, an unknown system.
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const blocks = [
    deflateRawSync(head, repeatable),
    ...Array<Buffer>(count).fill(block),
    deflateRawSync(rest),
  ];
  return gzipSync(Buffer.concat([header, ...blocks, trailer]));
}
