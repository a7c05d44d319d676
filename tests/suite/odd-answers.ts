import { ForbiddenError, OutcomeUnknownError } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, refused } from './expect.ts';

/** Answers made to be taken for something they are not. */
export const oddAnswers: readonly Case[] = theme('odd answer', [
  {
    name: 'with a key, labelled as something else, is not taken',
    async run({ account, service, createClient }) {
      for (const mediaType of [
        'text/html',
        'text/plain',
        'application/jsonp',
        'application/problem+json',
        '',
      ]) {
        const text = '{"auth":"a-key"}';
        await service.addFault({ kind: 'reply', status: 200, text, headers: { 'content-type': mediaType } });
        await refused(createClient().login(account), {
          class: OutcomeUnknownError,
          code: 'outcome_unknown',
          status: 200,
        });
      }
    },
  },
  {
    name: 'without a key is not answered by a polluted prototype',
    async run({ account, service, createClient }) {
      const polluted = Object.prototype as { auth?: string };
      await service.addFault({ kind: 'reply', status: 200, json: {} });
      const call = createClient().login(account);
      polluted.auth = 'inherited-key';
      try {
        await refused(call, { class: OutcomeUnknownError, code: 'outcome_unknown' });
      } finally {
        delete polluted.auth;
      }
    },
  },
  {
    name: 'that repeats the password as if it were a code is not repeated again',
    async run({ account, service, createClient, inspect }) {
      const password = 'sesame_opens_the_door';
      await service.addFault({ kind: 'code', status: 403, code: password });
      const error = await refused(createClient().login({ ...account, password }), {
        class: ForbiddenError,
        code: 'unknown',
        status: 403,
      });
      ok(!('serverCode' in error), 'no serverCode');
      ok(!inspect(error).includes(password), 'nothing of the password');
    },
  },
  {
    name: 'that spells the password as a code is not repeated either',
    async run({ account, service, createClient, inspect }) {
      for (const password of ['Correct_Horse_9', 'Correct Horse 9', 'correct-horse-9', 'CORRECT.HORSE.9']) {
        const code = 'correct_horse_9';
        await service.addFault({ kind: 'code', status: 403, code });
        const error = await refused(createClient().login({ ...account, password }), {
          class: ForbiddenError,
          code: 'unknown',
          status: 403,
        });
        ok(!('serverCode' in error), `no serverCode for ${password}`);
        ok(!inspect(error).includes(code), 'nothing of the password');
      }
    },
  },
  {
    name: 'in prose, or with what could be a key, is no code',
    async run({ account, service, createClient }) {
      for (const code of [
        'Wrong password',
        'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
        'UPPER_CASE',
        `${'a_'.repeat(60)}a`,
      ]) {
        await service.addFault({ kind: 'code', status: 403, code });
        const error = await refused(createClient().login(account), {
          class: ForbiddenError,
          code: 'unknown',
        });
        equal('serverCode' in error, false, `a serverCode for ${code}`);
      }
    },
  },
]);
