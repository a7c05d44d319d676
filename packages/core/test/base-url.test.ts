import { describe, expect, test } from 'vitest';
import { LIVE_BASE_URL, parseBaseUrl, resolveTarget } from '../src/call/base-url.ts';
import { createClient, memoryKeyStore, memoryLock } from '../src/index.ts';

describe('what client.fetch may send the authorisation to', () => {
  const base = parseBaseUrl('https://host.example/api/v2/');
  test.each([
    ['/analytics?limit=1', 'https://host.example/api/v2/analytics?limit=1'],
    ['https://host.example/api/v2/analytics', 'https://host.example/api/v2/analytics'],
    ['https://host.example/api/v2', 'https://host.example/api/v2'],
    ['/a%20b', 'https://host.example/api/v2/a%20b'],
  ])('%j', (input, url) => {
    expect(resolveTarget(base, input).url.href).toBe(url);
  });

  test.each([
    'analytics',
    '//evil.example/api/v2/x',
    '/\\evil.example',
    '/../../etc',
    '/%2e%2e/%2e%2e/x',
    'https://host.example/api/v20',
    'https://host.example/api/v2/../x',
    'https://host.example:8443/api/v2/x',
    'http://host.example/api/v2/x',
    'https://user:word@host.example/api/v2/x',
    'https://evil.example/api/v2/x',
    'https://host.example.evil.example/api/v2/x',
    'https://api.turbo-smtp.com/api/v2/mail/send',
    'data:text/plain,x',
    '/x\r\ny',
    '',
  ])('not %j', (input) => {
    expect(() => resolveTarget(base, input)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', code: 'invalid_input' }),
    );
  });

  test.each(['analytics', '?limit=1', '', '//evil.example/x'])(
    'and of %j it says that a path is wanted',
    (input) => {
      expect(() => resolveTarget(base, input)).toThrow(/Give a path such as `\/analytics`/);
    },
  );

  test('the mail hosts, on the live service alone', () => {
    const live = parseBaseUrl();
    const mail = 'https://api.eu.turbo-smtp.com/api/v2/mail/send';
    expect(live.href).toBe(LIVE_BASE_URL);
    expect(resolveTarget(live, mail)).toMatchObject({ url: { href: mail }, sendsMail: true });
    expect(() => resolveTarget(base, mail)).toThrow();
  });
});

describe('plain http', () => {
  const loopback = [
    'http://localhost:1/api',
    'http://127.0.0.1/api',
    'http://127.9.9.9/api',
    'http://[::1]:1/api',
  ];
  const names = ['http://api.localhost:1/v2', 'http://a.b.localhost/v2', 'http://API.LocalHost/v2'];
  const elsewhere = [
    'http://localhost.example/v2',
    'http://mylocalhost/v2',
    'http://10.0.0.1/v2',
    'http://[::2]/v2',
  ];

  const open = (baseUrl: string, loopbackNames?: boolean): unknown =>
    createClient(
      {
        name: 'test',
        fetch,
        keyStore: memoryKeyStore(),
        lock: memoryLock(),
        ...(loopbackNames !== undefined && { loopbackNames }),
      },
      { baseUrl },
    );
  const notHttps = expect.objectContaining({
    name: 'InvalidInputError',
    issues: [expect.objectContaining({ code: 'not_https' })],
  });

  test.each(loopback)('is for loopback: %s', (url) => {
    open(url);
    open(url, true);
  });

  test.each(names)('is for names of loopback only if the platform resolves them itself: %s', (url) => {
    expect(() => open(url)).toThrow(notHttps);
    expect(() => open(url, false)).toThrow(notHttps);
    open(url, true);
  });

  test.each(elsewhere)('is for nothing else: %s', (url) => {
    expect(() => open(url)).toThrow(notHttps);
    expect(() => open(url, true)).toThrow(notHttps);
  });

  test('is taken by client.fetch where the base URL has it', () => {
    const base = parseBaseUrl('http://api.localhost:1/v2', true);
    expect(resolveTarget(base, 'http://api.localhost:1/v2/x').url.href).toBe('http://api.localhost:1/v2/x');
    expect(() => resolveTarget(base, 'http://other.localhost:1/v2/x')).toThrow(notHttps);
  });
});
