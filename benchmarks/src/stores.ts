import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealedFileKeyStore } from '@turbosmtp-auth/node';
import { runChild } from './child.ts';
import type { Places } from './places.ts';
import { compare, median } from './statistics.ts';
import { fileAlone, media } from './store-media.ts';
import type { Row, Section } from './table.ts';

export type Operation = 'get' | 'set';

type Times = Readonly<Record<Operation, readonly number[]>>;

/** Milliseconds per operation, one figure a round. */
export type StoreSamples = Times & { readonly alone?: Times & { readonly what: string } };

/** What one operation takes with a store, over what the medium takes by itself for a text as long. */
function rowsOf(medium: string, operation: Operation, samples: StoreSamples): readonly Row[] {
  const [ours, alone] = [samples[operation], samples.alone?.[operation]];
  const name = `${medium}: ${operation}`;
  const row = (what: string, values: readonly number[]): Row => {
    const value = median(values);
    return { what, value, figure: `${value.toFixed(2)} ms` };
  };
  if (!alone) return [row(name, ours)];
  const { over, times } = compare(ours, alone);
  return [
    {
      ...row(name, ours),
      compared: `${over >= 0 ? '+' : ''}${over.toFixed(2)} ms (x ${times.toFixed(1)})`,
    },
    row(`${samples.alone?.what}: ${operation}`, alone),
  ];
}

/** Latency of reading and of replacing a record, with each store, in a process that has used it before. */
export async function measureStores(places: Places, rounds: number): Promise<readonly Section[]> {
  const { keychain, redisPort } = places;
  const measured = new Map<string, StoreSamples>();
  for (const [medium, { needs }] of Object.entries(media)) {
    if ((needs === 'redis' && redisPort === null) || (needs === 'keychain' && keychain === null)) continue;
    const args = [medium, JSON.stringify(places), String(rounds)];
    measured.set(medium, await runChild<StoreSamples>('stores.child.ts', args, [], keychain ?? {}));
  }
  return (['get', 'set'] as const).map((operation) => ({
    title: `${operation} of a record, by store (median of ${rounds} rounds)`,
    rows: [...measured].flatMap(([medium, samples]) => rowsOf(medium, operation, samples)),
  }));
}

const FEW = 10;
const MANY = 10_000;
/** How many times that of few the first `set` among many may take. */
const MOST = 2;

/** The first `set` of a slot by a store that was just made, in a directory that holds few records or many. */
export async function measureFirstSets(places: Places, rounds: number): Promise<Section> {
  const sealingKey = Buffer.from(places.sealingKey, 'base64url');
  const homeOf = (records: number): string => join(places.directory, `first-set-${records}`);
  for (const records of [FEW, MANY]) {
    await mkdir(homeOf(records), { mode: 0o700 });
    for (let record = 0; record < records; record++) {
      const hash = String(record).padStart(32, '0');
      await writeFile(join(homeOf(records), `p${record}.session.${hash}.jwe`), 'a record', { mode: 0o600 });
    }
  }
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const first = (records: number, round: number): Promise<number> => {
    const store = sealedFileKeyStore({ directory: homeOf(records), sealingKey });
    const slot = { origin: 'https://first.example', profile: `r${round}`, kind: 'pending' } as const;
    return time(() => store.set(slot, { v: 1, kind: 'pending', gen: 'first', startedAt: 0 }, null));
  };
  const alone = (records: number, round: number): Promise<number> =>
    time(() => fileAlone(join(homeOf(records), `alone-${round}`)).set('x'.repeat(400)));
  const times = {
    few: [] as number[],
    many: [] as number[],
    fewAlone: [] as number[],
    manyAlone: [] as number[],
  };
  for (let round = -1; round < rounds; round++) {
    const each = {
      few: await first(FEW, round),
      many: await first(MANY, round),
      fewAlone: await alone(FEW, round),
      manyAlone: await alone(MANY, round),
    };
    if (round < 0) continue; // loads
    for (const key of ['few', 'many', 'fewAlone', 'manyAlone'] as const) times[key].push(each[key]);
  }
  const row = (what: string, values: readonly number[], base: readonly number[]): Row => ({
    what,
    value: median(values),
    figure: `${median(values).toFixed(2)} ms`,
    ...(values !== base && { compared: `x ${compare(values, base).times.toFixed(1)} of that among ${FEW}` }),
  });
  const many = row(`sealed file, among ${MANY}`, times.many, times.few);
  return {
    title: `First set of a slot, by how many records the directory holds (median of ${rounds} rounds)`,
    rows: [
      row(`sealed file, among ${FEW}`, times.few, times.few),
      { ...many, budget: `x ${MOST}`, met: compare(times.many, times.few).times <= MOST },
      row(`a file, replaced and synced, among ${FEW} (control)`, times.fewAlone, times.fewAlone),
      row(`a file, replaced and synced, among ${MANY} (control)`, times.manyAlone, times.fewAlone),
    ],
  };
}
