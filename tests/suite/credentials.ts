import {
  type ClientOptions,
  type Credentials,
  memoryKeyStore,
  memoryLock,
  type Session,
} from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from './case.ts';
import { equal, ok, rejection } from './expect.ts';
import { logins } from './wire.ts';

const hour = 60 * 60_000;

/** A function, and how often it was asked. */
function counted<T>(answer: () => T): { readonly asked: () => number; readonly ask: () => T } {
  let count = 0;
  return {
    asked: () => count,
    ask: () => {
      count++;
      return answer();
    },
  };
}

/** A store in which an account is signed in already, and clients of it. */
async function signedIn({ createClient }: Context, account: Credentials) {
  const shared = { keyStore: memoryKeyStore(), lock: memoryLock() };
  const first = createClient(shared);
  await first.login(account);
  return {
    first,
    key: await first.apiKey(),
    next: (options: ClientOptions) => createClient({ ...options, ...shared }),
  };
}

const vaultIsDown = new Error('the vault is down');

const failing: Readonly<Record<string, () => never | Promise<never> | Credentials>> = {
  'throws at once': () => {
    throw vaultIsDown;
  },
  rejects: () => Promise.reject(vaultIsDown),
  'answers nothing': () => undefined as never,
  'answers half': () => ({ email: 'ada@example.test' }) as Credentials,
};

export const credentialsCases: readonly Case[] = theme('credentials', [
  {
    name: 'a function for the password is asked if there is a login, and at no other time',
    async run({ account, service, createClient }) {
      const { asked, ask } = counted(async () => account.password);
      const client = createClient({
        credentials: { email: account.email, password: ask },
        keyStore: memoryKeyStore(),
      });
      equal(await client.session(), null);
      await client.invalidate('no-such-key');
      equal(await client.logout(), { revoked: 'nothing' });
      equal(asked(), 0, 'questions without a login');
      await client.login(account);
      equal((await client.session())?.account, account.email);
      await client.fetch('/analytics');
      equal(asked(), 0, 'questions with a key');
      await service.advance(2 * hour);
      equal(await client.session(), null);
      equal(asked(), 0, 'questions at expiry');
      await Promise.all(Array.from({ length: 20 }, () => client.apiKey()));
      equal(asked(), 1, 'questions for one login');
      equal(await logins(service), 2);
    },
  },
  {
    name: 'a stored key serves without a question for the password, if it is of the same account',
    async run(context) {
      const { account, service } = context;
      const { key, next } = await signedIn(context, account);
      const { asked, ask } = counted(() => account.password);
      const client = next({ credentials: { email: account.email, password: ask } });
      equal((await client.session())?.account, account.email);
      equal(await client.apiKey(), key);
      equal((await client.fetch('/analytics')).status, 200);
      const other = next({ credentials: { email: `other-${account.email}`, password: ask } });
      equal(await other.session(), null);
      equal(asked(), 0, 'questions');
      equal(await logins(service), 1);
    },
  },
  {
    name: 'a login that another client makes meanwhile asks for no second password',
    async run({ account, service, createClient }) {
      const shared = { keyStore: memoryKeyStore(), lock: memoryLock() };
      const { asked, ask } = counted(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return account.password;
      });
      const credentials = { email: account.email, password: ask };
      const clients = Array.from({ length: 4 }, () => createClient({ credentials, ...shared }));
      const keys = await Promise.all(clients.map((client) => client.apiKey()));
      equal(new Set(keys).size, 1, 'number of keys');
      equal(asked(), 1, 'questions');
      equal(await logins(service), 1);
    },
  },
  {
    name: 'a password that cannot be had fails the login, writes nothing, and is asked for again',
    async run({ account, profile, service, createClient }) {
      const keyStore = memoryKeyStore();
      let answer: () => string = () => {
        throw vaultIsDown;
      };
      const credentials = { email: account.email, password: () => answer() };
      const client = createClient({ credentials, keyStore });
      equal(await rejection(client.apiKey()), vaultIsDown);
      equal(await keyStore.get({ origin: new URL(service.baseUrl).origin, profile, kind: 'pending' }), null);
      answer = () => '';
      const error = Object(await rejection(client.apiKey()));
      equal([error.code, error.issues?.[0]?.path], ['invalid_input', 'credentials.password']);
      equal(await logins(service), 0);
      answer = () => account.password;
      equal((await client.fetch('/analytics')).status, 200);
    },
  },
  {
    name: 'a function for both is asked once for each login',
    async run({ account, service, createClient }) {
      const { asked, ask } = counted(async () => account);
      const client = createClient({ credentials: ask, keyStore: memoryKeyStore() });
      equal(await client.session(), null);
      equal(asked(), 0, 'questions with nothing stored');
      await Promise.all(Array.from({ length: 20 }, () => client.apiKey()));
      equal(asked(), 1, 'questions for the first login');
      await service.advance(2 * hour);
      equal(await client.session(), null);
      await client.apiKey();
      equal(asked(), 2, 'questions for two logins');
      equal(await logins(service), 2);
    },
  },
  {
    name: 'a function for both is asked once to know whose a stored session is',
    async run(context) {
      const { account, service } = context;
      const { key, next } = await signedIn(context, account);
      const { asked, ask } = counted(() => account);
      const client = next({ credentials: ask });
      const sessions = await Promise.all(Array.from({ length: 20 }, () => client.session()));
      ok(
        sessions.every((session: Session | null) => session?.account === account.email),
        'the session of the account',
      );
      equal(await client.apiKey(), key);
      equal(asked(), 1, 'questions');
      const other = next({ credentials: () => ({ ...account, email: `other-${account.email}` }) });
      equal(await other.session(), null);
      equal(await logins(service), 1);
    },
  },
  ...Object.entries(failing).map(
    ([how, fail]): Case => ({
      name: `a function for both that ${how} keeps no stored key from serving, and session() from answering`,
      async run(context) {
        const { account, service, createClient } = context;
        const { first, key, next } = await signedIn(context, account);
        const { asked, ask } = counted(fail);
        const client = next({ credentials: ask });
        equal((await client.session())?.account, account.email);
        equal(await client.apiKey(), key);
        equal((await client.fetch('/analytics')).status, 200);
        equal(asked(), 1, 'questions');
        equal(await createClient({ credentials: fail, keyStore: memoryKeyStore() }).session(), null);
        await service.advance(2 * hour);
        equal(await client.session(), null);
        await rejection(client.apiKey());
        await first.login(account); // somebody signs in again
        equal((await client.session())?.account, account.email);
      },
    }),
  ),
]);
