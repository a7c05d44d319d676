import type { Lock } from '../locks/lock.ts';
import type { KeyStore } from '../records/key-store.ts';

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
