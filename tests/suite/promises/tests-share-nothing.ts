import { type ClientOptions, memoryKeyStore, type TraceEvent } from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from '../case.ts';
import { equal } from '../expect.ts';

/** What a test gives its client, each by itself and both. */
const gifts: Readonly<Record<string, (context: Context) => Pick<ClientOptions, 'fetch' | 'clock'>>> = {
  'a fetch': ({ service }) => ({ fetch: service.fetch }),
  // The service is in this process: without its fetch nothing would reach it.
  'a clock': ({ service: { clock, clientFetch } }) => ({ clock, ...(clientFetch && { fetch: clientFetch }) }),
  'a fetch and a clock': ({ service }) => ({ fetch: service.fetch, clock: service.clock }),
};

export const testsShareNothing: readonly Case[] = theme('tests of clients', [
  ...Object.entries(gifts).map(
    ([name, give]): Case => ({
      name: `with ${name} of their own share no session`,
      async run(context) {
        const { service, account, profile, adapter } = context;
        const other = { ...account, email: `other-${account.email}` };
        await service.addAccount(other);
        const options = { baseUrl: service.baseUrl, profile, ...give(context) };

        const first = adapter(options);
        await first.login(account);
        const second = adapter(options);
        equal(await second.session(), null, 'session at the start of the second test');
        await second.login(other);
        equal((await first.session())?.account, account.email);
        equal((await second.session())?.persisted, false);
        equal((await service.keys()).length, 2, 'number of keys');

        await first.logout();
        equal((await second.session())?.account, other.email);
        await second.logout();
        await Promise.all([first.close(), second.close()]);
      },
    }),
  ),
  {
    name: 'with a fetch of their own do not wait for each other',
    async run({ service, account, profile, adapter }) {
      const sent = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<void>();
      const slow: typeof globalThis.fetch = async (...given) => {
        sent.resolve();
        await answer.promise;
        return service.fetch(...given);
      };
      const { baseUrl } = service;
      const first = adapter({ baseUrl, profile, fetch: slow });
      const login = first.login(account);
      login.catch(() => undefined); // only where the second failed before
      await sent.promise;

      const events: TraceEvent[] = [];
      const second = adapter({
        baseUrl,
        profile,
        fetch: service.fetch,
        trace: (event) => events.push(event),
      });
      await second.login(account);
      const had = events.flatMap((event) => (event.type === 'lock' ? [event.held] : []));
      equal(had, [true], 'whether the second had its lock');

      answer.resolve();
      await login;
      await Promise.all([first.logout(), second.logout()]);
      await Promise.all([first.close(), second.close()]);
    },
  },
  {
    name: 'share a session if they are given the same store',
    async run({ service, account, profile, adapter }) {
      const options = { baseUrl: service.baseUrl, profile, fetch: service.fetch, keyStore: memoryKeyStore() };
      const first = adapter(options);
      await first.login(account);
      const second = adapter(options);
      equal((await second.session())?.account, account.email);
      await second.logout();
      await Promise.all([first.close(), second.close()]);
    },
  },
]);
