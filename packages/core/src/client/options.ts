import type { ConsumerPair, Credentials } from '../call/credentials.ts';
import type { TraceEvent } from '../call/trace.ts';
import type { Clock } from '../clock.ts';
import type { Lock } from '../locks/lock.ts';
import type { Assurance, KeyStore } from '../records/key-store.ts';

/** A value, or a function that fetches it each time it is needed (from a mounted secret, a vault, …). */
export type Provided<T> = T | (() => T | Promise<T>);

interface CommonOptions {
  /** Default: the live service. HTTPS only, loopback excepted. */
  baseUrl?: string | URL;
  /** Which of several sessions on one store; default `default`. */
  profile?: string;
  /** For logins made through `credentials`: ask for keys that never expire. Default `false`. */
  noExpire?: boolean;
  /** Milliseconds for one whole call, waits and retries included. Default 30,000. */
  timeout?: number;
  /**
   * How often a call that may be repeated is tried, the first time included; default 3. `false`: once. A client has ten retries
   * in stock, and gets one more for two calls that succeed and for ten seconds that pass: in an outage it asks less.
   */
  retry?: { attempts?: number } | false;
  /** The least assurance of the key store; default `memory`. */
  minAssurance?: Assurance;
  /** Beats the platform's. */
  keyStore?: KeyStore;
  /** Beats the platform's. */
  lock?: Lock;
  /** Beats the platform's. */
  fetch?: typeof globalThis.fetch;
  /** Beats the machine's. */
  clock?: Clock;
  /** Called with facts and timings of every call, never a secret. What it throws is ignored. */
  trace?: (event: TraceEvent) => void;
}

/** How a client is made. `credentials` and `consumer` exclude each other. */
export type ClientOptions = CommonOptions &
  (
    | {
        /** Lets the client log in and renew its key by itself. */
        credentials?: Provided<Credentials>;
        consumer?: never;
      }
    | {
        /** Use a consumer pair instead of an API key; `login` then refuses. */
        consumer?: Provided<ConsumerPair>;
        credentials?: never;
      }
  );

/** How one call is made. */
export interface CallOptions {
  /** Ends the call at once, with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds for this call; default: the client's. */
  timeout?: number;
}
