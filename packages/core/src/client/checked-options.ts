import { errorOf } from '../errors/build.ts';
import type { InputIssue } from '../errors/errors.ts';
import type { Assurance } from '../key-store.ts';
import { login } from '../operations/login.ts';
import { checkProfile } from '../profile.ts';
import { check } from '../standard-schema.ts';
import { checkConsumerPair } from './authorization.ts';
import { type BaseUrl, parseBaseUrl } from './base-url.ts';
import type { Call } from './context.ts';
import type { ClientOptions, ConsumerPair, Credentials, Provided } from './options.ts';

/** Options that were checked, with their defaults. */
export interface CheckedOptions {
  readonly base: BaseUrl;
  readonly profile: string;
  readonly credentials: (() => Promise<Credentials>) | undefined;
  readonly consumer: (() => Promise<ConsumerPair>) | undefined;
  readonly noExpire: boolean;
  readonly timeout: number;
  readonly attempts: number;
  readonly minAssurance: Assurance;
}

const assurances: readonly Assurance[] = ['memory', 'session', 'encrypted', 'os'];

/** @throws {InvalidInputError} for the first option that cannot be. */
export function checkOptions(options: ClientOptions): CheckedOptions {
  const { baseUrl, profile = 'default', credentials, consumer, retry, minAssurance = 'memory' } = options;
  const base = parseBaseUrl(baseUrl);
  checkProfile(profile);
  if (credentials && consumer)
    throw refused(
      [{ path: 'consumer', code: 'excludes_credentials' }],
      'Give either `credentials` or `consumer`.',
    );
  const attempts = retry === false ? 1 : (retry?.attempts ?? 3);
  if (!Number.isInteger(attempts) || attempts < 1)
    throw refused([{ path: 'retry.attempts', code: 'out_of_range' }]);
  if (!assurances.includes(minAssurance)) throw refused([{ path: 'minAssurance', code: 'not_an_assurance' }]);
  return {
    base,
    profile,
    credentials: provide(credentials, checkCredentials, { profile, baseUrl: base.href }),
    consumer: provide(consumer, checkConsumerPair, { profile, baseUrl: base.href }),
    noExpire: options.noExpire ?? false,
    timeout: checkTimeout(options.timeout ?? 30_000),
    attempts,
    minAssurance,
  };
}

/** @throws {InvalidInputError} unless it is a number of milliseconds above zero. */
export function checkTimeout(timeout: number, operation?: Call['operation']): number {
  if (typeof timeout === 'number' && timeout > 0) return timeout;
  throw errorOf('invalid_input', { operation, issues: [{ path: 'timeout', code: 'out_of_range' }] });
}

/** @throws {InvalidInputError} unless they are what `login` takes. */
function checkCredentials(given: Credentials): Credentials {
  const { email, password } = Object(given) as Credentials; // a function may answer anything
  const { issues } = check(login.request, { email, password });
  if (issues) throw refused(issues.map(({ path, code }) => ({ path: `credentials.${path}`, code })));
  return { email, password };
}

/** What a function that provides something is told, should it want to know: who asks. */
interface AskingClient {
  readonly profile: string;
  readonly baseUrl: string;
}

/** A value is checked now, a function's result each time. */
function provide<T extends object>(
  provided: Provided<T> | undefined,
  checked: (value: T) => T,
  client: AskingClient,
): (() => Promise<T>) | undefined {
  if (provided === undefined) return undefined;
  if (typeof provided === 'function') {
    const ask: (client: AskingClient) => T | Promise<T> = provided;
    return async () => checked(await ask(client));
  }
  const value = checked(provided);
  return async () => value;
}

const refused = (issues: readonly InputIssue[], hint?: string): Error =>
  errorOf('invalid_input', { issues, ...(hint !== undefined && { hint }) });
