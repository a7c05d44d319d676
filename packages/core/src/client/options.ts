import type { Region } from '../call/base-url.ts';
import type { ConsumerPair, Credentials } from '../call/credentials.ts';
import type { TraceEvent } from '../call/trace.ts';
import type { Clock } from '../clock.ts';
import type { Lock } from '../locks/lock.ts';
import type { Assurance, KeyStore } from '../records/key-store.ts';

/** A value, or a function that fetches it each time it is needed (from a mounted secret, a vault, …). */
export type Provided<T> = T | (() => T | Promise<T>);

/**
 * The credentials, or a function for both, or a function for the password alone. A function for the password is asked if
 * there is a login, and at no other time. A function for both is asked once for each login. It is also asked if a session is
 * stored, because only the function knows whose session may be used.
 */
export type ProvidedCredentials =
  | Provided<Credentials>
  | {
      /** E-mail address of the account. */
      email: string;
      /** Asked if there is a login. */
      password: () => string | Promise<string>;
    };

/** How a client is made. Every option is optional. */
export interface ClientOptions {
  /** Default: the live service. It must start with `https://`, unless it is on loopback (contract, "Base URL"). */
  baseUrl?: string | URL;
  /** Which of several sessions on one store. 1 to 64 of `A-Z a-z 0-9 . _ -`. Default `default`. */
  profile?: string;
  /**
   * Lets the client log in and renew its key by itself. If a function for both fails and a stored session is valid, that
   * session is used. Default: only `login` logs in.
   */
  credentials?: ProvidedCredentials;
  /**
   * A consumer pair. `fetch` sends mail with it, which no API key can do. With `credentials` beside it, everything else takes the key.
   * Without them the pair is the client's only authorisation: it authorises every call that the contract does not reserve for
   * keys, and `login` refuses. Default: none (contract, "Authenticating a call").
   */
  consumer?: Provided<ConsumerPair>;
  /**
   * Which of the live service's hosts sends the mail: `global` is `api.turbo-smtp.com`, `eu` is `api.eu.turbo-smtp.com`. With a base
   * URL of your own, mail stays below that, and this has no effect. Default `global` (contract, "Beyond authentication").
   */
  region?: Region;
  /** For logins made through `credentials`: ask for keys that never expire. Default `false`. */
  noExpire?: boolean;
  /** Milliseconds for one whole call, waits and retries included. Default 30,000. */
  timeout?: number;
  /**
   * How often a method that may be repeated is tried, the first time included; default 3. `false`: once.
   *
   * `verifyResetToken`, `listConsumerKeys` and `logout` are repeated after a 5xx or a lost answer. Every method that asks the
   * service, except `fetch`, is repeated if the request never left, and once after a 429 that says how long to wait. `fetch` is
   * never retried.
   *
   * A refused key is not a retry. Also with `false`, a `fetch` or another call is repeated once with a new key.
   *
   * A client has ten retries in stock. It gets one more for every two calls that succeed, and for every ten seconds. So it asks
   * less in an outage.
   */
  retry?:
    | {
        /** Whole number from 1. Default 3. */
        attempts?: number;
      }
    | false;
  /** The least assurance of the key store. A weaker one is a {@link StorageError}. Default `memory`. */
  minAssurance?: Assurance;
  /**
   * Where the key is kept. Default: the platform's store. If you give a `fetch` or a `clock`, the default is a memory store
   * of the client's own, so that tests share nothing. Then the platform's store is used only if `minAssurance` is above
   * `memory`.
   */
  keyStore?: KeyStore;
  /** Who logs in first. Default: the lock that goes with the store, or else the platform's; a client with a memory store of its own has its own lock. */
  lock?: Lock;
  /** Sends every request. Default: the platform's `fetch`. See `keyStore` for where the key is kept. */
  fetch?: typeof globalThis.fetch;
  /** Tells the time. Default: the machine's clock. See `keyStore` for where the key is kept. */
  clock?: Clock;
  /** Called with facts and timings of every call, never a secret. What it throws is ignored. Default: nothing is called. */
  trace?: (event: TraceEvent) => void;
}

/** How one call is made. */
export interface CallOptions {
  /** Ends the call at once: it rejects with the signal's reason. Default: none. */
  signal?: AbortSignal;
  /** Milliseconds for this call, waits and retries included. Default: the client's. */
  timeout?: number;
}
