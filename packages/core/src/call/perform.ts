import type { Clock } from '../clock.ts';
import { errorOf } from '../errors/build.ts';
import type { ErrorCode } from '../errors/codes.ts';
import type { TurboSMTPAuthError } from '../errors/errors.ts';
import { type Hint, type HintFacts, hintIn } from '../errors/hints.ts';
import type { OperationName } from '../operations/codes.ts';
import type { Operation } from '../operations/operation.ts';
import type { Deadline } from '../transport/deadline.ts';
import { adviceOn } from '../transport/failure.ts';
import { judge } from '../transport/judge.ts';
import { createRetryBudget, planRetry } from '../transport/retry.ts';
import { parseRetryAfter } from '../transport/retry-after.ts';
import type { Exchange, SendCheck, Sender, WireRequest } from '../transport/send.ts';
import type { BaseUrl } from './base-url.ts';
import type { CallRef, Transit } from './call.ts';
import { lostHint } from './hints.ts';
import type { ServiceTime } from './service-time.ts';
import { shapeHint } from './shapes.ts';
import type { Trace } from './trace.ts';
import { wireOf } from './wire.ts';

/** Runs one operation: sends it, judges the answer, and repeats it where that is safe. */
export type Perform = <Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  how: {
    readonly call: CallRef;
    readonly deadline: Deadline;
    readonly transit?: Transit;
    readonly authorization?: Readonly<Record<string, string>>;
    /** Asked before each sending, repetitions included. */
    readonly check?: SendCheck | undefined;
    /** Asked before each repetition that was waited for. */
    readonly recheck?: (() => Promise<void>) | undefined;
    /** Sends once more what may not be repeated, if a connection that had been kept broke before a byte of the answer came. */
    readonly repeatStale?: boolean;
  },
) => Promise<Output>;

interface Parts {
  readonly base: BaseUrl;
  readonly clock: Clock;
  readonly time: ServiceTime;
  readonly sender: Sender;
  /** Tries per call, the first included. */
  readonly attempts: number;
  readonly trace: Trace | undefined;
}

/** Not told how long, after 429. */
const COOL_DOWN = 60_000;
/** What a limit on logins may look like. */
const limits: ReadonlySet<ErrorCode> = new Set(['server_error', 'unknown', 'unexpected_response']);
/** However long a service asks to wait, it is asked again after this. */
const LONGEST_COOL_DOWN = 60 * 60_000;

