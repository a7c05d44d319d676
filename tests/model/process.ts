import type { Chance } from './chance.ts';
import type { Machine } from './machine.ts';
import type { Harm, Order, Touch } from './order.ts';

/** What a client runs in. It may end at any of its effects: a use of the store, of the lock, of the network or of the clock. */
export interface Process {
  readonly id: number;
  ended(): boolean;
  /** Resolves when it has ended. */
  readonly end: Promise<void>;
  /** Does something to the world outside, some time from now, and hears of it some time after. */
  effect<T>(work: (harm?: Harm) => T | Promise<T>, touches?: readonly Touch[]): Promise<T>;
  /** Hears of what another process did. */
  hears(): Promise<void>;
  /** Ends it at its effect of this number, counted from now; `happens`: that effect takes place, and is not heard of. */
  endAt(number: number, happens: boolean): void;
  endNow(): void;
  onEnd(work: () => void): void;
  /** How many effects it has had. */
  effects(): number;
}

/** For who waits for a process that has ended. Each has its own: one for all would keep everything that ever waited. */
export const never = (): Promise<never> => new Promise(() => undefined);

export function startProcess(
  id: number,
  machine: Machine,
  chance: Chance | undefined,
  order?: Order,
): Process {
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const works: (() => void)[] = [];
  let over = false;
  let left = Number.POSITIVE_INFINITY;
  let happensAtEnd = false;
  let count = 0;

  const endNow = (): void => {
    if (over) return;
    over = true;
    order?.ended(own);
    for (const work of works) work();
    resolve();
  };
  /**
   * Mostly short, so that orders differ; now and then long enough for deadlines to pass. Both halves together end before a store
   * must have written, so that nothing is written late.
   */
  const latency = (): number => {
    if (!chance) return 0;
    return chance.often(0.97) ? chance.next() * 4 : chance.next() * chance.pick([100, 600, 1_200]);
  };

  const own: Process = {
    id,
    end,
    ended: () => over,
    effects: () => count,
    hears: async () => order?.hears(own),
    effect: async (work, touches = []) => {
      if (over) return never();
      if (order) {
        count++;
        return order.effect(own, work, touches);
      }
      await machine.sleep(latency());
      if (over) return never();
      count++;
      left--;
      if (left === 0) {
        if (happensAtEnd) void (async () => work())().catch(() => undefined);
        endNow();
        return never();
      }
      try {
        return await work();
      } finally {
        await machine.sleep(latency());
        if (over) await never();
      }
    },
    endAt: (number, happens) => {
      left = number;
      happensAtEnd = happens;
    },
    endNow,
    onEnd: (work) => void works.push(work),
  };
  return own;
}
