import { Buffer } from 'node:buffer';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { sealedFileKeyStore } from '../../src/index.ts';
import type { Question } from '../store-in-deno.ts';

// Uses stores in Deno as it is told to on standard input, a JSON line for each call, and prints what comes of it.

for await (const line of createInterface({ input: process.stdin })) {
  const { directory, sealingKey, call, args }: Question = JSON.parse(line);
  const key = typeof sealingKey === 'string' ? Buffer.from(sealingKey, 'hex') : sealingKey;
  const answer = await (async () => {
    const store = sealedFileKeyStore({ directory, sealingKey: key });
    const [slot, record, ifGen] = args;
    if (call === 'get') return store.get(slot);
    if (call === 'remove') return store.remove(slot);
    if (!record) throw new Error('there is nothing to set');
    return ifGen === undefined ? store.set(slot, record) : store.set(slot, record, ifGen);
  })().then(
    (value) => ({ value }),
    ({ name, code, message, hint }) => ({ error: { name, code, message, hint } }),
  );
  console.log(JSON.stringify(answer));
}
