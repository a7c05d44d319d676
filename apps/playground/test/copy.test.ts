import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { maskMessage } from '../src/service/mask.ts';
import type { Exchange } from '../src/service/recorder.ts';
import { asCurl, asFetch, asHttp } from '../src/service/write-exchange.ts';
import { openPlayground, skip } from './playground.ts';

const exchange = (url: string, method: string, headers: Record<string, string>, body = ''): Exchange => ({
  id: 1,
  method,
  path: new URL(url).pathname,
  at: 0,
  request: maskMessage({ url, headers: new Headers(headers), body }, []),
  replay: () => Promise.resolve(),
});

const json = { 'content-type': 'application/json' };
const login = exchange(
  'https://host.invalid/api/v2/authorize',
  'POST',
  json,
  JSON.stringify({ email: "o'hara@example.com", password: 'Correct-Horse-9' }),
);
const verify = exchange('https://host.invalid/api/v2/forgot-password?token=abcdef', 'GET', {
  authorization: '0123456789abcdef',
});

describe('a copied request', () => {
  it('is a command that a shell takes apart as meant', () => {
    // The shell itself says what curl would get.
    const { stdout } = spawnSync('sh', ['-c', asCurl(login).replace(/^curl/, "printf '%s\\n'")], {
      encoding: 'utf8',
    });
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      '--request',
      'POST',
      'https://host.invalid/api/v2/authorize',
      '--header',
      'content-type: application/json',
      '--data',
    ]);
    expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).toEqual({
      email: "o'hara@example.com",
      password: '<password>',
    });
    expect(asCurl(verify)).toContain('token=<token>');
  });

  it('is a message of HTTP, with a host and an empty line', () => {
    expect(asHttp(verify)).toBe(
      'GET /api/v2/forgot-password?token=<token> HTTP/1.1\nhost: host.invalid\nauthorization: <authorization>\n\n',
    );
  });

  it('is code that makes the same request', async () => {
    const code = asFetch(login).replace('const response = await fetch', 'return new Request');
    const request: Request = new Function(code)();
    expect([request.method, request.url]).toEqual(['POST', 'https://host.invalid/api/v2/authorize']);
    expect(await request.json()).toEqual({ email: "o'hara@example.com", password: '<password>' });
  });

  it('has no secret in it', () => {
    for (const write of [asCurl, asHttp, asFetch])
      for (const one of [login, verify])
        expect(write(one)).not.toMatch(/Correct-Horse-9|0123456789abcdef|abcdef/);
  });
});

describe.skipIf(skip)('an exchange', () => {
  it('is copied from the page, and sent again', async () => {
    const { page, context, panel, submit, button, html } = await openPlayground();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await submit();
    await button('Copy as cURL').click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^curl --request POST 'https:[^']*\/authorize'[\s\S]*"email": "demo@example.com"/);
    await button('Send again').click();
    await expect.poll(() => panel('wire').locator('summary').count()).toBe(2);
    await expect.poll(() => panel('live-keys').textContent()).toBe('2 keys are valid now.');
    expect(await html()).not.toContain('Correct-Horse-9');
  });
});
