/** Runs `work` while nobody else holds `name`. Rejects without running it when the signal or the timeout (ms) ends the wait. */
export type Lock = <T>(
  name: string,
  work: () => Promise<T>,
  options?: { signal?: AbortSignal; timeout?: number },
) => Promise<T>;
