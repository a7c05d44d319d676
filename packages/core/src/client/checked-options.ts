import { checkConsumerPair } from '../call/authorization.ts';
import { type BaseUrl, parseBaseUrl } from '../call/base-url.ts';
import type { Call } from '../call/call.ts';
import type { ConsumerPair, Credentials } from '../call/credentials.ts';
import { errorOf, invalidInput } from '../errors/build.ts';
import { login } from '../operations/login.ts';
import { type Assurance, assurances } from '../records/key-store.ts';
import { checkProfile } from '../records/profile.ts';
import { check } from '../standard-schema.ts';
import type { ClientOptions, Provided } from './options.ts';

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

/** @throws {InvalidInputError} for the first option that cannot be. */
export function checkOptions(options: ClientOptions): CheckedOptions {
  const { baseUrl, profile = 'default', credentials, consumer, retry, minAssurance = 'memory' } = options;
  const base = parseBaseUrl(baseUrl);
  checkProfile(profile);
  if (credentials && consumer)
    throw invalidInput('consumer', 'excludes_credentials', {
      hint: 'Give either `credentials` or `consumer`.',
    });
  const attempts = retry === false ? 1 : (retry?.attempts ?? 3);
  if (!Number.isInteger(attempts) || attempts < 1) throw invalidInput('retry.attempts', 'out_of_range');
  if (!assurances.includes(minAssurance)) throw invalidInput('minAssurance', 'not_an_assurance');
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
  throw invalidInput('timeout', 'out_of_range', { operation });
}

/** @throws {InvalidInputError} unless they are what `login` takes. */
function checkCredentials(given: Credentials): Credentials {
  const { email, password } = Object(given) as Credentials; // a function may answer anything
  const { issues } = check(login.request, { email, password });
  if (issues)
    throw errorOf('invalid_input', {
      issues: issues.map(({ path, code }) => ({ path: `credentials.${path}`, code })),
    });
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
