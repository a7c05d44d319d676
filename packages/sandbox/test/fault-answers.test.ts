import { describe, expect, it } from 'vitest';
import { logInWith, readSome } from './faulty-login.ts';
import { adasSandbox, base, pairHeaders } from './people.ts';

describe('answers', () => {
  it('reply: any status, headers and body', async () => {
    const { reply, keys } = await logInWith({
      kind: 'reply',
      status: 503,
      statusText: 'Busy',
      headers: { 'retry-after': '7' },
      json: { message: 'busy' },
    });
    expect([reply.status, reply.statusText, reply.headers.get('retry-after')]).toEqual([503, 'Busy', '7']);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect([await reply.json(), keys()]).toEqual([{ message: 'busy' }, 0]);
  });

  it('reply: text of any media type, or nothing', async () => {
    const { reply } = await logInWith({ kind: 'reply', text: 'null', mediaType: 'application/json' });
    expect([reply.headers.get('content-type'), await reply.text()]).toEqual(['application/json', 'null']);
    const none = await logInWith({ kind: 'reply', status: 204 });
    expect([none.reply.status, none.reply.headers.get('content-type'), none.reply.body]).toEqual([
      204,
      null,
      null,
    ]);
  });

  it('reply: JSON that is not an object, and an answer that only seems one', async () => {
    for (const json of [null, [], 0, '', { auth: '' }, { auth: 'x'.repeat(2 ** 20) }, { auth: 'a\r\nb' }]) {
      const { reply } = await logInWith({ kind: 'reply', json });
      expect(await reply.json()).toEqual(json);
    }
  });

  it('html', async () => {
    const { reply } = await logInWith({ kind: 'html', status: 403 });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await reply.text()).toContain('<h1>');
  });

  it('malformedJson', async () => {
    const { reply } = await logInWith({ kind: 'malformedJson' });
    expect(reply.headers.get('content-type')).toBe('application/json');
    await expect(reply.json()).rejects.toThrow(SyntaxError);
  });

  it('code', async () => {
    const { reply } = await logInWith({ kind: 'code', status: 403 });
    expect([reply.status, await reply.json()]).toEqual([403, { message: 'a_code_from_the_future' }]);
    const named = await logInWith({ kind: 'code', code: 'brand_new' });
    expect([named.reply.status, await named.reply.json()]).toEqual([400, { message: 'brand_new' }]);
  });

  it('empty', async () => {
    const { reply } = await logInWith({ kind: 'empty', status: 403 });
    expect([reply.status, reply.body, await reply.text()]).toEqual([403, null, '']);
  });

  it('redirect', async () => {
    const { reply } = await logInWith({
      kind: 'redirect',
      status: 308,
      location: 'https://elsewhere.example/',
    });
    expect([reply.status, reply.headers.get('location')]).toEqual([308, 'https://elsewhere.example/']);
  });

  it('any of them can come from a service that did its work', async () => {
    const { reply, keys } = await logInWith({ kind: 'html', status: 504, handled: true });
    expect([reply.status, keys()]).toEqual([504, 1]);
  });
});

describe('bodies', () => {
  it('stalled: one byte of the reply, then silence until the reader gives up', async () => {
    const { reply, keys } = await logInWith({ kind: 'stalled' });
    const reader = reply.body?.getReader();
    expect((await reader?.read())?.value).toEqual(new TextEncoder().encode('{'));
    const silence = Symbol('silence');
    const next = reader?.read();
    expect(await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 50, silence))])).toBe(
      silence,
    );
    await reader?.cancel();
    expect([(await next)?.done, keys()]).toEqual([true, 1]);
  });

  it('stalled without being handled: the service never knew', async () => {
    expect((await logInWith({ kind: 'stalled', handled: false })).keys()).toBe(0);
  });

  it('slow: one byte a second', async () => {
    const sandbox = adasSandbox({ clock: { frozen: true }, faults: [{ kind: 'slow' }] });
    const reply = await sandbox.fetch(`${base}/analytics`, { headers: pairHeaders });
    const text = reply.text();
    for (let second = 0; second < 24; second++) {
      await new Promise((resolve) => setTimeout(resolve));
      sandbox.clock.advance(1000);
    }
    expect(await text).toBe('{"count":0,"results":[]}');
  });

  it('endless: as much as anyone reads, and time passes meanwhile', async () => {
    const { reply } = await logInWith({ kind: 'endless' });
    const some = await readSome(reply, 10_000_000);
    expect(some.end).toBe('cancelled');
    const late = new AbortController();
    const timed = await logInWith({ kind: 'endless' }, { signal: late.signal });
    setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), 50);
    await expect(timed.reply.text()).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  });

  it('bomb: JSON of exactly that many bytes, made as it is read', async () => {
    const { reply } = await logInWith({ kind: 'bomb', bytes: 3_000_001 });
    expect(reply.headers.get('content-encoding')).toBe('gzip, gzip');
    const text = await reply.text();
    expect([text.length, JSON.parse(text)]).toEqual([3_000_001, { message: 'success' }]);
    const huge = await logInWith({ kind: 'bomb' });
    expect(await readSome(huge.reply, Infinity)).toMatchObject({ bytes: 200_000_000, end: 'complete' });
  });

  it('wrongLength: breaks off when too long, is cut when too short', async () => {
    const long = await logInWith({ kind: 'wrongLength', contentLength: 1000 });
    expect(long.reply.headers.get('content-length')).toBe('1000');
    expect(await readSome(long.reply, Infinity)).toMatchObject({ bytes: 51, end: 'terminated' });
    const short = await logInWith({ kind: 'wrongLength', contentLength: 8 });
    expect(await readSome(short.reply, Infinity)).toMatchObject({ text: '{"auth":', end: 'complete' });
    expect([long.keys(), short.keys()]).toEqual([1, 1]);
  });
});
