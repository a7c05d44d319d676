import { describe, expect, it } from 'vitest';
import { ada, adasSandbox, base, logIn, mail, pair, pairHeaders, send, sendMail, use } from './people.ts';

describe('POST /mail/send', () => {
  it('answers OK with a mid that a double cannot hold, and the mail is in the outbox', async () => {
    const sandbox = adasSandbox({ clock: { frozen: true, now: 1_700_000_000_000 } });
    const html = '<p>Hello, Ada.</p>';
    for (let count = 0; count < 20; count++) {
      const reply = await sendMail(sandbox, pairHeaders, { ...mail, html_content: html });
      expect(reply.status).toBe(200);
      const text = await reply.text();
      const [, mid = ''] = /^\{"message":"OK","mid":(\d+)\}$/.exec(text) ?? [];
      expect(BigInt(mid)).toBeGreaterThan(2n ** 53n);
      expect(BigInt(mid)).toBeLessThan(2n ** 63n);
      expect(sandbox.outbox.list().at(-1)).toEqual({
        from: mail.from,
        to: mail.to,
        subject: 'Hello',
        text: 'Hello, Ada.',
        html,
        mid,
        sentAt: 1_700_000_000_000,
      });
    }
    expect(new Set(sandbox.outbox.list().map(({ mid }) => mid)).size).toBe(20);
  });

  it.each([
    ['nothing', undefined, ['from is required', 'to is required']],
    ['an empty object', {}, ['from is required', 'to is required']],
    ['a list', [mail], ['from is required', 'to is required']],
    ['no recipient', { ...mail, to: ' ' }, ['to is required']],
    ['a sender of another type', { ...mail, from: 7 }, ['from is required']],
  ])('answers 400 with every problem of %s, and sends nothing', async (_, body, errors) => {
    const sandbox = adasSandbox();
    const reply = await sendMail(sandbox, pairHeaders, body);
    expect([reply.status, await reply.json()]).toEqual([400, { message: 'error', errors }]);
    expect(sandbox.outbox.list()).toEqual([]);
  });

  it('takes the pair alone, and says in its own shape why it refuses', async () => {
    const sandbox = adasSandbox();
    const key = await logIn(sandbox);
    const cases: [Record<string, string>, string][] = [
      [{}, 'Invalid authorization token'],
      [key, 'Invalid authorization token'],
      [{ consumerKey: pair.key }, 'Invalid authorization token'],
      [{ consumerSecret: pair.secret }, 'Invalid authorization token'],
      [{ ...pairHeaders, consumerKey: 'unknown' }, 'Wrong credentials specified'],
      [{ ...pairHeaders, consumerSecret: 'unknown' }, 'Wrong credentials specified'],
    ];
    for (const [headers, message] of cases) {
      const reply = await sendMail(sandbox, headers, mail);
      expect([reply.status, await reply.json()]).toEqual([
        401,
        { errorCode: 3, message, details: expect.any(String) },
      ]);
    }
    sandbox.accounts.add({ ...ada, active: false });
    const inactive = await sendMail(sandbox, pairHeaders, mail);
    expect(await inactive.json()).toMatchObject({ message: `Account for ${ada.email} is inactive` });
    expect(sandbox.outbox.list()).toEqual([]);
  });

  it('is on the mail hosts of the live service alone, and they have nothing else', async () => {
    const { fetch } = adasSandbox();
    const status = async (url: string): Promise<number> =>
      (await fetch(url, { method: 'POST', headers: pairHeaders, body: JSON.stringify(mail) })).status;
    for (const host of ['https://api.turbo-smtp.com', 'https://api.eu.turbo-smtp.com']) {
      expect(await status(`${host}/api/v2/mail/send`)).toBe(200);
      expect(await status(`${host}/api/v2/suppressions`)).toBe(404);
      expect(await status(`${host}/api/v2/authorize`)).toBe(404);
    }
    expect(await status(`${base}/mail/send`)).toBe(404);
    for (const origin of ['http://127.0.0.1:8025', 'https://anything.invalid']) {
      expect(await status(`${origin}/api/v2/mail/send`)).toBe(200);
      expect(await status(`${origin}/api/v2/suppressions`)).toBe(200);
    }
  });
});

