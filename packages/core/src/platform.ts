import type { KeyStore } from './key-store.ts';

/** Runs `work` while nobody else holds `name`. Rejects without running it when the signal or the timeout (ms) ends the wait. */
export type Lock = <T>(
  name: string,
  work: () => Promise<T>,
  options?: { signal?: AbortSignal; timeout?: number },
) => Promise<T>;

/** Time. `now` is the wall clock in epoch ms, `monotonic` never goes back, `sleep` rejects with the signal's reason. */
export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** All that an adapter supplies. */
export interface Platform {
  /** `node`, `browser`, `extension`, `deno`, … */
  readonly name: string;
  readonly fetch: typeof globalThis.fetch;
  readonly keyStore: KeyStore;
  readonly lock: Lock;
  /** Whether a failed fetch provably sent nothing (name not found, refused, unreachable). Absent: never known. */
  readonly neverSent?: (error: unknown) => boolean;
}
