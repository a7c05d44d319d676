import { type Account, type Accounts, createAccounts } from './accounts.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { type ClockOptions, createClock, type SandboxClock } from './clock.ts';
import { type Consumer, type Consumers, createConsumers } from './consumers.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { Fault } from './faults/fault.ts';
import { createFaults, type Faults } from './faults/fault-queue.ts';
import { createFetch } from './fetch.ts';
import { createLoginLimiter } from './login-limiter.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { createResetTokens } from './reset-tokens.ts';
import { createSwitches, type SwitchBoard, type Switches } from './switches.ts';

/** What a sandbox starts with, and returns to on `reset()`. */
export interface SandboxOptions {
  readonly accounts?: readonly Account[];
  readonly consumers?: readonly Consumer[];
  readonly clock?: ClockOptions;
  /** What the contract leaves open. Default: {@link Switches} says for each. */
  readonly switches?: Partial<Switches>;
  readonly faults?: readonly Fault[];
}

/** The turboSMTP authentication service, emulated in process. */
export interface Sandbox {
  /** A drop-in `fetch`: takes any origin, knows the paths under `/api/v2`, and goes nowhere. */
  readonly fetch: typeof globalThis.fetch;
  readonly accounts: Pick<Accounts, 'add' | 'list'>;
  readonly consumers: Pick<Consumers, 'add' | 'list'>;
  readonly keys: Pick<ApiKeys, 'list' | 'revokeAll'>;
  /** The reset mails the service would have sent. */
  readonly outbox: Pick<Outbox, 'list' | 'clear'>;
  readonly clock: SandboxClock;
  readonly faults: Pick<Faults, 'add' | 'list' | 'clear'>;
  readonly switches: Pick<SwitchBoard, 'get' | 'set'>;
  readonly requests: Pick<RequestLog, 'list' | 'clear'>;
  /** Forgets everything since `createSandbox`, and sets the clock back to where it started. */
  reset(): void;
  /** One request and its reply as they are on the wire, for whoever serves the sandbox. Rejects when the connection is to be dropped. */
  readonly exchange: Exchange;
}

/**
 * Makes a service of your own: accounts, keys, reset mails, a clock and faults, all in memory.
 *
 * @throws InvalidShapeError when a switch or a fault among the options is not one.
 * @example
 * ```ts
 * import { createSandbox } from '@turbosmtp-auth/sandbox';
 *
 * const sandbox = createSandbox({ accounts: [{ email: 'ada@example.com', password: 'Correct-Horse-9' }] });
 * const reply = await sandbox.fetch('https://pro.api.serversmtp.com/api/v2/authorize', {
 *   method: 'POST',
 *   body: JSON.stringify({ email: 'ada@example.com', password: 'Correct-Horse-9' }),
 * });
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const clock = createClock(options.clock);
  const accounts = createAccounts();
  const consumers = createConsumers(clock);
  const keys = createApiKeys(clock);
  const tokens = createResetTokens(clock);
  const outbox = createOutbox();
  const logins = createLoginLimiter(clock);
  const switches = createSwitches(options.switches);
  const faults = createFaults();
  const requests = createRequestLog();

  function seed(): void {
    for (const account of options.accounts ?? []) accounts.add(account);
    for (const consumer of options.consumers ?? []) consumers.add(consumer);
    for (const fault of options.faults ?? []) faults.add(fault);
  }
  seed();

  const state = { clock, accounts, keys, consumers, tokens, outbox, logins, switches: switches.get };
  const exchange = createExchange(state, faults, requests);

  return {
    fetch: createFetch(exchange),
    accounts: { add: accounts.add, list: accounts.list },
    consumers: { add: consumers.add, list: consumers.list },
    keys: { list: keys.list, revokeAll: keys.revokeAll },
    outbox: { list: outbox.list, clear: outbox.clear },
    clock: { now: clock.now, monotonic: clock.monotonic, sleep: clock.sleep, advance: clock.advance },
    faults: { add: faults.add, list: faults.list, clear: faults.clear },
    switches: { get: switches.get, set: switches.set },
    requests: { list: requests.list, clear: requests.clear },
    exchange,
    reset() {
      for (const part of [accounts, consumers, tokens, outbox, logins, faults, requests]) part.clear();
      keys.revokeAll();
      switches.restore();
      clock.restart();
      seed();
    },
  };
}
