import { expect, it } from 'vitest';
import { readUpTo } from '../src/files.ts';

/** A file that gives three bytes at a time, and where it was read. */
function slowFile(length: number) {
  const content = Uint8Array.from({ length }, (_, index) => index + 1);
  const positions: number[] = [];
  const read = async (rest: Uint8Array, position: number): Promise<number> => {
    positions.push(position);
    const some = content.subarray(position, position + Math.min(3, rest.length));
    rest.set(some);
    return some.length;
  };
  return { content, positions, read };
}

it('reads on until the file ends', async () => {
  const { content, positions, read } = slowFile(7);
  expect(await readUpTo(100, read)).toEqual(content);
  expect(positions).toEqual([0, 3, 6, 7]);
});

it('reads no more than it may', async () => {
  const { content, positions, read } = slowFile(7);
  expect(await readUpTo(5, read)).toEqual(content.subarray(0, 5));
  expect(positions).toEqual([0, 3]);
});

it('reads nothing of an empty file', async () => {
  expect(await readUpTo(5, slowFile(0).read)).toHaveLength(0);
});
