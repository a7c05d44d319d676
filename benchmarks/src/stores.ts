import { runChild } from './child.ts';
import type { Places } from './places.ts';
import { compare, median } from './statistics.ts';
import { media } from './store-media.ts';
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
