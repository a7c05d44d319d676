// What a test may say about time. The machine does other work too: it keeps a program waiting, and then everything is
// late. So these count the time that the machine gives, and not the time on the wall.

/** Milliseconds between two looks at the clock. */
const TURN = 10;

/** Calls this again and again with the milliseconds that this program was given since then, until it is told to stop. */
function watchTime(tell: (ms: number) => void): () => void {
  let spent = 0;
  let before = performance.now();
  const look = (): void => {
    const now = performance.now();
    // A program that was kept waiting finds its timers and its answers all due at once. However long that was, it is one
    // turn. On a quiet machine a turn takes as long as on the wall.
    spent += Math.min(Math.max(now - before, 0), 2 * TURN);
    before = now;
    tell(spent);
  };
  const timer = setInterval(look, TURN);
  return () => {
    clearInterval(timer);
    look();
  };
}

/**
 * Milliseconds that this program was given while it waited for some work. What the program itself computes in one go
 * counts as one turn, so measure waiting with it, not computing.
 */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  let spent = 0;
  const stop = watchTime((ms) => {
    spent = ms;
  });
  try {
    await work();
  } finally {
    stop();
  }
  return spent;
}

/** Throws unless the promise settles before this program was given that many milliseconds. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let stop = (): void => {};
  const late = new Promise<never>((_, reject) => {
    stop = watchTime((spent) => {
      if (spent > ms) reject(new Error(`expected an end within ${ms} ms`));
    });
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop();
  }
}

/** How often something is measured before it counts as slow. */
const TRIES = 8;

/**
 * The least of several measurements, for what other processes do. It ends with the first that is below the limit. Other work
 * can only add to a time, so the least is the nearest to the truth; what is broken is too slow every time.
 */
export async function leastTime(limit: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least >= limit; tries++) least = Math.min(least, await measure());
  return least;
}
