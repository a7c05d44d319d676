import { checkFunction } from '../errors/check-given.ts';
import { english } from '../errors/english.ts';
import { isTurboSMTPAuthError, NetworkError } from '../errors/errors.ts';
import type { Hint } from '../errors/hints.ts';
import { isError } from '../errors/is-error.ts';

/** What kept a request from being sent. */
export interface ConnectFailure extends Hint {
  /** The platform's own word for it, such as `ECONNREFUSED`. */
  readonly systemCode: string;
  /** Whether it may be different the next time, without anybody doing anything. */
  readonly passing: boolean;
}

/** Nothing was said to the service: the hint says why, and what to do about it. */
export class UnreachableError extends NetworkError {
  /** The platform's own word for it, such as `ECONNREFUSED`. */
  readonly systemCode: string;

  /** Takes what kept the request from being sent. */
  constructor({ systemCode, passing, ...hint }: ConnectFailure) {
    super({ code: 'network', message: english.network[0], ...hint, retryable: passing });
    this.systemCode = systemCode;
  }
}

/**
 * Makes a `fetch` say what to do when it could not send: the cause of its `TypeError` is an {@link UnreachableError} then,
 * which a client tells its caller. Any other failure is passed on as it is.
 *
 * For authors of adapters.
 *
 * @param connectFailure Reads the platform's own error; undefined: something may have been sent.
 * @throws {InvalidInputError} `invalid_input` if one of them is not a function.
 */
export function explaining(
  inner: typeof globalThis.fetch,
  connectFailure: (error: unknown) => ConnectFailure | undefined,
): typeof globalThis.fetch {
  checkFunction('inner', inner);
  checkFunction('connectFailure', connectFailure);
  const explain = (error: unknown): never => {
    const failure = isExplained(error) ? undefined : connectFailure(error);
    if (failure) throw new TypeError('fetch failed', { cause: new UnreachableError(failure) });
    throw error;
  };
  return (input, init) => inner(input, init).catch(explain);
}

const isExplained = (error: unknown): boolean =>
  isTurboSMTPAuthError(error) || (isError(error) && isTurboSMTPAuthError(error.cause));
