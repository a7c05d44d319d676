interface FetchErrorDetails {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly retryAt?: Date | undefined;
}

/**
 * The service answered a call of `createApi` with an error status. It holds no query, header or body, of the request or of
 * the answer: the service may repeat in its answer what it was sent.
 */
export class FetchError extends Error {
  // An accessor, so that the name survives minifiers and printing an error does not list it twice.
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

  constructor({ status, method, path, retryAt }: FetchErrorDetails) {
    super(`The service answered ${status} to ${method} ${path}.`);
    this.status = status;
    this.method = method;
    this.path = path;
    if (retryAt) Object.defineProperty(this, 'retryAt', { value: retryAt, enumerable: true });
  }
}
