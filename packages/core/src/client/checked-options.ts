import { checkConsumerPair } from '../call/authorization.ts';
import { type BaseUrl, checkRegion, parseBaseUrl, type Region } from '../call/base-url.ts';
import type { ConsumerPair, LateCredentials } from '../call/credentials.ts';
import { errorOf, invalidInput } from '../errors/build.ts';
import { checkObject, checkWait } from '../errors/check-given.ts';
import { login } from '../operations/login.ts';
import { type Assurance, assurances } from '../records/key-store.ts';
import { checkProfile } from '../records/profile.ts';
import { check } from '../standard-schema.ts';
import type { ClientOptions, Provided, ProvidedCredentials } from './options.ts';
import type { Platform } from './platform.ts';

/** Options that were checked, with their defaults. */
export interface CheckedOptions {
  readonly base: BaseUrl;
  readonly profile: string;
  readonly credentials: (() => Promise<LateCredentials>) | undefined;
  readonly consumer: (() => Promise<ConsumerPair>) | undefined;
  readonly region: Region;
  readonly noExpire: boolean;
  readonly timeout: number;
  readonly attempts: number;
  readonly minAssurance: Assurance;
}

/** @throws {InvalidInputError} for the first option that cannot be. */
export function checkOptions(options: ClientOptions, platform: Platform): CheckedOptions {
  checkObject('platform', platform);
  checkObject('options', options);
  const { baseUrl, profile = 'default', credentials, consumer, retry = {}, timeout = 30_000 } = options;
  const { region = 'global', minAssurance = 'memory', noExpire = false } = options;
  const base = parseBaseUrl(baseUrl, platform.loopbackNames);
  checkProfile(profile);
  checkRegion(region);
  if (typeof noExpire !== 'boolean') throw invalidInput('noExpire', 'not_a_boolean');
  const tries = retry === false ? { attempts: 1 } : retry;
  checkObject('retry', tries);
  const { attempts = 3 } = tries;
  checkWait({ timeout });
  if (!Number.isInteger(attempts) || attempts < 1) throw invalidInput('retry.attempts', 'out_of_range');
  if (!assurances.includes(minAssurance)) throw invalidInput('minAssurance', 'not_an_assurance');
  const client = { profile, baseUrl: base.href };
  return {
    base,
    profile,
    credentials: provide(credentials, checkCredentials, client),
    consumer: provide(consumer, checkConsumerPair, client),
    region,
    noExpire,
    timeout,
    attempts,
    minAssurance,
  };
}

/** @throws {InvalidInputError} unless they are what `login` takes. A password that is asked for later is checked then. */
function checkCredentials(given: Exclude<ProvidedCredentials, () => unknown>): LateCredentials {
  const { email, password } = Object(given) as typeof given; // a function may answer anything
  const isLate = typeof password === 'function';
  accepted(email, isLate ? '-' : password);
  return { email, password: async () => (isLate ? accepted(email, await password()) : password) };
}

function accepted(email: string, password: string): string {
  const { issues } = check(login.request, { email, password });
  if (issues)
    throw errorOf('invalid_input', {
      issues: issues.map(({ path, code }) => ({ path: `credentials.${path}`, code })),
    });
  return password;
}

/** The argument of a function that provides something: who asks. */
interface AskingClient {
  readonly profile: string;
  readonly baseUrl: string;
}

/** A value is checked now, a function's result each time. */
function provide<Given extends object, T>(
  provided: Provided<Given> | undefined,
  checked: (value: Given) => T,
  client: AskingClient,
): (() => Promise<T>) | undefined {
  if (provided === undefined) return undefined;
  if (typeof provided === 'function') {
    const ask: (client: AskingClient) => Given | Promise<Given> = provided;
    return async () => checked(await ask(client));
  }
  const value = checked(provided);
  return async () => value;
}
