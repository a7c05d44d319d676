import { InvalidInputError } from '@turbosmtp-auth/core';
import { type Case, theme } from '../case.ts';
import { equal, ok } from '../expect.ts';
import { watchedFetch } from '../wire.ts';

const bad: readonly string[] = [
  'http://pro.api.serversmtp.com/api/v2',
  'http://127.0.0.1.example.com/api/v2',
  'http://localhost.example.com/api/v2',
  'http://[2001:db8::1]/api/v2',
  'http://10.0.0.1/api/v2',
  'http://0.0.0.0/api/v2',
  'https://user:sesame@example.com/api/v2',
  'https://user@example.com/api/v2',
  String.raw`https:\\example.com\api\v2`,
  String.raw`https://example.com\@evil.example/api/v2`,
  '//evil.example/api/v2',
  '/api/v2',
  'api/v2',
  '',
  'file:///etc/passwd',
  'ftp://example.com/api/v2',
  'data:application/json,{}',
  'javascript:0',
  'https://example.com/api/v2?key=value',
  'https://example.com/api/v2#fragment',
  'https://',
];

const good: readonly (string | URL)[] = [
  'https://pro.api.serversmtp.com/api/v2',
  'https://pro.api.serversmtp.com/api/v2/',
  new URL('https://example.com:8443/proxy/api/v2'),
  'http://127.0.0.1:8025/api/v2',
  'http://localhost:8025/api/v2',
  'http://[::1]:8025/api/v2',
];

export const badBaseUrls: readonly Case[] = theme('base URL', [
  ...bad.map(
    (baseUrl): Case => ({
      name: `${JSON.stringify(baseUrl)} is refused when the client is created`,
      async run({ createClient }) {
        let thrown: unknown;
        try {
          createClient({ baseUrl });
        } catch (error) {
          thrown = error;
        }
        ok(thrown instanceof InvalidInputError, `an InvalidInputError, got ${String(thrown)}`);
        equal(
          thrown.issues?.map(({ path }) => path),
          ['baseUrl'],
        );
        ok(!JSON.stringify(thrown).includes('sesame'), 'the value not to be repeated');
      },
    }),
  ),
  {
    name: 'is taken over HTTPS from anywhere and over HTTP from loopback',
    async run({ createClient }) {
      for (const baseUrl of good) createClient({ baseUrl });
    },
  },
  {
    name: 'defaults to the live service',
    async run({ account, profile, adapter }) {
      const answer = async (): Promise<Response> =>
        Response.json({ message: 'wrong_credentials_specified' }, { status: 403 });
      const { fetch, seen } = watchedFetch(answer);
      const client = adapter({ fetch, profile });
      await client.login(account).catch(() => {});
      await client.close();
      equal(
        seen.map(({ url }) => url.href),
        ['https://pro.api.serversmtp.com/api/v2/authorize'],
      );
    },
  },
]);
