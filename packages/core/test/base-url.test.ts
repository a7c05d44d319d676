import { describe, expect, test } from 'vitest';
import { LIVE_BASE_URL, parseBaseUrl, resolveTarget } from '../src/call/base-url.ts';

describe('what client.fetch may send the authorisation to', () => {
  const base = parseBaseUrl('https://host.example/api/v2/');
  test.each([
    ['/analytics?limit=1', 'https://host.example/api/v2/analytics?limit=1'],
    ['https://host.example/api/v2/analytics', 'https://host.example/api/v2/analytics'],
    ['https://host.example/api/v2', 'https://host.example/api/v2'],
    ['/a%20b', 'https://host.example/api/v2/a%20b'],
  ])('%j', (input, url) => {
    expect(resolveTarget(base, input, 'key').href).toBe(url);
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
    expect(() => resolveTarget(base, input, 'key')).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', code: 'invalid_input' }),
    );
  });

  test('the mail hosts: with a consumer pair, on the live service', () => {
    const live = parseBaseUrl();
    const mail = 'https://api.eu.turbo-smtp.com/api/v2/mail/send';
    expect(live.href).toBe(LIVE_BASE_URL);
    expect(resolveTarget(live, mail, 'consumer').href).toBe(mail);
    expect(() => resolveTarget(live, mail, 'key')).toThrow();
    expect(() => resolveTarget(base, mail, 'consumer')).toThrow();
  });
});
