import { type Client, isTurboSMTPAuthError } from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from './case.ts';
import { equal, ok, rejection } from './expect.ts';
import { watchedFetch } from './wire.ts';

const word = 'Canary-Horse-9';

/** What was copied with the word, and the reason of the hint. */
const shapes = [
  ['a byte order mark', `\uFEFF${word}`, 'input_invisible'],
  ['a zero-width space', `${word}\u200B`, 'input_invisible'],
  ['quotation marks', `"${word}"`, 'input_quoted'],
  ['typographic quotation marks', `\u201C${word}\u201D`, 'input_quoted'],
  ['a space before it', ` ${word}`, 'input_padded'],
  ['a no-break space after it', `${word}\u00A0`, 'input_padded'],
  ['nothing', word, undefined],
] as const;

interface Refusal {
  readonly what: string;
  readonly call: (client: Client, value: string, context: Context) => Promise<unknown>;
  /** What the service is sent, to see that it was sent as it was typed. */
  readonly wire: string;
}

const refusals: readonly Refusal[] = [
  {
    what: 'password of a login',
    call: (client, password, { account }) => client.login({ ...account, password }),
    wire: 'password',
  },
  {
    what: 'e-mail address of a login',
    call: (client, email, { account }) => client.login({ ...account, email }),
    wire: 'email',
  },
  {
    what: 'current password',
    call: async (client, currentPassword, { account }) => {
      await client.login(account);
      await client.changePassword({ currentPassword, newPassword: 'Better-Horse-10' });
    },
    wire: 'current_password',
  },
  {
    what: 'e-mail address of a reset',
    call: (client, email) => client.requestPasswordReset({ email }),
    wire: 'email',
  },
  {
    what: 'token of a reset',
    call: (client, token) => client.resetPassword({ token, newPassword: 'Better-Horse-10' }),
    wire: 'token',
  },
];

export const hintsAtShapes: readonly Case[] = theme('a hint names the shape of what was refused', [
  ...refusals.flatMap(({ what, call, wire }) =>
    shapes.map(
      ([added, value, reason]): Case => ({
        name: `${what} with ${added}`,
        async run(context) {
          const { service, createClient, inspect } = context;
          const { fetch, seen } = watchedFetch(service.clientFetch ?? service.fetch);
          const error = await rejection(call(createClient({ fetch }), value, context));
          ok(isTurboSMTPAuthError(error), 'an error of the library');
          equal(error.reason, reason, 'reason');
          ok(!inspect(error).includes(word), 'nothing of the value');
          const sent = JSON.parse(seen.at(-1)?.body ?? '{}') as Record<string, unknown>; // an object, as all bodies are
          equal(sent[wire], value, 'what was sent');
        },
      }),
    ),
  ),
  {
    name: 'token of a reset that is a whole link',
    async run({ createClient }) {
      const token = 'https://example.com/reset?token=abc';
      const error = await rejection(createClient().resetPassword({ token, newPassword: 'Better-Horse-10' }));
      ok(isTurboSMTPAuthError(error) && error.reason === 'token_is_a_link', 'the reason');
    },
  },
  {
    name: 'password in quotation marks, when the e-mail address is refused',
    async run({ account, service, createClient }) {
      const client = createClient();
      await client.login(account);
      await service.addFault({
        kind: 'reply',
        status: 400,
        json: { message: 'invalid_mail_address' },
        match: { operation: 'changePassword' },
      });
      const change = { currentPassword: `"${word}"`, newPassword: 'Better-Horse-10' };
      const error = await rejection(client.changePassword(change));
      ok(isTurboSMTPAuthError(error) && error.code === 'invalid_mail_address', 'the code');
      equal(error.reason, undefined, 'reason');
    },
  },
]);
