import type { CallWatch } from '../call/trace.ts';
import type { Lock } from '../locks/lock.ts';
import type { KeyStore } from '../records/key-store.ts';

/** All that an adapter supplies. */
export interface Platform {
  /** `node`, `browser`, `extension`, `deno`, … */
  readonly name: string;
  /** Sends every request, unless the client is given another. */
  readonly fetch: typeof globalThis.fetch;
  /** Keeps the key, unless the client is given another. */
  readonly keyStore: KeyStore;
  /** Saves logins among those who share the store, unless the client is given another. */
  readonly lock: Lock;
  /**
   * Added to every request, also if a `fetch` of the caller sends it (a page: no cache, no cookies, no referrer). What a
   * caller sets takes precedence.
   */
  readonly init?: RequestInit;
  /**
   * Whether a failed fetch provably sent nothing (name not found, refused, unreachable, handshake failed, offline, forbidden
   * by a policy). Absent: never known.
   */
  readonly neverSent?: (error: unknown) => boolean;
  /** Whether a connection that had been kept broke before a byte of the answer came. Absent: never known. */
  readonly staleConnection?: (error: unknown) => boolean;
  /** Whether the platform resolves `*.localhost` to loopback by itself, as browsers do. Default: false. */
  readonly loopbackNames?: boolean;
}

/** A platform whose tools can watch calls from outside. For authors of adapters. */
export interface WatchedPlatform extends Platform {
  /** Absent: calls cannot be watched. */
  readonly watch?: CallWatch;
}
