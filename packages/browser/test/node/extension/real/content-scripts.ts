import { expect, it } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';
import { inScript, openShop } from './shop.ts';
import { account, call, resultOf, startExtension } from './started-extension.ts';

const refusal = { code: 'not_allowed', reason: 'caller_not_allowed' };

/** Every method of the client, and what it is called with. */
const methods: readonly (readonly [method: string, ...given: unknown[]])[] = [
  ['login', account],
  ['logout'],
  ['session'],
  ['changePassword', { currentPassword: account.password, newPassword: 'Better-Horse-9' }],
  ['settlePasswordChange', { ...account, currentPassword: account.password, newPassword: 'Better-Horse-9' }],
  ['requestPasswordReset', { email: account.email }],
  ['verifyResetToken', { token: 'abc' }],
  ['resetPassword', { token: 'abc', newPassword: 'Better-Horse-9' }],
  ['listConsumerKeys'],
  ['createConsumerKey', { permissions: ['APIS'] }],
  ['deleteConsumerKey', { key: 'abc' }],
  ['fetch', '/analytics'],
  ['interrupted'],
  ['acknowledge', 'abc'],
  ['ask', 'forPages'],
  ['ask', 'toString'],
  ['ask', '__proto__'],
];

/** Messages that no client sends. */
const forged = [
  ...[
    'apiKey',
    'invalidate',
    'on',
    'close',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'x'.repeat(1_000),
  ],
  ...[null, 5, true, [], {}, ['login'], { toString: 'login' }],
].flatMap((operation, at) => [
  { t: 'call', id: `operation-${at}`, operation, input: account },
  { t: 'call', id: `name-${at}`, operation: 'ask', input: { name: operation } },
  { t: operation, id: `kind-${at}` },
  { t: 'call', id: operation, operation: 'login', input: account },
  { t: 'got', id: operation },
  { t: 'cancel', id: operation },
  { t: 'accepted', id: operation },
  { t: 'done', id: operation, value: account },
  operation,
]);
const polluting = JSON.parse(
  '{"t":"call","id":"polluting","operation":"login","__proto__":{"polluted":1},"input":{"__proto__":{"polluted":1}},"constructor":{"prototype":{"polluted":1}}}',
);

export function contentScripts(browser: () => ExtensionBrowser): void {
  it('are refused everything that is not allowed, at once', async () => {
    await using extension = await startExtension(browser(), {
      serveOptions: `{ answer: {
        forPages: { for: 'pages', run: () => 1 },
        greet: { for: 'contentScripts', run: (input, caller) => ({ input, ...caller }) },
      } }`,
    });
    await using shop = await openShop();
    const page = await browser().openTab(shop.url());
    const times: number[] = [];
    for (const [method, ...given] of methods) {
      const told = await inScript<{ error: object; ms: number }>(page, 'call', method, ...given);
      expect([method, told]).toMatchObject([method, { error: refusal }]);
      times.push(told.ms);
    }
    // The first may wait for the background to start. The least is what a busy machine makes of it.
    expect(Math.min(...times)).toBeLessThan(1_000);
    for (const method of ['apiKey', 'invalidate'])
      expect(await inScript(page, 'call', method)).toMatchObject({ is: 'undefined' });
    const origin = new URL(shop.url()).origin;
    expect(await inScript(page, 'call', 'ask', 'greet', { hello: 1 })).toMatchObject({
      result: { input: { hello: 1 }, context: 'contentScript', origin, frameId: 0 },
    });
    expect(extension.service.requests.list()).toEqual([]);
    await page.close();
  });

  it('change nothing with messages of their own making', async () => {
    await using extension = await startExtension(browser(), {
      serveOptions: `{ answer: { probe: { for: 'pages', run: () => [typeof {}.polluted, Object.keys(Object.prototype)] } } }`,
    });
    await using shop = await openShop();
    const popup = await extension.openTab('popup.html');
    const session = await resultOf(popup, 'login', account);
    const requests = extension.service.requests.list().length;
    const page = await browser().openTab(shop.url());

    await inScript(page, 'forge', [...forged, polluting]);
    const many = Array.from({ length: 1_000 }, (_, at) => ({
      t: 'call',
      id: `many-${at}`,
      operation: 'logout',
    }));
    await inScript(page, 'forge', many);
    await inScript(page, 'forgeLarge', 10_000_000);
    const heard = async (): Promise<readonly { t: string; id: string; error?: { code: string } }[]> =>
      inScript(page, 'heard');
    // What has an id is answered, and refused. The large one is the last.
    await expect
      .poll(async () => (await heard()).some(({ t, id }) => t === 'failed' && id === 'large'))
      .toBe(true);
    const answers = await heard();
    expect(answers.filter(({ t, id }) => t === 'failed' && id.startsWith('many-'))).toHaveLength(1_000);
    // A call that nobody made is as good as forgotten.
    expect(new Set(answers.map(({ t }) => t))).toEqual(new Set(['accepted', 'failed', 'forgotten']));
    for (const { t, error } of answers)
      if (t === 'failed') expect(error).toMatchObject({ code: 'not_allowed' });

    expect(await call(popup, 'session')).toEqual({ result: session });
    expect(await call(popup, 'interrupted')).toEqual({ result: [] });
    expect(await call(popup, 'ask', 'probe')).toEqual({ result: ['undefined', []] });
    expect(extension.service.requests.list()).toHaveLength(requests);
    await page.close();
  });

  it('can neither end, hear nor take over a call of somebody else whose id they know', async () => {
    await using extension = await startExtension(browser(), {
      serveOptions: `{ allow: { contentScripts: ['changePassword'] } }`,
    });
    await using shop = await openShop();
    const { service, seen } = extension;
    const popup = await extension.openTab('popup.html');
    const page = await browser().openTab(shop.url());
    await resultOf(popup, 'login', account);
    service.faults.add({ kind: 'delay', latency: 20_000, match: { operation: 'changePassword' } });
    const input = { currentPassword: account.password, newPassword: 'Better-Horse-9' };
    const known = { t: 'call', id: 'known', operation: 'changePassword', input };
    await popup.evaluate(`(() => {
      globalThis.answers = [];
      const port = chrome.runtime.connect({ name: 'turbosmtp-auth' });
      port.onMessage.addListener((message) => answers.push(message));
      port.postMessage(${JSON.stringify(known)});
    })()`);
    await expect.poll(() => seen('/change-password')).toBe(1);
    await inScript(page, 'forge', [
      { t: 'cancel', id: 'known' },
      { t: 'got', id: 'known' },
      known,
      { t: 'cancel', id: 'known' },
    ]);
    const refused = { t: 'failed', id: 'known', error: { code: 'not_allowed' } };
    await expect.poll(() => inScript(page, 'heard')).toMatchObject([{ t: 'accepted', id: 'known' }, refused]);
    service.clock.advance(20_000);
    await expect
      .poll(() => popup.evaluate('answers'))
      .toMatchObject([
        { t: 'accepted', id: 'known' },
        { t: 'done', id: 'known' },
      ]);
    expect(await inScript(page, 'heard')).toHaveLength(2);
    expect(seen('/change-password')).toBe(1);
    await page.close();
  });
}
