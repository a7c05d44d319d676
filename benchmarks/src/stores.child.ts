// Times `get` and `set` of one store, and beside them the medium itself: `stores.child.ts <medium> <places> <rounds>`. It
// prints milliseconds per operation, one figure a round.
import { randomUUID } from 'node:crypto';
import type { SessionRecord } from '@turbosmtp-auth/node';
import { media, type Opened } from './store-media.ts';
import type { Operation, StoreSamples } from './stores.ts';

const slot = { origin: 'https://pro.api.serversmtp.com', profile: 'default', kind: 'session' } as const;
const record = (gen: string): SessionRecord => ({
  v: 1,
  kind: 'session',
  gen,
  key: '0'.repeat(40),
  account: 'ada@example.com',
  mintedAt: 1_800_000_000_000,
  expiresAt: 1_800_000_000_000 + 7_200_000,
  clockOffset: 0,
});

const OPERATIONS = 20;

/** Milliseconds each, over some in a row. */
async function time(operation: (index: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < OPERATIONS; index++) await operation(index);
  return (performance.now() - start) / OPERATIONS;
}

async function measure({ store, alone }: Opened, rounds: number): Promise<StoreSamples> {
  const ours: Record<Operation, number[]> = { get: [], set: [] };
  const others: Record<Operation, number[]> = { get: [], set: [] };
  const sealed = 'x'.repeat(420);
  let gen: string | null = null;
  // As a renewal does it: over the record that was read.
  const replace = async (): Promise<void> => {
    const next = randomUUID();
    if (!(await store.set(slot, record(next), gen))) throw new Error('a record was not replaced');
    gen = next;
  };
  for (let round = -1; round < rounds; round++) {
    const set = await time(replace);
    const setAlone = alone && (await time(() => alone.set(sealed)));
    const get = await time(() => store.get(slot));
    const getAlone = alone && (await time(() => alone.get()));
    if (round < 0) continue; // opens, derives and compiles
    ours.set.push(set);
    ours.get.push(get);
    if (setAlone !== undefined) others.set.push(setAlone);
    if (getAlone !== undefined) others.get.push(getAlone);
  }
  await store.remove(slot);
  return { ...ours, ...(alone && { alone: { what: alone.what, ...others } }) };
}

const [, , medium = '', places = '', rounds = ''] = process.argv;
const opened = await media[medium]?.open(JSON.parse(places));
if (!opened) throw new Error(`there is no medium ${medium}`);
console.log(JSON.stringify(await measure(opened, Number(rounds))));
await opened.close?.();
