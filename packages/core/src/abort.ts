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

/** A signal that follows others. */
export interface Following {
  /** Aborts with any of them. */
  readonly signal: AbortSignal;
  /** It follows them no more: a signal that outlives a call keeps no listener of it. */
  end(): void;
}

/** A signal of the runtime's own that follows these, which may be those of a polyfill. No `fetch` takes such a one. */
export function followSignals(...signals: AbortSignal[]): Following {
  try {
    return { signal: AbortSignal.any(signals), end: () => undefined }; // the runtime lets go of them by itself
  } catch {
    const any = new AbortController();
    const ends = signals.map((signal) => {
      const abort = (): void => any.abort(signal.reason);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort);
      return () => signal.removeEventListener('abort', abort);
    });
    return {
      signal: any.signal,
      end: () => {
        for (const end of ends) end();
      },
    };
  }
}
