import { type Client, type Clock, createClient, isTurboSMTPAuthError } from '@turbosmtp-auth/core';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { type Chance, chanceOf, seedOf } from './chance.ts';
import { createLedger, ORIGIN, type Seen, type SentRequest } from './ledger.ts';
import { createSharedLock, useOfLock } from './lock.ts';
import { createMachine, START } from './machine.ts';
import { createMedium, type StoreWitness } from './medium.ts';
import type { Harm, Order, Touch } from './order.ts';
import { type Process, startProcess } from './process.ts';
import { type CallStep, type ClientPlan, type Program, people, type Verb } from './program.ts';

/** What came of a program. */
export interface Outcome {
  /** The promises it broke. */
  readonly failures: readonly string[];
  /** Every effect, in its order: two runs of one seed have the same. */
  readonly trace: readonly string[];
  /** How many effects each client had. */
  readonly effects: readonly number[];
}

const baseUrl = `${ORIGIN}/api/v2`;
/** Milliseconds of a key's life in which it is not used any more, so that it need not be revoked; and some more. */
const LAST_MINUTES = 3 * 60_000;

/** Calls that end so have asked the service for no pair. */
const neverSent = ['signed_out', 'account_mismatch', 'closed', 'wrong_credentials_specified'];

/** What a request touches. New keys are as good as each other: who asks for one changes nothing for others. */
const touchesOf = ({ path, key }: SentRequest): readonly Touch[] => [
  { of: 'the accounts', writes: path === '/change-password' || path === '/forgot-password' },
  ...(key === undefined ? [] : [{ of: `the key ${key}`, writes: path === '/deauthorize' }]),
];

/** What becomes of a request that comes to harm. */
async function reply(harm: Harm | undefined, answer: () => Promise<Response>): Promise<Response> {
  const unreachable = { cause: { code: 'ECONNREFUSED' } };
  switch (harm) {
    case 'never leaves':
      throw Object.assign(new TypeError('fetch failed'), unreachable);
    case 'is lost before':
      throw new TypeError('fetch failed');
    case 'is lost after':
      await answer();
      throw new TypeError('fetch failed');
    case 'is answered 401':
      return Response.json({ message: 'invalid_authorization_key' }, { status: 401 });
    case 'is answered 429':
      return Response.json({}, { status: 429, headers: { 'retry-after': '0' } });
    case 'is answered 500':
      return Response.json({}, { status: 500 });
    default:
      return answer();
  }
}

interface Running {
  readonly client: Client;
  readonly seen: Seen;
  readonly process: Process;
  /** Its calls: the verb, when it began, and its number among all calls. */
  readonly calls: { readonly verb: Verb; readonly at: number; readonly number: number }[];
  shift: number;
  given: string | undefined;
  /** The key of the pair that it made last. */
  made: string | undefined;
}

const harmless = { attempts: 3, noExpire: false, timeout: 30_000, skew: 0 } as const satisfies ClientPlan;

/** Runs a program in a world of its own, and says which promises it broke. */
export async function play(program: Program, order?: Order): Promise<Outcome> {
  const machine = createMachine(chanceOf(seedOf(program.seed, 'machine')));
  const { elapsed } = machine;
  const ledger = createLedger(program, elapsed);
  const trace: string[] = [];
  const unhandled = (error: unknown): void => ledger.fail(`an unhandled rejection: ${String(error)}`);
  process.on('unhandledRejection', unhandled);
  let effects: number[] = [];
  try {
    await machine.run(async () => {
      const world = await begin(program, { machine, ledger, trace, order });
      await world.act();
      effects = world.effects();
      order?.end();
      await world.judge();
    }, order);
  } catch (error) {
    ledger.fail(error instanceof Error ? error.message : String(error));
  } finally {
    process.off('unhandledRejection', unhandled);
  }
  return { failures: ledger.failures, trace, effects };
}

