import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzipBomb } from '../node/gzip-bomb.ts';

const start = new TextEncoder().encode('{"message":"success"}');
const explode = (bomb: Uint8Array) => gunzipSync(gunzipSync(bomb));

describe('a gzip bomb', () => {
  // Around the length of the start, and around whole blocks.
  for (const length of [1, 20, 21, 22, 1000, 2 ** 20 + 20, 2 ** 20 + 21, 2 ** 20 + 22, 5_000_000]) {
    it(`of ${length} bytes decodes to its start and blanks`, () => {
      // gunzip checks the length and the checksum.
      const bytes = explode(gzipBomb({ start, length }));
      const expected = Buffer.alloc(length, ' ');
      expected.set(start.subarray(0, length));
      expect(bytes.equals(expected)).toBe(true);
    });
  }

  it('of 200 MB is under a thousand bytes', () => {
    const bomb = gzipBomb({ start: new Uint8Array(), length: 200_000_000 });
    expect(bomb.byteLength).toBeLessThan(1000);
    expect(explode(bomb).byteLength).toBe(200_000_000);
  });
});
