import { describe, expect, it } from 'vitest';
import { MASK, type Message, maskJson, maskMessage, parseExactly, secretsOf } from '../src/service/mask.ts';

const message = (parts: Partial<Message>): Message => ({ headers: new Headers(), body: '', ...parts });

describe('what is secret by its place', () => {
  it('is masked in headers, query and body, at any depth', () => {
    const shown = maskMessage(
      message({
        url: 'https://api.example.test/api/v2/forgot-password?token=canary-1&page=2',
        headers: new Headers({
          Authorization: 'canary-2',
          consumerKey: 'public',
          consumerSecret: 'canary-3',
        }),
        body: JSON.stringify({
          email: 'ada@example.test',
          password: 'canary-4',
          deep: [{ auth: 'canary-5' }],
        }),
      }),
      [],
    );
    expect(JSON.stringify(shown)).not.toContain('canary');
    expect(shown.url).toBe(`https://api.example.test/api/v2/forgot-password?token=${MASK}&page=2`);
    expect(Object.fromEntries(shown.headers)).toEqual({
      authorization: MASK,
      consumerkey: 'public',
      consumersecret: MASK,
    });
    expect(JSON.parse(shown.body ?? '')).toEqual({
      email: 'ada@example.test',
      password: MASK,
      deep: [{ auth: MASK }],
    });
  });

  it('is masked whatever its type', () => {
    expect(JSON.parse(maskJson({ token: 123_456, password: ['canary'], auth: null }))).toEqual({
      token: MASK,
      password: MASK,
      auth: MASK,
    });
  });
});

describe('a secret out of place', () => {
  const secret = 'cañary "quoted"/+&?';

  it.each([
    ['as it is', (text: string) => text],
    ['as a URL writes it', encodeURIComponent],
    ['as JSON writes it', (text: string) => JSON.stringify(text)],
  ])('is masked in a reply that repeats it %s', (_how, write) => {
    const sent = message({ body: JSON.stringify({ password: secret }) });
    const shown = maskMessage(
      message({ body: JSON.stringify({ message: `no: ${write(secret)}`, [write(secret)]: 1 }) }),
      secretsOf(sent),
    );
    expect(shown.body).toContain(MASK);
    for (const part of ['ñary', 'quoted', '%2F']) expect(shown.body).not.toContain(part);
  });

  it('is not shown in what is not JSON, since it cannot be found there', () => {
    const headers = new Headers({ 'content-type': 'text/html' });
    for (const body of ['<p>canary</p>', '{"auth":"canary'])
      expect(maskMessage(message({ headers, body }), []).body).toMatch(
        /^\(\d+ bytes that are not JSON, text\/html: not shown\)$/,
      );
  });
});

it('shows every digit of a number that is longer than JavaScript keeps', () => {
  const body = '{"mid":9007199254740993,"half":0.5,"auth":9007199254740993}';
  const shown = maskMessage(message({ body }), []).body;
  expect(shown).toBe(`{\n  "mid": 9007199254740993,\n  "half": 0.5,\n  "auth": "${MASK}"\n}`);
  expect(maskJson(parseExactly(body))).toBe(shown);
});

it('shows a date as JSON does, and nothing as null', () => {
  expect(JSON.parse(maskJson({ at: new Date(0) }))).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  expect(maskJson(undefined)).toBe('null');
  expect(maskMessage(message({}), []).body).toBeNull();
});
