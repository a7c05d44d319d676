import { aBoolean, aTime, type Expectation, InvalidShapeError, lastTime, type Shape } from './shape.ts';

/** Time as a client sees it: wall time, time that only moves forward, and a sleep. All in milliseconds. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds since an arbitrary start; never goes back, not even on `reset()`. */
  monotonic(): number;
  /**
   * Resolves after `ms` on this clock.
   *
   * @throws {InvalidShapeError} if `ms` is not a number, or `signal` not an `AbortSignal`.
   * @throws The signal's reason, as soon as it aborts.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A {@link Clock} that can be moved forward. */
export interface SandboxClock extends Clock {
  /**
   * Moves the clock forward by `ms` and wakes, in order, every sleep that has become due.
   *
   * @throws {InvalidShapeError} if `ms` is negative or not finite, or a `Date` cannot hold the new time.
   */
  advance(ms: number): void;
}

/** The start of the sandbox's clock, and whether it runs. */
export interface ClockOptions {
  /** Epoch milliseconds, or a `Date`, to start from. Default: the machine's time. */
  readonly now?: number | Date;
  /** Stand still except for `advance`, for deterministic tests. Default: false. */
  readonly frozen?: boolean;
}

export const clockShape: Shape = { optional: { now: aTime, frozen: aBoolean } };

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** The longest delay `setTimeout` takes; a longer one fires at once. */
const longestTimeout = 2 ** 31 - 1;

interface SavedClock {
  restart(): void;
  /** Ahead of the machine's time; of a frozen clock, its time. In milliseconds. */
  offset(): number;
  /** What `setOffset` takes: a `Date` can hold the time that it leads to. */
  readonly anOffset: Expectation;
  /** Sets that. Wakes no sleep: those go by monotonic time. */
  setOffset(offset: number): void;
}

/** The sandbox's own clock: real time plus the time that it was advanced by, or only the latter if frozen. */
export function createClock(options: ClockOptions = {}): SandboxClock & SavedClock {
  const frozen = options.frozen ?? false;
  const start = options.now === undefined ? undefined : Number(options.now);
  const sleepers = new Set<Sleeper>();
  // Wall time is rewound by restart(); the monotonic side only ever grows, so the two keep separate offsets.
  let advanced = 0;
  let advancedEver = 0;
  let wallOffset = wallStart();

  function wallStart(): number {
    if (start === undefined) return frozen ? Date.now() : 0;
    return frozen ? start : start - Date.now();
  }

  const machineTime = (): number => (frozen ? 0 : Date.now());
  // A running clock stops where a Date ends.
  const now = (): number => Math.min(wallOffset + advanced + machineTime(), lastTime);
  const monotonic = (): number => advancedEver + (frozen ? 0 : performance.now());

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (typeof ms !== 'number' || Number.isNaN(ms))
        throw new InvalidShapeError('number of milliseconds', ['must be a number']);
      if (signal !== undefined && typeof Object(signal).addEventListener !== 'function')
        throw new InvalidShapeError('signal', ['must be an AbortSignal']);
      if (signal?.aborted) return reject(signal.reason);
      const due = monotonic() + Math.max(0, ms);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = (): void => {
        sleepers.delete(sleeper);
        if (timer !== undefined) clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        stop();
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due,
        wake() {
          stop();
          resolve();
        },
      };
      // A timer may fire early by a fraction of a millisecond, and long sleeps are slept in parts: look again.
      const arm = (): void => {
        const left = due - monotonic();
        if (left <= 0) sleeper.wake();
        else timer = setTimeout(arm, Math.min(Math.ceil(left), longestTimeout));
      };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
      if (ms <= 0) sleeper.wake();
      else if (!frozen) arm();
    });
  }

  return {
    now,
    monotonic,
    sleep,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new InvalidShapeError('number of milliseconds', ['must be zero or more']);
      if (now() + ms > lastTime)
        throw new InvalidShapeError('number of milliseconds', [
          'the new time must be one that a Date can hold',
        ]);
      advanced += ms;
      advancedEver += ms;
      const current = monotonic();
      const due = [...sleepers].filter((sleeper) => sleeper.due <= current);
      for (const sleeper of due.sort((a, b) => a.due - b.due)) sleeper.wake();
    },
    offset: () => wallOffset + advanced,
    anOffset: (value) =>
      typeof value === 'number' && Math.abs(value + machineTime()) <= lastTime
        ? undefined
        : 'must be a number that leads to a time that a Date can hold',
    setOffset(offset) {
      wallOffset = offset;
      advanced = 0;
    },
    restart() {
      advanced = 0;
      wallOffset = wallStart();
    },
  };
}
