import type { Readable } from 'node:stream';
import { usage } from '../failures.ts';
import { PATIENCE } from '../progress.ts';
import type { Terminal } from './terminal.ts';

/** Bytes; more than all that is ever asked for at once. */
const LIMIT = 64 * 1024;

/**
 * One secret a line from standard input. The line end after the last is optional, and `\n` or `\r\n`. A byte order mark
 * at the start is encoding, and goes as well; nothing else is taken away, no space.
 */
export async function readLines(
  input: Readable,
  names: readonly string[],
  waiting: Waiting,
): Promise<string[]> {
  const text = decode(await readAll(input, names.join(' and '), waiting));
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (text !== '' && lines.length === names.length) return lines;
  throw usage(
    text === ''
      ? 'Standard input is empty, and is not a terminal.'
      : `Standard input has ${lines.length} ${lines.length === 1 ? 'line' : 'lines'} instead of ${names.length}.`,
    `Write ${names.join(', then ')} to it${names.length > 1 ? ', each on its own line' : ' as one line'}.`,
  );
}

/** What a read waits with: for whoever ends it, and for whoever does not know that it waits. */
export type Waiting = Pick<Terminal, 'say' | 'signal'>;

/** All of an input, up to a number of bytes. `what` it is, is said after a while: it may be open, and nobody write to it. */
export async function readAll(
  input: Readable,
  what: string,
  { say, signal }: Waiting,
  limit: number = LIMIT,
): Promise<Buffer> {
  const patience = setTimeout(() => say(`Reading ${what} from standard input…`), PATIENCE);
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
      clearTimeout(patience); // somebody writes
      if (done) return Buffer.concat(chunks);
      const chunk = Buffer.from(value as Uint8Array); // no encoding was set, so it is bytes
      length += chunk.length;
      if (length > limit)
        throw usage('Standard input is too long.', 'Write only the requested values to it.');
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', end);
    ended.promise.catch(() => undefined);
    input.destroy(); // left open, it keeps the process until whoever writes to it is done
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usage('Standard input is not UTF-8.', 'Write it as UTF-8.');
  }
}
