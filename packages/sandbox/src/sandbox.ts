import { type Account, type Accounts, createAccounts } from './accounts.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { type ClockOptions, clockShape, createClock, type SandboxClock } from './clock.ts';
import { type Consumer, type Consumers, createConsumers } from './consumers.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { Fault } from './faults/fault.ts';
import { createFaults, type Faults } from './faults/fault-queue.ts';
import { createFetch } from './fetch.ts';
import { createLoginLimiter } from './login-limiter.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { createResetTokens } from './reset-tokens.ts';
import { assertSaved, type SavedSandbox } from './saved-sandbox.ts';
import { anything, assertShape, listOf, type Shape, shaped } from './shape.ts';
import { createSwitches, type SwitchBoard, type Switches } from './switches.ts';

/** What a sandbox starts with, and returns to on `reset()`. */
export interface SandboxOptions {
  /** Accounts that exist. Default: none. */
  readonly accounts?: readonly Account[];
  /** Consumer pairs that exist. Default: none. */
  readonly consumers?: readonly Consumer[];
  /** The start of its clock, and whether it runs. Default: the machine's time, running. */
  readonly clock?: ClockOptions;
  /** What the contract leaves open. Default: {@link Switches} says for each. */
  readonly switches?: Partial<Switches>;
  /** Faults to meet, as `faults.add` takes them. Default: none. */
  readonly faults?: readonly Fault[];
}

/** The items are judged when they are added, and the switches when they are set. */
const optionsShape: Shape = {
  optional: {
    accounts: listOf(anything),
    consumers: listOf(anything),
    clock: shaped(clockShape),
    switches: anything,
    faults: listOf(anything),
  },
};

/** The turboSMTP authentication service, emulated in process. */
export interface Sandbox {
  /** A drop-in `fetch`: takes any origin, knows the paths under `/api/v2`, and goes nowhere. */
  readonly fetch: typeof globalThis.fetch;
  /** The accounts that exist. */
  readonly accounts: Pick<Accounts, 'add' | 'list'>;
  /** The consumer pairs that exist. */
  readonly consumers: Pick<Consumers, 'add' | 'list'>;
  /** The API keys that are valid. */
  readonly keys: Pick<ApiKeys, 'list' | 'revokeAll'>;
  /** The mails that the service would have sent. */
  readonly outbox: Pick<Outbox, 'list' | 'clear'>;
  /** Its time: give it to the client too. */
  readonly clock: SandboxClock;
  /** What goes wrong next. */
  readonly faults: Pick<Faults, 'add' | 'list' | 'clear'>;
  /** What the contract leaves open. */
  readonly switches: Pick<SwitchBoard, 'get' | 'set'>;
  /** The requests that it saw. */
  readonly requests: Pick<RequestLog, 'list' | 'clear'>;
  /** Forgets everything since `createSandbox`, and sets the clock back to where it started. */
  reset(): void;
  /**
   * Saves all state except the request log, as JSON data with every secret. `restore` takes it, at another time or in
   * another place.
   */
  save(): SavedSandbox;
  /**
   * Restores what `save` gave, and forgets everything else. The clock is as far from the machine's as it was then.
   *
   * @throws {InvalidShapeError} if it is not what `save` gave. Nothing was changed.
   */
  restore(saved: SavedSandbox): void;
  /**
   * One request and its reply as they are on the wire, for code that serves the sandbox. Rejects when the connection is to
   * be dropped.
   */
  readonly exchange: Exchange;
}

/**
 * Makes a service of your own: accounts, keys, reset mails, a clock and faults, all in memory.
 *
 * @throws {InvalidShapeError} if an option is not known or not what it should be, or an account, a pair, a switch or a fault
 *   is not one.
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
  assertShape('set of options', options, optionsShape);
  const clock = createClock(options.clock);
  const accounts = createAccounts();
  const consumers = createConsumers(clock);
  const keys = createApiKeys(clock);
  const switches = createSwitches(options.switches);
  const tokens = createResetTokens(clock, () => switches.current().resetTokens);
  const outbox = createOutbox();
  const logins = createLoginLimiter(clock);
  const faults = createFaults();
  const requests = createRequestLog();

  const { accounts: people = [], consumers: pairs = [], faults: first = [] } = options;
  let seed = { people, pairs, first };
  function sow(): void {
    for (const account of seed.people) accounts.add(account);
    for (const consumer of seed.pairs) consumers.add(consumer);
    for (const fault of seed.first) faults.add(fault);
  }
  sow();
  // Judged now, so all of it can be copied: a program may change what it gave.
  seed = structuredClone(seed);

  const state = { clock, accounts, keys, consumers, tokens, outbox, logins, switches: switches.current };
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
      sow();
    },
    save: () => ({
      version: 1,
      clock: clock.offset(),
      accounts: accounts.save(),
      keys: keys.save(),
      consumers: consumers.save(),
      tokens: tokens.save(),
      mails: outbox.list(),
      logins: logins.save(),
      faults: faults.list(),
      switches: switches.get(),
    }),
    restore(saved) {
      assertSaved(saved, clock.anOffset);
      // Judged before anything is changed, by a queue that is thrown away.
      const judge = createFaults();
      for (const fault of saved.faults) judge.add(fault);

      for (const part of [accounts, outbox, faults, requests]) part.clear();
      clock.setOffset(saved.clock);
      for (const account of saved.accounts) accounts.add(account);
      keys.restore(saved.keys);
      consumers.restore(saved.consumers);
      tokens.restore(saved.tokens);
      for (const mail of saved.mails) outbox.send({ ...mail });
      logins.restore(saved.logins);
      for (const fault of saved.faults) faults.add(fault);
      switches.set(saved.switches);
    },
  };
}
