import { AsyncLocalStorage } from 'node:async_hooks';
import type { Chance } from './chance.ts';
import type { Order } from './order.ts';

/** A machine on which nothing waits for real time, and nothing is left to chance. */
export interface Machine {
  /** Milliseconds since it was started. */
  elapsed(): number;
  sleep(ms: number, signal?: AbortSignal | null): Promise<void>;
  /** Runs work whose timers are its owner's, and end with it. */
  within<T>(owner: Owner, work: () => T): T;
  /** Runs some work to its end. Rejects if nothing is left that could happen. With an order, time passes only when it has nothing left. */
  run<T>(work: () => Promise<T>, order?: Pick<Order, 'step' | 'time'>): Promise<T>;
}

interface Owner {
  ended(): boolean;
}

interface Timer {
  readonly owner: Owner | undefined;
  readonly due: number;
  readonly number: number;
  readonly fire: () => void;
}

/** Where its wall clock starts, in epoch milliseconds. */
export const START = Date.UTC(2026, 0, 5, 9);
/** More than any program has: one that goes round in circles ends here. */
const MOST_TIMERS = 200_000;

const nextTurn = globalThis.setImmediate;

/**
 * The seam is the machine's own: while a program runs, `crypto.getRandomValues`, `Math.random`, `Date.now`, `performance.now` and
 * the timers are this machine's. A source of chance as an option of core would reach neither the sandbox nor the locks, and every
 * page would carry it.
 */
export function createMachine(chance: Chance): Machine {
  let now = 0;
  let numbered = 0;
  let timers: Timer[] = [];
  const owner = new AsyncLocalStorage<Owner>();

  const add = (ms: number, fire: () => void): Timer => {
    const timer = {
      owner: owner.getStore(),
      due: now + Math.max(0, Number.isFinite(ms) ? ms : 0),
      number: numbered++,
      fire: AsyncLocalStorage.bind(fire),
    };
    const place = timers.findLastIndex(({ due }) => due <= timer.due) + 1;
    timers.splice(place, 0, timer);
    return timer;
  };
  const drop = (timer: unknown): void => {
    timers = timers.filter((each) => each !== timer);
  };

  const sleep: Machine['sleep'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = (): void => {
        drop(timer);
        reject(signal?.reason);
      };
      const timer = add(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });

  const own = {
    random: () => chance.next(),
    getRandomValues: <T extends ArrayBufferView>(array: T): T => {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (const index of bytes.keys()) bytes[index] = chance.below(256);
      return array;
    },
    setTimeout: (fire: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
      Object.assign(
        add(ms, () => fire(...given)),
        { unref: () => undefined, ref: () => undefined },
      ),
  };

  /** Puts the machine's parts in the place of the real ones, and answers how to put those back. */
  const install = (): (() => void) => {
    const parts: readonly [object, string, unknown][] = [
      [Math, 'random', own.random],
      [crypto, 'getRandomValues', own.getRandomValues],
      [Date, 'now', () => START + Math.floor(now)],
      [performance, 'now', () => now],
      [globalThis, 'setTimeout', own.setTimeout],
      [globalThis, 'clearTimeout', drop],
    ];
    const before = parts.map(([of, name]) => [of, name, Object.getOwnPropertyDescriptor(of, name)] as const);
    for (const [of, name, value] of parts)
      Object.defineProperty(of, name, { value, configurable: true, writable: true });
    return () => {
      for (const [of, name, descriptor] of before)
        if (descriptor) Object.defineProperty(of, name, descriptor);
        else Reflect.deleteProperty(of, name); // it is inherited
    };
  };

  /** A turn of the event loop: by its end everything that waits for no timer has happened. */
  const turn = (): Promise<void> => new Promise((resolve) => nextTurn(resolve));

  return {
    elapsed: () => now,
    sleep,
    within: (of, work) => owner.run(of, work),
    run: async (work, order) => {
      const restore = install();
      try {
        let over = false;
        const done = work().finally(() => {
          over = true;
        });
        done.catch(() => undefined);
        for (let fired = 0; !over; fired++) {
          await turn();
          if (over) break;
          if (order?.step()) continue;
          const timer = timers.shift();
          if (!timer) {
            for (let more = 0; more < 20 && !over && timers.length === 0; more++) await turn();
            if (over || timers.length > 0) continue;
            throw new Error('Nothing is left that could happen, and a call has not ended.');
          }
          if (timer.owner?.ended()) continue;
          if (fired > MOST_TIMERS) throw new Error('It goes round in circles.');
          now = Math.max(now, timer.due);
          order?.time();
          timer.fire();
        }
        return await done;
      } finally {
        timers = [];
        restore();
      }
    },
  };
}
