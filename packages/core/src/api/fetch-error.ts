/** What a {@link FetchError} is made of. */
export interface FetchErrorDetails {
  /** HTTP status, from 400 to 599. */
  readonly status: number;
  /** In upper case. */
  readonly method: string;
  /** Without origin and query. */
  readonly path: string;
  /** When to try again. */
  readonly retryAt?: Date | undefined;
}

/**
 * The service answered a call of `createApi` with an error status. It holds no query, header or body, of the request or of
 * the answer: the service may repeat in its answer what it was sent.
 */
export class FetchError extends Error {
  /** Stays the same if a bundler renames the class, and is not listed when the error is printed. */
  override get name(): string {
    return 'FetchError';
  }
  /** HTTP status, from 400 to 599. */
  readonly status: number;
  /** In upper case. */
  readonly method: string;
  /** As the call named it, without origin and query. */
  readonly path: string;
  /** When to try again, if the service says so. */
  declare readonly retryAt?: Date;

  /** Takes all that it says. */
  constructor({ status, method, path, retryAt }: FetchErrorDetails) {
    super(`The service answered ${status} to ${method} ${path}.`);
    this.status = status;
    this.method = method;
    this.path = path;
    if (retryAt) Object.defineProperty(this, 'retryAt', { value: retryAt, enumerable: true });
  }
}
