import type { Readable } from 'node:stream';
import { usage } from '../failures.ts';

/** Bytes; more than all that is ever asked for at once. */
const LIMIT = 64 * 1024;

/**
 * One secret a line from standard input. The line end after the last is optional, and `\n` or `\r\n`; nothing else is
 * taken away, no space and no byte order mark.
 */
export async function readLines(
  input: Readable,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const text = decode(await readAll(input, signal));
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (text !== '' && lines.length === names.length) return lines;
  throw usage(
    text === ''
      ? 'Standard input is empty, and no terminal to ask on.'
      : `Standard input has ${lines.length} ${lines.length === 1 ? 'line' : 'lines'} instead of ${names.length}.`,
    `Write ${names.join(', then ')} to it${names.length > 1 ? ', each on a line of its own' : ' as one line'}.`,
  );
}

async function readAll(input: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Reading does not end with the signal by itself.
  const ended = Promise.withResolvers<never>();
  const end = (): void => ended.reject(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  const chunksOf = input[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await Promise.race([chunksOf.next(), ended.promise]);
      if (done) return Buffer.concat(chunks);
      const chunk = Buffer.from(value as Uint8Array); // no encoding was set, so it is bytes
      length += chunk.length;
      if (length > LIMIT)
        throw usage('Standard input is too long.', 'Write nothing to it but what is asked for.');
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener('abort', end);
    ended.promise.catch(() => undefined);
    input.destroy(); // left open, it keeps the process until whoever writes to it is done
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw usage('Standard input is not UTF-8.', 'Write it as UTF-8.');
  }
}
