import { NotFoundError, SignedOutError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';
import { watchedFetch } from './wire.ts';

export const consumerKeys: readonly Case[] = theme('consumer keys', [
  {
    name: 'are created, used, listed without their secret, and deleted',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      equal(await client.listConsumerKeys(), []);
      const before = service.clock.now();
      const pair = await client.createConsumerKey({
        permissions: ['APIS'],
        label: 'caf\u00E9',
        ips: ['192.0.2.1'],
      });
      equal((await createClient({ consumer: pair }).fetch('/analytics')).status, 200);

      const [listed, ...more] = await client.listConsumerKeys();
      equal(more, []);
      const { createdAt, ...rest } = listed ?? { createdAt: new Date(0) };
      equal(rest, {
        key: pair.key,
        label: 'caf\u00E9',
        ips: ['192.0.2.1'],
        legacy: false,
        permissions: ['APIS'],
      });
      ok(createdAt && createdAt.getTime() >= before - 1000, 'the time of its creation');

      equal(await client.deleteConsumerKey({ key: pair.key }), undefined);
      equal(await client.listConsumerKeys(), []);
      equal((await createClient({ consumer: pair }).fetch('/analytics')).status, 401);
    },
  },
  {
    name: 'that do not exist cannot be deleted',
    async run({ account, createClient }) {
      const client = createClient();
      await client.login(account);
      await refused(client.deleteConsumerKey({ key: 'no-such-key' }), {
        class: NotFoundError,
        code: 'key_not_found',
        status: 404,
        operation: 'deleteConsumerKey',
      });
    },
  },
  {
    name: 'are encoded once in a path, and reach no other path',
    async run({ account, service, createClient }) {
      const { fetch, seen } = watchedFetch(service.fetch);
      const client = createClient({ fetch });
      await client.login(account);
      for (const key of ['a/b', '../authorize', '%2e%2e%2f', 'a?b#c', 'a b', '..', '.']) {
        const before = seen.length;
        await client.deleteConsumerKey({ key }).catch(() => {});
        for (const { url } of seen.slice(before)) {
          const parent = `${new URL(service.baseUrl).pathname}/user/consumerKeys/`;
          ok(url.pathname.startsWith(parent), `${key} to stay below ${parent}, got ${url.pathname}`);
          equal(decodeURIComponent(url.pathname.slice(parent.length)), key);
          equal(url.search + url.hash, '');
        }
      }
    },
  },
  {
    name: 'are not managed with a consumer pair',
    async run({ service, createClient }) {
      const client = createClient({ consumer: { key: 'pair-key', secret: 'pair-secret' } });
      await refused(client.listConsumerKeys(), { class: SignedOutError, code: 'signed_out' });
      equal(await service.requests(), []);
    },
  },
]);