interface Around {
  readonly machine: ReturnType<typeof createMachine>;
  readonly ledger: ReturnType<typeof createLedger>;
  readonly trace: string[];
  readonly order: Order | undefined;
}

async function begin(program: Program, { machine, ledger, trace, order }: Around) {
  const { elapsed } = machine;
  const latencies = chanceOf(seedOf(program.seed, 'latencies'));
  const sandbox = createSandbox({
    accounts: people.map(({ email, passwords }) => ({ email, password: passwords[0] })),
    consumers: people.map(({ email, pair }) => ({ account: email, ...pair })),
    switches: program.switches,
  });
  const say = (id: number, what: string): void => void trace.push(`${Math.round(elapsed())} ${id} ${what}`);
  const witness: StoreWitness = {
    knows: ledger.knows,
    wrote: (by, record, known) => {
      say(by.id, `wrote ${JSON.stringify(record)}`);
      ledger.wrote(by, record, known);
    },
    read: (by, kind, record) => {
      say(by.id, `read ${kind} ${record?.gen ?? ''}`);
      ledger.read(by, kind, record);
    },
    changed: (slot) => order?.touch(slot),
  };
  const medium = createMedium(machine, program.persistent, witness, !order);
  const lock = createSharedLock(machine, () => order?.touch(useOfLock.of));
  if (order)
    order.harmed = (process, touches) => {
      const harmless = touches.some(({ of }) => of === 'the accounts') && !process.ended();
      if (harmless) return;
      ledger.odd.parts = true;
      for (const { seen } of running)
        if (seen.process === process) {
          seen.harmed = true;
          seen.storeHarmed = true;
        }
    };
  const outstanding = new Set<Promise<void>>();
  const running: Running[] = [];
  let ids = 0;
  let called = 0;
  /** How many pairs may have been made. */
  let asked = 0;
  /** Milliseconds that the `Date` of the service's answers is ahead; `null`: they have none. */
  let ahead: number | null = 0;

  const fetchOf = (
    process: Process,
    seen: Seen,
    callNow: () => Running['calls'][number] | undefined,
  ): typeof fetch => {
    return (input, init) => {
      const { verb, at = elapsed(), number = 0 } = callNow() ?? {};
      const { origin, pathname } = new URL(String(input));
      const path = pathname.slice('/api/v2'.length);
      const headers = new Headers(init?.headers);
      const given = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
      const request: SentRequest = {
        origin,
        path,
        key: headers.get('authorization') ?? undefined,
        pair: headers.get('consumerkey') ?? undefined,
        verb,
        email: given.email,
        password: given.password,
        unattended: path === '/authorize' && verb !== 'login' && verb !== 'settlePasswordChange',
        settles: verb === 'settlePasswordChange',
        number,
      };
      if (!process.ended()) ledger.sends(seen, request, at);
      return process.effect(async (harm) => {
        init?.signal?.throwIfAborted();
        say(process.id, `${init?.method ?? 'GET'} ${path} ${request.key ?? ''} for ${verb}`);
        let response: Response;
        try {
          response = await reply(harm, async () => sandbox.fetch(input, init));
          ledger.secret(sandbox.outbox.list().at(-1)?.token);
        } catch (error) {
          const refused = Object(Object(error).cause).code === 'ECONNREFUSED';
          if (!refused) ledger.answered(seen, request, undefined);
          throw error;
        }
        const { status, headers: answered } = response;
        say(process.id, `${status} ${path}`);
        if (ahead === null) answered.delete('date');
        else if (answered.has('date'))
          answered.set('date', new Date(START + elapsed() + ahead).toUTCString());
        const retryAfter = response.headers.get('retry-after');
        // What the client reads, read beside it.
        const told = response
          .clone()
          .text()
          .then(
            (text) => {
              let body: { auth?: unknown; message?: unknown; consumerSecret?: unknown } | undefined;
              try {
                body = Object(JSON.parse(text));
              } catch {
                // not JSON
              }
              for (const secret of [body?.auth, body?.consumerSecret]) ledger.secret(secret);
              if (process.ended() || init?.signal?.aborted) return;
              if (
                path === '/authorize' &&
                status === 200 &&
                typeof body?.auth === 'string' &&
                body.auth !== ''
              )
                ledger.minted(seen, body.auth, given.email, given.no_expire === true);
              ledger.answered(seen, request, { status, retryAfter, body });
            },
            () => ledger.answered(seen, request, undefined),
          );
        void told;
        return response;
      }, touchesOf(request));
    };
  };

  const start = (plan: ClientPlan, chance?: Chance): Running => {
    const process = startProcess(ids++, machine, chance, order);
    const seen = ledger.see(process, plan);
    const calls: Running['calls'] = [];
    let now: Running['calls'][number] | undefined;
    const clock: Clock = {
      now: () => START + Math.floor(elapsed()) + plan.skew + own.shift,
      monotonic: elapsed,
      sleep: async (ms, signal) => {
        if (order) await order.pause(process, (stop) => machine.sleep(ms, stop), ms, signal);
        else await machine.sleep(ms, signal);
        if (process.ended()) await new Promise(() => undefined);
      },
    };
    const person = plan.unattended === undefined ? undefined : people[plan.unattended];
    const keyStore = medium.storeFor(process);
    const client = createClient(
      {
        name: 'model',
        fetch: fetchOf(process, seen, () => now),
        keyStore,
        lock: lock.lockFor(process),
        neverSent: (error) => Object(Object(error).cause).code === 'ECONNREFUSED',
      },
      {
        baseUrl,
        keyStore,
        clock,
        timeout: plan.timeout,
        retry: plan.attempts === 1 ? false : { attempts: plan.attempts },
        noExpire: plan.noExpire,
        trace: (event) => {
          ledger.told(seen, `what is traced of ${event.type}`, event);
          if (event.type === 'request') now = calls[Number.parseInt(event.call, 10) - 1];
        },
        ...(person && { credentials: { email: person.email, password: person.passwords[0] } }),
        ...(plan.pair !== undefined && { consumer: people[plan.pair].pair }),
      },
    );
    for (const event of ['login', 'logout', 'renew', 'expire'] as const)
      client.on(event, (session) => ledger.told(seen, `the event ${event}`, session));
    process.onEnd(() => {
      say(process.id, 'ends');
      ledger.ended(process);
    });
    const own: Running = { client, seen, process, calls, shift: 0, given: undefined, made: undefined };
    return own;
  };

  for (const plan of program.clients) running.push(start(plan, latencies));

  const perform = (own: Running, step: CallStep, signal: AbortSignal): Promise<unknown> => {
    const { client, seen } = own;
    const { email, passwords } = people[step.person];
    const current = passwords[step.password];
    const next = passwords[1 - step.password] ?? current;
    const token = sandbox.outbox.list().at(-1)?.token ?? 'no-such-token';
    const options = { signal, ...(step.timeout !== undefined && { timeout: step.timeout }) };
    switch (step.do) {
      case 'login':
        seen.accounts.add(email);
        seen.asked = true;
        return client.login({ email, password: current, ...(step.noExpire && { noExpire: true }) }, options);
      case 'logout':
        return client.logout(options);
      case 'apiKey':
        return client.apiKey(options).then((key) => {
          own.given = key;
          seen.uses = key;
          seen.keys.add(key);
        });
      case 'fetch':
        return client.fetch('/analytics', { signal }).then((response) => {
          void response.body?.cancel().catch(() => undefined);
        });
      case 'session':
        return client.session();
      case 'invalidate':
        ledger.letGo(seen, own.given ?? 'none');
        return client.invalidate(own.given ?? 'none');
      case 'changePassword':
        return client.changePassword({ currentPassword: current, newPassword: next }, options);
      case 'settlePasswordChange':
        return client.settlePasswordChange({ email, currentPassword: current, newPassword: next }, options);
      case 'requestPasswordReset':
        return client.requestPasswordReset({ email }, options);
      case 'resetPassword':
        return client.resetPassword({ token, newPassword: current }, options);
      case 'verifyResetToken':
        return client.verifyResetToken({ token }, options);
      case 'createConsumerKey':
        asked++;
        return client.createConsumerKey({ permissions: ['APIS'] }, options).then(({ key }) => {
          own.made = key;
        });
      case 'listConsumerKeys':
        return client.listConsumerKeys(options);
      case 'deleteConsumerKey':
        return client.deleteConsumerKey({ key: own.made ?? 'no-such-pair' }, options);
      case 'sendMail':
        return client.fetch('/mail/send', { method: 'POST', body: '{}', signal }).then((response) => {
          void response.body?.cancel().catch(() => undefined);
        });
      case 'close':
        seen.closing ??= elapsed();
        return client.close().then(() => ledger.closed(seen));
    }
  };

  /** Whether all that is done is done as one account, and nobody ends what another began. */
  const staySignedIn =
    program.steps.every((step) => !['logout', 'close', 'clear the store'].includes(step.do)) &&
    new Set([
      ...program.clients.map(({ unattended = 0 }) => unattended),
      ...program.steps.map((step) => (step.do === 'login' ? step.person : 0)),
    ]).size === 1;

  const call = (own: Running, step: CallStep): Promise<void> => {
    const { seen, process, calls } = own;
    const verb = step.do;
    const began = elapsed();
    const number = ++called;
    const takesTimeout = !['fetch', 'sendMail', 'session', 'invalidate'].includes(verb);
    const limit = (takesTimeout ? step.timeout : undefined) ?? seen.plan.timeout;
    const controller = new AbortController();
    const reason = new Error('the caller left');
    const keysBefore = new Set(seen.keys);
    if (verb !== 'close' && seen.closing === undefined) calls.push({ verb, at: began, number });
    if (verb === 'login') seen.askedLast = number;
    const begun = ledger.moment();
    if (verb === 'logout') ledger.letGo(seen, undefined);
    if (step.abortAfter !== undefined)
      void machine.sleep(step.abortAfter).then(() => controller.abort(reason));
    say(process.id, `${verb} begins`);
    const over = (how: string): void => {
      if (process.ended()) return;
      say(process.id, `${verb} ${how}`);
      const took = elapsed() - began;
      if (verb !== 'close' && took > limit * 1.1 + 1)
        ledger.fail(`${verb} took ${Math.round(took)} ms of ${limit}`);
    };
    const done = machine
      .within(process, async () => perform(own, step, controller.signal))
      .then(
        () => {
          over('succeeds');
          if (verb === 'logout') ledger.signedOut(seen, keysBefore, number, begun);
          if (verb === 'logout' || verb === 'login') ledger.settledBy(seen, begun);
        },
        (error: unknown) => {
          const code = isTurboSMTPAuthError(error) ? error.code : undefined;
          over(`rejects: ${code ?? error}`);
          if (process.ended()) return;
          ledger.told(seen, `the rejection of ${verb}`, error);
          if (verb === 'createConsumerKey' && neverSent.includes(code ?? '')) asked--;
          if (code === undefined && error !== reason) ledger.fail(`${verb} rejects with ${String(error)}`);
          if (
            code === 'signed_out' &&
            staySignedIn &&
            seen.plan.unattended !== undefined &&
            !ledger.odd.parts
          )
            ledger.fail(`${verb} is told that nobody is signed in, though nobody signed out`);
          ledger.rejected(seen, verb, code);
        },
      );
    const settled = Promise.race([done, process.end]).finally(() => outstanding.delete(settled));
    outstanding.add(settled);
    return settled;
  };

  /** That a call begins is an event as well: what began before may have come as far as it likes. */
  const chosen = (order: Order, own: Running, step: CallStep): Promise<void> => {
    const begun = order.hears(own.process).then(() => call(own, step));
    const settled = Promise.race([begun, own.process.end]).finally(() => outstanding.delete(settled));
    outstanding.add(settled);
    return settled;
  };

  const act = async (): Promise<void> => {
    for (const step of program.steps) {
      const own = 'client' in step ? running[step.client] : undefined;
      if ('client' in step && !own) continue;
      if ('wait' in step) {
        if (!own || own.process.ended()) continue;
        const done = order ? chosen(order, own, step) : call(own, step);
        if (step.wait) await done;
        continue;
      }
      trace.push(JSON.stringify(step));
      if (step.do === 'pass') await machine.sleep(step.ms);
      if (step.do === 'network') sandbox.faults.add(step.fault);
      if (step.do === 'heal the network') sandbox.faults.clear();
      if (step.do === 'switch') sandbox.switches.set(step.to);
      if (step.do === 'tell the time') {
        ledger.odd.clocks = true;
        ahead = step.ahead;
      }
      if (step.do === 'in every order') order?.begin();
      if (step.do === 'revoke the session') {
        const session = medium.peek('session');
        const authorization = session?.kind === 'session' ? session.key : '';
        await sandbox.exchange(
          new Request(`${baseUrl}/deauthorize`, { method: 'POST', headers: { authorization } }),
        );
      }
      if (step.do === 'clear the store') {
        ledger.odd.parts = true;
        ledger.cleared(medium.clear());
      }
      if (!own || !('client' in step)) continue;
      if (step.do === 'set the clock') {
        ledger.odd.clocks = true;
        own.shift += step.ms;
      }
      if (step.do === 'harm the store') {
        ledger.odd.parts = true;
        own.seen.harmed = true;
        own.seen.storeHarmed = true;
        medium.harm(own.process, step.harm, step.skip, step.times);
      }
      if (step.do === 'harm the lock') {
        ledger.odd.parts = true;
        own.seen.harmed = true;
        lock.harm(own.process, step.harm);
      }
      if (step.do === 'end the program') {
        ledger.odd.parts = true;
        own.process.endAt(step.at, step.happens);
      }
      if (step.do === 'start again' && (own.process.ended() || own.seen.closing !== undefined)) {
        own.process.endNow();
        running[step.client] = start(own.seen.plan, latencies);
      }
    }
    while (outstanding.size > 0) await Promise.all(outstanding);
    if (sandbox.consumers.list().length - people.length > asked)
      ledger.fail('more pairs were made than were asked for');
    ledger.signedIn(medium.peek('session'));
  };

  /** What each program is judged by: a fresh client signs out, and no key is alive that may not be. */
  const judge = async (): Promise<void> => {
    const ends = chanceOf(seedOf(program.seed, 'ends'));
    for (const { client, seen, process } of running) {
      if (process.ended()) continue;
      if (ends.often(0.5)) process.endNow();
      else {
        seen.closing ??= elapsed();
        await Promise.race([client.close(), process.end]);
        ledger.closed(seen);
      }
    }
    sandbox.faults.clear();
    medium.heal();
    lock.heal();
    for (const { process } of running) process.endNow();
    const last = start(harmless);
    trace.push('a fresh client');
    const result = await call(last, {
      do: 'logout',
      client: -1,
      wait: true,
      person: 0,
      password: 0,
    }).then(() => last.client.close());
    await result;
    await machine.sleep(LAST_MINUTES);
    if (sandbox.keys.list().length === 0) return;
    for (const key of ledger.unexcused()) {
      const answer = await sandbox.exchange(
        new Request(`${baseUrl}/analytics`, { headers: { authorization: key } }),
      );
      if (answer.status !== 401) ledger.fail(`a key that nobody knows any more is alive: ${key}`);
    }
  };

  return { act, judge, effects: () => running.map(({ process }) => process.effects()) };
}
