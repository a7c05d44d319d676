import { describe, expect, test } from 'vitest';
import { errorOf } from '../src/errors/build.ts';
import { operations } from '../src/operations/index.ts';
import { judge } from '../src/transport/judge.ts';
import type { Exchange } from '../src/transport/send.ts';

const answer = (status: number, body: unknown, mediaType = 'application/json'): Exchange => ({
  outcome: 'answer',
  status,
  mediaType,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : (body as Uint8Array),
  retryAfter: null,
  date: null,
});
const message = (status: number, text: string): Exchange => answer(status, JSON.stringify({ message: text }));
const codeOf = (exchange: Exchange, secrets?: string[]) =>
  judge(operations.login, exchange, secrets).error?.code;

describe('an answer of success', () => {
  test('gives the result', () => {
    expect(judge(operations.login, answer(200, '{"auth":"abc","more":1}'))).toEqual({
      value: { auth: 'abc' },
    });
    expect(judge(operations.verifyResetToken, message(200, 'success'))).toEqual({ value: true });
    expect(judge(operations.changePassword, message(200, 'success'))).toEqual({ value: undefined });
  });

  test.each([
    ['empty', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a string', '"abc"'],
    ['a number', '1'],
    ['without the key', '{}'],
    ['with an empty key', '{"auth":""}'],
    ['with a number for a key', '{"auth":1}'],
    ['with a line end in the key', '{"auth":"a\\r\\nx: y"}'],
    ['with a space in the key', '{"auth":"a b"}'],
    ['with a key beyond ASCII', '{"auth":"ä"}'],
    ['with a huge key', JSON.stringify({ auth: 'a'.repeat(5000) })],
    ['with the key in a prototype', '{"__proto__":{"auth":"abc"}}'],
    ['cut off', '{"auth":"abc"'],
    ['nested without end', '['.repeat(30_000)],
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ])('that is %s may have minted a key', (_, body) => {
    expect(codeOf(answer(200, body))).toBe('outcome_unknown');
  });

  test('labelled otherwise gives no key, and only a well-known type is named', () => {
    expect(codeOf(answer(200, '{"auth":"abc"}', 'text/html'))).toBe('outcome_unknown');
    const html = judge(operations.listConsumerKeys, answer(200, '{"results":[]}', 'text/html')).error;
    expect(html).toMatchObject({ code: 'unexpected_response', status: 200, reason: 'not_json' });
    expect(html?.hint).toContain('text/html');
    const odd = judge(operations.listConsumerKeys, answer(200, '{"results":[]}', 'text/canary')).error;
    expect(JSON.stringify(odd)).not.toContain('canary');
  });

  test.each([200, 201, 202, 206, 207, 299])('may have status %i', (status) => {
    expect(judge(operations.login, answer(status, '{"auth":"abc"}'))).toEqual({ value: { auth: 'abc' } });
    const pair = '{"consumerKey":"k","consumerSecret":"s","more":{}}';
    expect(judge(operations.createConsumerKey, answer(status, pair))).toEqual({
      value: { key: 'k', secret: 's' },
    });
  });

  test.each([100, 304, 418])('may not have status %i', (status) => {
    expect(codeOf(answer(status, '{"auth":"abc"}'))).toBe('unexpected_response');
  });

  const resultless = Object.values(operations).filter((operation) => 'resultless' in operation);

  describe.each(resultless.map((operation) => [operation.name, operation] as const))(
    'to %s',
    (name, operation) => {
      const word = name === 'logout' ? 'token_deauthorized' : 'success';

      test.each([
        [204, ''],
        [200, ''],
        [200, '\r\n'],
        [201, '{}'],
        [200, '{"more":1}'],
        [202, JSON.stringify({ message: word })],
      ])('with status %i and %j is success', (status, body) => {
        const type = body.trim() === '' ? '' : 'application/json';
        expect(judge(operation as typeof operations.logout, answer(status, body, type))).toEqual({
          value: undefined,
        });
      });

      test.each([
        'null',
        '[]',
        '1',
        '"text"',
        '{"message":"another"}',
        '{"message":null}',
        '{"message":1}',
        '<p>',
        '{',
      ])('with %j says nothing for certain', (body) => {
        const { error } = judge(operation as typeof operations.logout, answer(200, body));
        expect(error?.code).toBe(operation.repeatable ? 'unexpected_response' : 'outcome_unknown');
        expect(error?.status).toBe(200);
      });
    },
  );

  test('to verifyResetToken is an object, and never empty', () => {
    const judged = (body: string) => judge(operations.verifyResetToken, answer(200, body));
    expect(judged('{}')).toEqual({ value: true });
    for (const body of ['', 'null', '[]', '{"message":"token_is_invalid"}'])
      expect(judged(body).error?.code).toBe('unexpected_response');
  });

  test('to listConsumerKeys needs of a record no more than the key', () => {
    const list = {
      results: [{ consumerKey: 'k', label: 'l', creation_time: '2024-05-06 07:08:09' }, { consumerKey: 'm' }],
    };
    expect(judge(operations.listConsumerKeys, answer(200, JSON.stringify(list)))).toEqual({
      value: [
        {
          key: 'k',
          label: 'l',
          createdAt: new Date('2024-05-06T07:08:09Z'),
          ips: [],
          legacy: null,
          permissions: null,
        },
        { key: 'm', label: '', createdAt: null, ips: [], legacy: null, permissions: null },
      ],
    });
    const odd = {
      count: 'one',
      results: [
        { consumerKey: 'k', label: 7, creation_time: 'soon', ips: 'any', is_legacy: 'no', permissions: {} },
      ],
    };
    expect(judge(operations.listConsumerKeys, answer(201, JSON.stringify(odd)))).toEqual({
      value: [{ key: 'k', label: '', createdAt: null, ips: [], legacy: null, permissions: null }],
    });
    for (const results of [undefined, null, {}, [{}], [{ consumerKey: '' }], [null]])
      expect(judge(operations.listConsumerKeys, answer(200, JSON.stringify({ results }))).error?.code).toBe(
        'unexpected_response',
      );
  });

  test('inherits nothing from a polluted prototype', () => {
    const polluted = Object.prototype as { auth?: string; message?: string };
    polluted.auth = 'inherited';
    polluted.message = 'wrong_credentials_specified';
    try {
      expect(codeOf(answer(200, '{}'))).toBe('outcome_unknown');
      expect(codeOf(answer(403, '{}'))).toBe('unexpected_response');
    } finally {
      delete polluted.auth;
      delete polluted.message;
    }
  });
});

describe('a refusal', () => {
  test('with a documented code has its class and its literal code', () => {
    const { error } = judge(operations.login, message(403, 'wrong_credentials_specified'));
    expect(error).toMatchObject({
      name: 'ForbiddenError',
      code: 'wrong_credentials_specified',
      status: 403,
      operation: 'login',
      retryable: false,
    });
  });

  test('that answers the question is no error', () => {
    expect(judge(operations.verifyResetToken, message(403, 'token_is_invalid'))).toEqual({ value: false });
    expect(judge(operations.resetPassword, message(403, 'token_is_invalid')).error?.code).toBe(
      'token_is_invalid',
    );
  });

  test('with a code documented for another status or operation is unknown, and says so', () => {
    for (const exchange of [message(400, 'wrong_credentials_specified'), message(403, 'password_is_invalid')])
      expect(judge(operations.login, exchange).error).toMatchObject({ code: 'unknown' });
    expect(judge(operations.login, message(403, 'account_on_hold')).error).toMatchObject({
      name: 'ForbiddenError',
      serverCode: 'account_on_hold',
    });
    expect(judge(operations.login, message(418, 'is_a_teapot')).error).toMatchObject({
      name: 'TurboSMTPAuthError',
      code: 'unknown',
      status: 418,
    });
  });

  test.each(['constructor', 'toString', '__proto__', 'Wrong password', 'deadbeef', 'a'.repeat(90)])(
    'whose message is %j repeats none of it',
    (text) => {
      const { error } = judge(operations.login, message(403, text));
      expect(error).toMatchObject({ code: 'unknown' });
      expect(error).not.toHaveProperty('serverCode');
    },
  );

  test('never repeats what was sent, even if it looks like a code', () => {
    const { error } = judge(operations.login, message(403, 'my_pass_word'), ['my_pass_word']);
    expect(error).not.toHaveProperty('serverCode');
  });

  test('in another shape is unexpected: a firewall page is not a wrong password', () => {
    expect(codeOf(answer(403, '<h1>Forbidden</h1>', 'text/html'))).toBe('unexpected_response');
    expect(codeOf(answer(401, '{"errorCode":1,"details":""}'))).toBe('unexpected_response');
    expect(codeOf(answer(403, '{"message":1}'))).toBe('unexpected_response');
  });
});

describe('429 and 5xx', () => {
  test('are judged by status alone', () => {
    expect(codeOf(answer(429, '<html>', 'text/html'))).toBe('rate_limited');
    expect(codeOf(answer(503, '', ''))).toBe('server_error');
    expect(judge(operations.logout, answer(500, '')).error?.retryable).toBe(true);
    expect(judge(operations.login, answer(500, '')).error?.retryable).toBe(false);
  });
});

describe('no answer', () => {
  test('is a network error where repeating does no harm, and otherwise an unknown outcome', () => {
    expect(codeOf({ outcome: 'lost', neverSent: true })).toBe('network');
    expect(codeOf({ outcome: 'lost', neverSent: false })).toBe('outcome_unknown');
    expect(judge(operations.logout, { outcome: 'lost', neverSent: false }).error?.code).toBe('network');
  });

  test('is explained by the error of ours that the fetch threw', () => {
    const hint = 'Open the gate first.';
    const reason = errorOf('network', { hint, retryable: false });
    const lost = (neverSent: boolean): Exchange => ({ outcome: 'lost', neverSent, reason });
    const told = { code: 'network', hint, retryable: false };
    expect(judge(operations.login, lost(true)).error).toMatchObject({ ...told, operation: 'login' });
    expect(judge(operations.logout, lost(false)).error).toMatchObject({ ...told, operation: 'logout' });
    // What to look at first matters more than why the answer is missing.
    const { error } = judge(operations.login, lost(false));
    expect(error?.code).toBe('outcome_unknown');
    expect(error?.hint).not.toBe(hint);
  });

  test('because an option cannot be is invalid input, and says which option', () => {
    const issues = [{ path: 'HTTPS_PROXY', code: 'not_a_url' }];
    const reason = errorOf('invalid_input', { issues });
    expect(judge(operations.login, { outcome: 'lost', neverSent: true, reason }).error).toMatchObject({
      code: 'invalid_input',
      operation: 'login',
      issues,
    });
  });

  test('that was a redirect is refused, with its status where it is known', () => {
    expect(judge(operations.login, { outcome: 'redirect', status: 307 }).error).toMatchObject({
      code: 'redirect_refused',
      status: 307,
    });
    expect(judge(operations.login, { outcome: 'redirect', status: 0 }).error).not.toHaveProperty('status');
  });
});
