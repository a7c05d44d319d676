import { type Clock, systemClock } from '@turbosmtp-auth/core';

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** The machine's clock plus whatever it was advanced by, for a client of a server whose clock can be advanced. */
export function travellingClock(): Clock & { advance(ms: number): void; home(): void } {
  // Monotonic time never goes back, wall time does when the journey ends.
  let wall = 0;
  let ever = 0;
  const sleepers = new Set<Sleeper>();
  const monotonic = (): number => systemClock.monotonic() + ever;
  return {
    now: () => systemClock.now() + wall,
    monotonic,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wake = (): void => {
          end();
          resolve();
        };
        const abort = (): void => {
          end();
          reject(signal?.reason);
        };
        const end = (): void => {
          clearTimeout(timer);
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
        };
        const sleeper = { due: monotonic() + ms, wake };
        const timer = setTimeout(wake, ms);
        sleepers.add(sleeper);
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      }),
    advance(ms) {
      wall += ms;
      ever += ms;
      const now = monotonic();
      for (const { due, wake } of [...sleepers]) if (due <= now) wake();
    },
    home() {
      wall = 0;
    },
  };
}
