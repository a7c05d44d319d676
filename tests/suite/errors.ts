import {
  type Client,
  describeError,
  type KeyStore,
  memoryKeyStore,
  storageError,
} from '@turbosmtp-auth/core';
import { createApi } from '@turbosmtp-auth/core/api';
import { type Case, type Context, theme } from './case.ts';
import { equal, ok, rejection } from './expect.ts';

/** The methods of the client itself, so that one to come is among them; `on` rejects with nothing, nor does `close`. */
const methodsOf = (client: Client): readonly (keyof Client)[] =>
  (Object.keys(client) as (keyof Client)[]).filter((name) => name !== 'on' && name !== 'close');

/**
 * Nothing else has this name, and it has returned long before the call fails. The call is not its last, since Bun has no frame
 * of a function that ends with a call.
 */
function calledFromHere(call: () => Promise<unknown>): Promise<unknown> {
  const calling = call();
  return calling.finally(() => {});
}

/** A store that refuses in a turn of its own, as every real one does. */
function brokenStore(): KeyStore {
  const refuse = async (): Promise<never> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    throw storageError('storage_denied');
  };
  return { describe: memoryKeyStore().describe, get: refuse, set: refuse, remove: refuse };
}

/** A failure of each method, and of an API. */
async function failures({ createClient }: Context): Promise<readonly (readonly [string, Error])[]> {
  const client = createClient({ keyStore: brokenStore(), retry: false });
  const failed: (readonly [string, Error])[] = [];
  const fail = async (name: string, call: (given: unknown) => Promise<unknown>): Promise<void> => {
    // `settlePasswordChange` answers that it does not know: only its input can be refused.
    const error = await rejection(calledFromHere(() => call(name === 'fetch' ? '/analytics' : valid))).catch(
      () => rejection(calledFromHere(() => call({}))),
    );
    ok(error instanceof Error, `an error of ${name}`);
    failed.push([name, error]);
  };
  for (const name of methodsOf(client))
    await fail(String(name), client[name] as (given: unknown) => Promise<unknown>); // each takes one value
  await fail('createApi', () => createApi(client)('/analytics'));
  return failed;
}

/** Enough for every method, so that nothing but the client is wrong. */
const valid = {
  email: 'ada@example.com',
  password: 'Correct-Horse-9',
  token: 'token',
  key: 'key',
  currentPassword: 'Correct-Horse-9',
  newPassword: 'Newer-Horse-10',
  permissions: ['APIS'],
};

export const errors: readonly Case[] = theme('errors', [
  {
    name: 'show in their stack where the call was made, of every method',
    async run(context) {
      const failed = await failures(context);
      ok(failed.length > 12, 'every method of the client');
      for (const [name, { stack = '' }] of failed)
        ok(stack.includes('calledFromHere'), `the caller of ${name} in ${stack}`);
    },
  },
  {
    name: 'say what to do in their message, so that it is read wherever only a stack is printed',
    async run(context) {
      for (const [name, error] of await failures(context)) {
        const { hint } = error as Error & { hint?: string };
        ok(hint !== undefined && error.message.endsWith(` ${hint}`), `the hint of ${name}`);
        ok(!Object.keys(error).includes('hint'), `the hint of ${name} is not listed`);
        equal(describeError(error), error.message, `what is said of ${name}`);
        equal(
          context.inspect(error).split(hint ?? '').length >= 2,
          true,
          `the hint of ${name} when it is printed`,
        );
      }
    },
  },
]);
