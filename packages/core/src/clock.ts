/** Tells the time, and waits. */
export interface Clock {
  /** The wall clock, in epoch milliseconds. */
  now(): number;
  /** Milliseconds since any moment. It never goes back. */
  monotonic(): number;
  /**
   * Waits.
   *
   * @throws The signal's reason, as soon as it aborts.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The reason to abort a sleep that is no longer needed. One for all: making a `DOMException` each time costs more than the timer. */
export const awake = 'awake';

/** What timers hold, in milliseconds: a longer one would fire at once. */
const LONGEST = 0x7fff_ffff;

/** The clock of the machine. */
export const systemClock: Clock = /* @__PURE__ */ Object.freeze<Clock>({
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
      const timer = setTimeout(end, Math.min(ms, LONGEST));
      const abort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abort, { once: true });
    }),
});

/** Does something after so many milliseconds, unless the returned function is called before. */
export function startTimer(clock: Clock, ms: number, work: () => void): () => void {
  // Every call has a timer, and a sleep that can be ended takes several times as long to begin and to end.
  if (clock === systemClock) {
    const timer = setTimeout(work, Math.min(ms, LONGEST));
    return () => clearTimeout(timer);
  }
  const ending = new AbortController();
  void clock.sleep(ms, ending.signal).then(
    () => {
      if (!ending.signal.aborted) work();
    },
    () => undefined,
  );
  return () => ending.abort(awake);
}
