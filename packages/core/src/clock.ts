import type { Clock } from './platform.ts';

/** The reason to abort a sleep that is no longer needed. One for all: making a `DOMException` each time costs more than the timer. */
export const awake = 'awake';

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const end = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      // Timers hold 31 bits: a longer sleep would fire at once.
      const timer = setTimeout(end, Math.min(ms, 0x7fff_ffff));
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
    }),
};
