/** Settles as the work does, or rejects with the signal's reason as soon as it aborts. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const done = (): void => signal.removeEventListener('abort', abort);
    void work.then(resolve, reject).then(done);
  });
}
