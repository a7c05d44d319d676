/**
 * Runs `work` while no other caller holds `name`, and gives its result.
 *
 * @throws {InvalidInputError} `invalid_input` if an argument is invalid.
 * @throws {DOMException} `TimeoutError` if `timeout` ends the wait, or the signal's reason. `work` did not run then.
 */
export type Lock = <T>(
  name: string,
  work: () => Promise<T>,
  options?: {
    /** Ends the wait, not the work. Default: none. */
    signal?: AbortSignal;
    /** Milliseconds to wait for the lock, not for the work; 0 or more. Default 30,000; `memoryLock` waits without end. */
    timeout?: number;
  },
) => Promise<T>;
