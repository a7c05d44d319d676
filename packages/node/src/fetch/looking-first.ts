/** Milliseconds without a request after which a connection that was kept may have died unnoticed. */
const REST = 50;

/**
 * Makes a `fetch` that looks at its connections before it sends what may not be repeated. A process may stand still (a
 * frozen function, a closed laptop, a long computation) while the server closes a connection. The process learns it only
 * later: what it sends first would go there, and be lost.
 */
export function lookingFirst(inner: typeof fetch): typeof fetch {
  let last: number | undefined;
  return async (input, init) => {
    const rested = last !== undefined && performance.now() - last >= REST;
    if (rested && !isSafe(init?.method ?? (input as Partial<Request>).method ?? 'GET')) await turns();
    last = performance.now();
    try {
      return await inner(input, init);
    } finally {
      last = performance.now();
    }
  };
}

/** RFC 9110, section 9.2.1. */
const isSafe = (method: string): boolean => /^(?:GET|HEAD|OPTIONS)$/i.test(method);

/** Turns of the event loop: one in which the end of a connection arrives, and one in which undici hears of it. */
async function turns(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 0));
  await new Promise((resolve) => setImmediate(resolve));
}
