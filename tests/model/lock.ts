import type { Lock } from '@turbosmtp-auth/core';
import type { Machine } from './machine.ts';
import type { Touch } from './order.ts';
import { never, type Process } from './process.ts';
import type { LockHarm } from './program.ts';

export const useOfLock: Touch = { of: 'the lock', writes: true };

/** One lock for all processes: first come, first served, and given back when its holder ends. */
export interface SharedLock {
  lockFor(process: Process): Lock;
  harm(process: Process, harm: LockHarm): void;
  heal(): void;
}

/** @param touch Told of each time that somebody takes it, leaves, or gives it back. */
export function createSharedLock(machine: Machine, touch: () => void = () => undefined): SharedLock {
  const harms = new Map<Process, LockHarm>();
  let waiting: { readonly process: Process; readonly enter: () => void }[] = [];
  let holder: Process | undefined;

  const next = (): void => {
    touch();
    const first = waiting.shift();
    holder = first?.process;
    first?.enter();
  };
  const giveBack = (by: Process): void => {
    if (holder === by) next();
  };

  return {
    lockFor: (process) => {
      process.onEnd(() => {
        waiting = waiting.filter((each) => each.process !== process);
        giveBack(process);
      });
      return async (_name, work, { signal, timeout } = {}) => {
        let harm = harms.get(process) ?? 'works';
        await process.effect(
          (given) => {
            if (given) harm = 'fails';
          },
          [useOfLock],
        );
        signal?.throwIfAborted();
        if (harm === 'fails') throw new Error('no such lock');
        if (harm === 'hangs') return never();
        if (harm === 'is ignored') return work();
        const { promise: entered, resolve: enter, reject } = Promise.withResolvers<void>();
        const own = { process, enter };
        const leave = (): void => {
          touch();
          waiting = waiting.filter((each) => each !== own);
          reject(signal?.reason ?? new Error('not free in time'));
        };
        signal?.addEventListener('abort', leave, { once: true });
        const ending = new AbortController();
        if (timeout !== undefined) void machine.sleep(timeout, ending.signal).then(leave, () => undefined);
        touch();
        waiting.push(own);
        if (!holder) next();
        try {
          await entered;
          await process.hears();
        } finally {
          ending.abort();
          signal?.removeEventListener('abort', leave);
        }
        try {
          return await work();
        } finally {
          await process.effect(() => giveBack(process), [useOfLock]);
          if (harm === 'is never given back') await never();
        }
      };
    },
    harm: (process, harm) => void harms.set(process, harm),
    heal: () => harms.clear(),
  };
}