describe('POST /subaccounts/authorize', () => {
  const shop = { email: 'shop@example.com', password: 'Correct-Horse-9' };
  const world = () => {
    const sandbox = adasSandbox();
    sandbox.accounts.add({ ...shop, parent: ada.email });
    sandbox.accounts.add({ email: 'other@example.com', password: 'x', parent: 'nobody@example.com' });
    return sandbox;
  };
  const ask = async (sandbox: ReturnType<typeof world>, body: unknown, headers: Record<string, string>) => {
    const reply = await send(sandbox, 'POST', '/subaccounts/authorize', body, headers);
    return { status: reply.status, body: await reply.json() };
  };

  it('gives a key of the subaccount, by either scheme', async () => {
    const sandbox = world();
    for (const headers of [await logIn(sandbox), pairHeaders]) {
      const { status, body } = await ask(sandbox, { email: shop.email }, headers);
      expect([status, body]).toEqual([200, { auth: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
      expect(await use(sandbox, { authorization: body.auth })).toBe(200);
    }
    expect(sandbox.keys.list().filter(({ account }) => account === shop.email)).toHaveLength(2);
  });

  it('refuses without an address, without authorisation, for the account of another, and without the plan', async () => {
    const sandbox = world();
    for (const body of [undefined, {}, { email: '' }, { email: 7 }])
      expect(await ask(sandbox, body, pairHeaders)).toEqual({
        status: 400,
        body: { message: 'missing_required_parameter_email' },
      });
    expect((await ask(sandbox, { email: shop.email }, {})).status).toBe(401);
    for (const email of ['other@example.com', 'unknown@example.com', ada.email])
      expect(await ask(sandbox, { email }, pairHeaders)).toEqual({
        status: 403,
        body: { message: 'wrong_credentials_specified' },
      });
    sandbox.accounts.add({ ...ada, subaccounts: false });
    expect(await ask(sandbox, { email: shop.email }, pairHeaders)).toEqual({
      status: 403,
      body: { message: 'feature_not_available_for_active_plan' },
    });
    expect(sandbox.keys.list()).toEqual([]);
  });
});

describe('the rest of what the contract says', () => {
  it.each(['/meta/countries', '/meta/state/IT'])('%s needs no authorisation', async (path) => {
    const sandbox = adasSandbox();
    expect((await send(sandbox, 'GET', path)).status).toBe(200);
    expect((await send(sandbox, 'GET', path, undefined, { authorization: 'unknown' })).status).toBe(200);
  });

  it.each(['/meta', '/meta/state', '/meta/state/IT/x', '/metadata'])('%s does', async (path) => {
    expect((await send(adasSandbox(), 'GET', path)).status).toBe(401);
  });

  it('keys, pairs, times and tokens look as in the contract', async () => {
    const sandbox = adasSandbox();
    const key = await logIn(sandbox);
    expect(key['authorization']).toMatch(/^[0-9a-f]{40}$/);
    const made = await send(sandbox, 'POST', '/user/consumerKeys', { permissions: ['APIS'] }, key);
    expect([made.status, await made.json()]).toEqual([
      201,
      {
        consumerKey: expect.stringMatching(/^[0-9a-f]{32}$/),
        consumerSecret: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      },
    ]);
    const listed = await (await send(sandbox, 'GET', '/user/consumerKeys', undefined, key)).json();
    for (const { creation_time } of listed.results)
      expect(creation_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
    expect(sandbox.outbox.list()[0]?.token).toMatch(/^[0-9a-f]{32}$/);
  });
});
