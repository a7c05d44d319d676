import { expect, it } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';
import { account, call, startExtension } from './started-extension.ts';

const host = 'http://127.0.0.1/*';

export function permissions(browser: () => ExtensionBrowser): void {
  it('are named if they are missing, and once the options page has them the client works', async () => {
    // A content script for the same hosts would count as a permission in Chromium.
    const manifest = { host_permissions: [], optional_host_permissions: [host], content_scripts: [] };
    await using extension = await startExtension(browser(), { manifest });
    const [popup, options] = [await extension.openTab('popup.html'), await extension.openTab('options.html')];
    const origins = JSON.stringify({ origins: [host] });
    const failed = {
      error: {
        name: 'NetworkError',
        reason: 'host_permission_missing',
        hint: expect.stringMatching(/`http:\/\/127\.0\.0\.1\/\*` to `host_permissions`/),
      },
    };
    expect(await call(popup, 'login', account)).toMatchObject(failed);
    expect(extension.service.requests.list()).toEqual([]);
    await extension.agreeTo(host);
    expect(await options.evaluate(`chrome.permissions.request(${origins})`)).toBe(true);
    expect(await call(popup, 'login', account)).toMatchObject({ result: { account: account.email } });
    // A user may take it away again at any time.
    await options.evaluate(`chrome.permissions.remove(${origins})`);
    const before = extension.service.requests.list().length;
    expect(await call(popup, 'fetch', '/analytics')).toMatchObject(failed);
    expect(extension.service.requests.list()).toHaveLength(before);
  });
}
