import { storageError } from '../errors/build.ts';
import type { FilePort, OpenFile } from './file-port.ts';
import { fileHint } from './hints.ts';
import { type FileRules, judgeFile } from './private-files.ts';

const TRIES = 50;

/** The bytes of a file that keeps the rules, `null` where nothing is there. */
export async function readPrivate(
  port: FilePort,
  path: string,
  rules: FileRules,
): Promise<Uint8Array | null> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // Judged before it is opened, since opening a FIFO or a device has effects, and after, since only what is open is what
    // is read. If the two differ, another process replaced the file in between, or a link was followed.
    const before = await port.facts(path);
    if (!before) return null;
    judgeFile(before, rules);
    const file = await port.open(path);
    if (!file) continue; // removed in between
    const bytes = await readJudged(file, before.id, rules).finally(() => file.close());
    if (bytes) return bytes;
  }
  throw storageError('storage_unavailable', {
    ...fileHint('record_replaced_while_read'),
    retryable: true,
  });
}

async function readJudged(file: OpenFile, id: string | null, rules: FileRules): Promise<Uint8Array | null> {
  const facts = await file.facts();
  if (facts.id !== id) return null;
  judgeFile(facts, rules);
  const bytes = await file.read(rules.limit + 1); // one more, to see that there is no more
  if (bytes.length > rules.limit) throw storageError('storage_damaged');
  return bytes;
}
