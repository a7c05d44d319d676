import { fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Invocation } from '../command.ts';
import { usage } from '../failures.ts';
import { readAll } from '../secrets/read-lines.ts';

const STDIN = 0;

/** What a request sends: the bytes of a file, or of standard input. They are kept, so that it can be repeated with a new key. */
export async function readInput(
  file: string,
  { stdin, say, signal }: Invocation,
): Promise<Uint8Array<ArrayBuffer>> {
  if (file === '-') {
    // Node reads a directory as an empty input.
    if (fstatSync(STDIN).isDirectory())
      throw usage('Standard input is a directory.', 'Redirect a file or a pipe to it.');
    return new Uint8Array(await readAll(stdin, 'what to send', { say, signal }, Number.POSITIVE_INFINITY));
  }
  try {
    return new Uint8Array(await readFile(file, { signal }));
  } catch {
    signal.throwIfAborted();
    throw usage('The --input file cannot be read.', 'Check that it exists and that this user may read it.');
  }
}
