import { orAbort } from '../abort.ts';
import { type Authorization, authorised } from '../call/authorization.ts';
import type { Call, CallRef } from '../call/call.ts';
import type { CallWatch } from '../call/trace.ts';
import { errorOf } from '../errors/build.ts';
import { checkWait } from '../errors/check-given.ts';
import {
  BadRequestError,
  ForbiddenError,
  isTurboSMTPAuthError,
  type TurboSMTPAuthError,
  UnauthorizedError,
} from '../errors/errors.ts';
import type { OperationName } from '../operations/codes.ts';
import type { Operation } from '../operations/operation.ts';
import type { SessionParts } from '../session/parts.ts';
import { check } from '../standard-schema.ts';
import { startDeadline } from '../transport/deadline.ts';
import { consumerRefusal } from './consumer-refusals.ts';
import type { CallOptions } from './options.ts';

/** How every call of the client is made. */
export interface Calls {
  /** Runs work as one call that may ask the service: with a deadline, an id, and its failure told. */
  run<T>(operation: Call['operation'], options: CallOptions, work: (call: Call) => Promise<T>): Promise<T>;
  /** The same for work that asks the store only. */
  runHere<T>(work: (call: Call) => Promise<T>): Promise<T>;
  /** The input of an operation, checked. @throws {InvalidInputError} */
  checked<Input>(operation: Operation<Input, unknown>, given: unknown): Input;
  /** Makes an operation's request, authorised as the operation needs. */
  request<Input, Output>(operation: Operation<Input, Output>, input: Input, call: Call): Promise<Output>;
}

export function createCalls(
  { clock, trace, perform }: Pick<SessionParts, 'clock' | 'trace' | 'perform'>,
  authorization: Authorization,
  defaults: {
    readonly timeout: number;
    readonly watch: CallWatch | undefined;
    readonly closed: () => boolean;
    /** Told of each call that may ask the service, before it does. */
    readonly begin: (call: Call) => void;
    /** Told when such a call is over, however it ended. */
    readonly end: () => void;
  },
): Calls {
  let count = 0;

  const start = <T>(
    operation: Call['operation'],
    options: CallOptions,
    work: (call: Call) => Promise<T>,
  ): Promise<T> => {
    const ref = { id: String(++count), operation };
    const { watch } = defaults;
    return watch?.active()
      ? watch.around(ref, (context) => make({ ...ref, context }, options, work))
      : make(ref, options, work);
  };

  const make = async <T>(
    ref: CallRef,
    options: CallOptions,
    work: (call: Call) => Promise<T>,
  ): Promise<T> => {
    const { operation } = ref;
    if (defaults.closed()) throw errorOf('closed', { operation });
    checkWait(options, operation);
    // Only the client of an extension sets `remember`.
    const { signal, timeout = defaults.timeout, remember }: CallOptions & Pick<CallRef, 'remember'> = options;
    const deadline = startDeadline(clock, timeout, signal);
    const call: Call = { ...ref, remember, deadline, check: authorization.guard?.(ref), transit: {} };
    const begun = clock.monotonic();
    try {
      deadline.signal.throwIfAborted();
      const refusal = authorization.scheme === 'consumer' ? consumerRefusal(operation) : undefined;
      if (refusal) throw refusal;
      return await orAbort(work(call), deadline.signal);
    } catch (thrown) {
      const error = deadline.timedOut() && thrown === deadline.signal.reason ? late(call) : thrown;
      if (isTurboSMTPAuthError(error))
        trace?.(call)?.({ type: 'failure', code: error.code, ms: clock.monotonic() - begun });
      throw error;
    } finally {
      deadline.clear();
    }
  };

  return {
    run: (operation, options, work) =>
      start(operation, options, async (call) => {
        defaults.begin(call);
        try {
          return await work(call);
        } finally {
          defaults.end();
        }
      }),

    runHere: (work) => start('fetch', {}, work),

    checked: (operation, given) => {
      const input = check(operation.request, given);
      if (input.issues)
        throw errorOf('invalid_input', { operation: nameOf(operation), issues: input.issues });
      return input.value;
    },

    request: (operation, input, call) => {
      const { deadline, check, transit } = call;
      if (operation.auth.length === 0) return perform(operation, input, { call, deadline, transit });
      return authorised(authorization, call, ({ headers, recheck }) =>
        perform(operation, input, { call, deadline, transit, authorization: headers, check, recheck }).then(
          (value) => ({ refused: false, accepted: true, result: () => value }),
          (error) => ({
            refused: isRefusedKey(error),
            accepted: error instanceof BadRequestError || error instanceof ForbiddenError,
            result: () => thrown(error),
          }),
        ),
      );
    },
  };
}

/** The deadline passed: with an unsafe request on its way, its effect is unknown. */
function late({ operation, transit }: Call): TurboSMTPAuthError {
  if (transit.unanswered) return errorOf('outcome_unknown', { operation, ...transit.unanswered });
  return errorOf('timeout', { operation, retryable: true });
}

const isRefusedKey = (error: unknown): boolean =>
  error instanceof UnauthorizedError && error.code === 'invalid_authorization_key';

function thrown(error: unknown): never {
  throw error;
}

/** The table's keys are its operations' names. */
const nameOf = (operation: { readonly name: string }): OperationName => operation.name as OperationName;
