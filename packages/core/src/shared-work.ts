/**
 * Work that one call began and others wait for.
 *
 * A worker answers several requests in one memory, and lets none use a timer, a signal or a socket of another. What a request
 * has under way ends with it, and its promises then never settle. So work shows that it lives, in plain data, and those who
 * wait look at that with timers of their own.
 */
export interface SharedWork<T> {
  /** Settles as the work does, or rejects with {@link orphaned} once the call that began the work is gone. */
  wait(): Promise<T>;
  /** Whether there is nothing to wait for any more. */
  over(): boolean;
}

/** What the waiting calls get if the call that began the work is gone: one of them begins it again. */
export const orphaned: unique symbol = Symbol('orphaned');

/** Milliseconds between two signs of life. */
const BEAT = 100;
/** Milliseconds between two looks. One look without a sign is not enough: a program that stood still may look first. */
const LOOK = 300;
const LOOKS = 2;
/** A worker may have 10,000 timers at once, and each call that waits has one for its deadline. */
const MOST_LOOKERS = 500;

/** No timer of these keeps a program alive that has nothing else to do, where timers can be told so. */
const idly = <T>(timer: T): T => {
  (timer as { unref?: () => void } | undefined)?.unref?.(); // a number has no such method
  return timer;
};

/**
 * Lets others wait for work.
 *
 * @param beat Called now and then while the work goes on, where the timers and signals of the work may be used.
 */
export function shareWork<T>(work: Promise<T>, beat?: () => void): SharedWork<T> {
  let beats = 0;
  let over = false;
  let lookers = 0;
  let beating: ReturnType<typeof setTimeout>;
  const live = (): void => {
    beating = idly(
      setTimeout(() => {
        beats++;
        live();
        beat?.();
      }, BEAT),
    );
  };
  const end = (): void => {
    over = true;
    clearTimeout(beating);
  };
  live();
  work.then(end, end);
  return {
    over: () => over,
    wait: () =>
      new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        let seen = beats;
        let missed = 0;
        const look = (): void => {
          missed = seen === beats ? missed + 1 : 0;
          seen = beats;
          if (missed < LOOKS) {
            timer = idly(setTimeout(look, LOOK));
            return;
          }
          lookers--;
          end();
          reject(orphaned);
        };
        if (!over && lookers < MOST_LOOKERS) {
          lookers++;
          timer = idly(setTimeout(look, LOOK));
        }
        const done = (): void => {
          if (timer === undefined) return;
          lookers--;
          clearTimeout(timer);
        };
        work.then(
          (value) => {
            done();
            resolve(value);
          },
          (error) => {
            done();
            reject(error);
          },
        );
      }),
  };
}

/** Work that is done once for all who ask while it goes on. */
export function inOne<Given extends unknown[], T>(
  work: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  let current: SharedWork<T> | undefined;
  return async (...given) => {
    for (;;) {
      if (!current || current.over()) current = shareWork(work(...given));
      try {
        return await current.wait();
      } catch (error) {
        if (error !== orphaned) throw error;
      }
    }
  };
}

/** The same, and what came of it is kept; a failure is not. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: { readonly value: T } | undefined;
  const ask = inOne(async () => {
    const value = await work();
    kept = { value };
    return value;
  });
  return async () => (kept ? kept.value : ask());
}