export function createPerform({ base, clock, time, sender, attempts, trace }: Parts): Perform {
  const budget = createRetryBudget(clock);
  /** Until when, on the monotonic clock, an operation is not tried after a 429. */
  const coolDowns = new Map<OperationName, { readonly until: number; readonly retryAt: Date }>();

  const limited = (operation: OperationName): TurboSMTPAuthError | undefined => {
    const coolDown = coolDowns.get(operation);
    if (!coolDown || clock.monotonic() >= coolDown.until) return undefined;
    return errorOf('rate_limited', { operation, retryable: true, retryAt: coolDown.retryAt });
  };

  const coolDown = (operation: OperationName, told: number | null): Date => {
    const wait = Math.min(told ?? COOL_DOWN, LONGEST_COOL_DOWN);
    const retryAt = new Date(clock.now() + wait);
    coolDowns.set(operation, { until: clock.monotonic() + wait, retryAt });
    return retryAt;
  };

  return async (operation, input, how) => {
    const { call, deadline, transit = {}, authorization = {}, check, recheck } = how;
    const name = operation.name as OperationName; // the table's keys are its operations' names
    const { body, query, path } = wireOf(operation.fields, input);
    const request: WireRequest = {
      method: operation.method,
      url: base.href + fill(operation.path, path) + queryOf(query),
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...authorization,
      },
      ...(body && { body: JSON.stringify(body) }),
      check,
    };
    const secrets = Object.values({ ...body, ...query, ...path, ...authorization }).filter(
      (value): value is string => typeof value === 'string' && value !== '',
    );
    const lost = lostHint(operation.name, Object(input));
    const shape = (code: ErrorCode): Partial<Hint> => shapeHint(code, operation.fields, Object(input));
    let waited = false;
    let mayRepeatStale = how.repeatStale === true && attempts > 1;
    for (let attempt = 1; ; attempt++) {
      const cool = limited(name);
      if (cool) throw cool;
      trace?.(call)?.({ type: 'request', method: operation.method, path: operation.path, attempt });
      const start = clock.monotonic();
      if (!operation.repeatable) transit.unanswered = lost;
      const exchange = await sender.exchange(request, deadline.signal);
      transit.unanswered = undefined;
      if (exchange.outcome === 'answer')
        trace?.(call)?.({
          type: 'response',
          status: exchange.status,
          ms: clock.monotonic() - start,
          attempt,
        });
      const verdict = judge(operation, exchange, secrets);
      if (!verdict.error) {
        observe(time, exchange, start);
        budget.refill();
        return verdict.value;
      }
      if (verdict.error.code !== 'unexpected_response') observe(time, exchange, start);
      if (mayRepeatStale && exchange.outcome === 'lost' && exchange.stale && !exchange.neverSent) {
        mayRepeatStale = false;
        trace?.(call)?.({ type: 'retry', delay: 0, reason: 'network' });
        continue;
      }
      const told = exchange.outcome === 'answer' ? parseRetryAfter(exchange.retryAfter, time.now()) : null;
      const delay = planRetry(
        {
          exchange,
          error: verdict.error,
          repeatable: operation.repeatable,
          attempt,
          attempts,
          told,
          alreadyWaited: waited,
          remaining: deadline.remaining(),
        },
        budget,
      );
      if (delay === null) {
        const advice = exchange.outcome === 'lost' ? adviceOn(exchange) : {};
        throw final(verdict.error, name, told, { ...lost, ...advice }, shape, coolDown);
      }
      waited ||= verdict.error.code === 'rate_limited';
      trace?.(call)?.({ type: 'retry', delay, reason: verdict.error.code });
      await clock.sleep(delay, deadline.waits);
      await recheck?.();
    }
  };
}

const observe = (time: ServiceTime, exchange: Exchange, sentAt: number): void => {
  if (exchange.outcome === 'answer') time.observe(exchange.date, sentAt);
};

/** The error to throw, with what only now is known: when to come back, or what to look at first. */
function final(
  error: TurboSMTPAuthError,
  operation: OperationName,
  told: number | null,
  lost: HintFacts,
  shape: (code: ErrorCode) => Partial<Hint>,
  coolDown: (operation: OperationName, told: number | null) => Date,
): TurboSMTPAuthError {
  const again = (code: ErrorCode, facts: object): TurboSMTPAuthError =>
    errorOf(code, { operation, status: error.status, retryable: error.retryable, ...facts });
  if (error.code === 'rate_limited') return again('rate_limited', { retryAt: coolDown(operation, told) });
  // Which status limits logins is not known (contract): one that says when to come back is obeyed.
  if (operation === 'login' && told !== null && limits.has(error.code))
    return again(error.code, {
      ...hintIn(error),
      serverCode: error.serverCode,
      retryAt: coolDown(operation, told),
    });
  if (error.code === 'outcome_unknown') return again('outcome_unknown', lost);
  const better = shape(error.code);
  return better.hint === undefined ? error : again(error.code, better);
}

/** Encoded whole, so that what stands for a segment stays one. */
const fill = (template: string, values: Readonly<Record<string, string>> = {}): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));

/** Encoded once, and a space as `%20`: a form's `+` would reach some servers as a plus. */
const queryOf = (query: Readonly<Record<string, string>> = {}): string =>
  Object.entries(query)
    .map(([name, value], index) => `${index ? '&' : '?'}${name}=${encodeURIComponent(value)}`)
    .join('');
