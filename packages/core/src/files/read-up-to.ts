/**
 * At most so many bytes of a file, from its start. `read` fills some of `rest`, from the given position in the file, and
 * answers how many bytes it read: zero at the end. For authors of adapters.
 *
 * @throws What `read` rejects with.
 */
export async function readUpTo(
  limit: number,
  read: (rest: Uint8Array, position: number) => Promise<number>,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  while (length < limit) {
    const more = await read(bytes.subarray(length), length);
    if (more === 0) break;
    length += more;
  }
  return bytes.subarray(0, length);
}
