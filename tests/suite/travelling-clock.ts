import { type Clock, systemClock } from '@turbosmtp-auth/core';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
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
    async sleep(ms, signal) {
      const awake = new AbortController();
      const sleeper = { due: monotonic() + ms, wake: () => awake.abort() };
      sleepers.add(sleeper);
      try {
        const either = signal ? AbortSignal.any([signal, awake.signal]) : awake.signal;
        await systemClock.sleep(ms, either);
      } catch {
        signal?.throwIfAborted();
      } finally {
        sleepers.delete(sleeper);
      }
    },
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
