import { it } from 'vitest';
import { within } from '../../../../../../tools/time-given.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { account, call, resultOf, startExtension } from './started-extension.ts';

// How long a background lives. Nobody attaches to it, and the waits run side by side.

/** Milliseconds after which a browser ends an idle background: 30 s, and what it takes to notice. */
const IDLE = 35_000;

export function lifetimes(browser: () => ExtensionBrowser): void {
  it('waits for a service that answers later than a browser waits for a background', async ({ expect }) => {
    await using extension = await startExtension(browser());
    const popup = await extension.openTab('popup.html');
    extension.service.faults.add({ kind: 'delay', replyLatency: 34_000, match: { operation: 'login' } });
    expect(await call(popup, 'login', account, { timeout: 90_000 })).toMatchObject({
      result: { account: account.email },
    });
    expect(extension.seen('/authorize')).toBe(1);
  });

  it('gives up a service that never answers after 25 s, and then sleeps', async ({ expect }) => {
    await using extension = await startExtension(browser());
    const popup = await extension.openTab('popup.html');
    await resultOf(popup, 'login', account);
    extension.service.faults.add({
      kind: 'delay',
      latency: 600_000,
      times: 'always',
      match: { operation: 'listConsumerKeys' },
    });
    const began = performance.now();
    expect(await call(popup, 'listConsumerKeys')).toMatchObject({
      error: { name: 'TimeoutError', code: 'timeout' },
    });
    expect(performance.now() - began).toBeGreaterThan(24_900);
    expect(extension.isAwake()).toBe(true);
    await within(IDLE, extension.asleep());
    expect(await call(popup, 'session')).toMatchObject({ result: { account: account.email } });
  });

  it('idles out under a popup that listens, which hears of a login elsewhere all the same', async ({
    expect,
  }) => {
    await using extension = await startExtension(browser());
    const popup = await extension.openPopup();
    await resultOf(popup, 'session');
    await within(IDLE, extension.asleep());
    const other = await extension.openTab('page.html');
    await resultOf(other, 'login', account);
    const heard = { event: 'login', account: account.email };
    await expect.poll(() => popup.evaluate('heard')).toEqual([heard]);
    await resultOf(other, 'session');
    // Nothing is told as a change that is one's own.
    expect(await other.evaluate('heard')).toEqual([heard]);
    expect(await popup.evaluate('heard')).toEqual([heard]);
  });

  it('answers each of 50 calls that wake it', async ({ expect }) => {
    await using extension = await startExtension(browser());
    const page = await extension.openTab('page.html');
    for (let time = 0; time < 50; time++) {
      await extension.stopBackground();
      expect(await call(page, 'session')).toEqual({ result: null });
    }
  });
}
