import { expect, it } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';
import { account, call, startExtension } from './started-extension.ts';

export function popups(browser: () => ExtensionBrowser): void {
  it('logs in once from a popup', async () => {
    await using extension = await startExtension(browser());
    const { openPopup, seen, service } = extension;
    const popup = await openPopup();
    expect(await call(popup, 'session')).toEqual({ result: null });
    expect(await call(popup, 'login', account)).toMatchObject({ result: { account: account.email } });
    expect(seen('/authorize')).toBe(1);
    expect(service.requests.list()).toHaveLength(1);
    expect(await call(popup, 'fetch', '/analytics?limit=1')).toMatchObject({ result: { status: 200 } });
    expect(await call(popup, 'logout')).toEqual({ result: { revoked: 'now' } });
    expect(await call(popup, 'session')).toEqual({ result: null });
    expect(service.keys.list()).toEqual([]);
    expect(await call(popup, 'interrupted')).toEqual({ result: [] });
  });

  it('logs in once from popups in two windows at the same time, and both have the session', async () => {
    await using extension = await startExtension(browser());
    const { openPopup, openPopupInNewWindow, seen } = extension;
    const both = [await openPopup(), await openPopupInNewWindow()];
    expect(await Promise.all(both.map((popup) => call(popup, 'login', account)))).toMatchObject([
      { result: { account: account.email } },
      { result: { account: account.email } },
    ]);
    expect(seen('/authorize')).toBe(1);
  });
}
