/** Settles as the work does, or rejects with the signal's reason as soon as it aborts, even if the work goes on. */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
    const done = (): void => signal.removeEventListener('abort', abort);
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
  });
}

/** A signal of the runtime's own that aborts with any of these, which may be those of a polyfill. No `fetch` takes such a one. */
export function anySignal(...signals: AbortSignal[]): AbortSignal {
  try {
    return AbortSignal.any(signals);
  } catch {
    const any = new AbortController();
    for (const signal of signals) {
      const abort = (): void => any.abort(signal.reason);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort);
    }
    return any.signal;
  }
}
