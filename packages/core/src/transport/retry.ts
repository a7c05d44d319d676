import type { Clock } from '../clock.ts';
import type { TurboSMTPAuthError } from '../errors/errors.ts';
import type { Exchange } from './send.ts';

/**
 * A small stock of retries per client, refilled by success and by time, so that an outage is not multiplied by everyone
 * retrying.
 */
export interface RetryBudget {
  take(): boolean;
  refill(): void;
}

const STOCK = 10;
const REFILL = 0.5;
/** Milliseconds for one more, also without success. */
const PER_RETRY = 10_000;

export function createRetryBudget(clock: Pick<Clock, 'monotonic'>): RetryBudget {
  let stock = STOCK;
  let seen = clock.monotonic();
  return {
    take: () => {
      const now = clock.monotonic();
      stock = Math.min(STOCK, stock + (now - seen) / PER_RETRY);
      seen = now;
      if (stock < 1) return false;
      stock--;
      return true;
    },
    refill: () => {
      stock = Math.min(STOCK, stock + REFILL);
    },
  };
}

const FIRST_DELAY = 200;
const LONGEST_DELAY = 5_000;

/** Exponential back-off with full jitter, in milliseconds. */
const backOff = (attempt: number): number =>
  Math.random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt);

/** What is known when a call may have to be repeated. */
export interface Attempt {
  readonly exchange: Exchange;
  readonly error: TurboSMTPAuthError;
  readonly repeatable: boolean;
  /** Tries so far, and how many there may be. */
  readonly attempt: number;
  readonly attempts: number;
  /** What `Retry-After` asks for; `null`: nothing valid. */
  readonly told: number | null;
  readonly alreadyWaited: boolean;
  readonly remaining: number;
}

/**
 * How long to wait before trying again, or `null` for not at all. Unsafe operations are repeated after 429 and when
 * the request provably never left; the others also when an answer was lost, or was a 5xx.
 */
export function planRetry(facts: Attempt, budget: RetryBudget): number | null {
  const { exchange, repeatable, attempt, attempts, told, alreadyWaited, remaining } = facts;
  const delay = ((): number | null => {
    if (attempts <= 1) return null;
    if (exchange.outcome === 'lost') {
      const harmless = exchange.neverSent || repeatable;
      return attempt < attempts && harmless && (exchange.reason?.retryable ?? true) ? backOff(attempt) : null;
    }
    if (exchange.outcome !== 'answer') return null;
    // Told how long: wait for exactly that, and a little more so that not all come back in the same instant.
    if (exchange.status === 429) return told !== null && !alreadyWaited ? told + backOff(0) : null;
    if (exchange.status < 500 || !repeatable || attempt >= attempts) return null;
    if (exchange.retryAfter === null) return backOff(attempt);
    return told === null ? null : told + backOff(0);
  })();
  if (delay === null || delay >= remaining) return null;
  // Waiting for as long as the service asks multiplies nothing.
  const asTold = exchange.outcome === 'answer' && exchange.status === 429;
  return asTold || budget.take() ? delay : null;
}
