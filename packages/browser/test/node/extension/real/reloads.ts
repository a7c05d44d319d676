import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';
import { inScript, openShop } from './shop.ts';
import { account, call, resultOf, startExtension } from './started-extension.ts';

const change = { currentPassword: account.password, newPassword: 'Better-Horse-9' };
const ended = (code: string) => ({
  error: { code, reason: 'extension_reloaded', hint: expect.stringContaining('Reload this page') },
});

export function reloads(browser: () => ExtensionBrowser): void {
  it.each([
    ['a reload', false],
    ['an update', true],
  ])('%s in the middle of a call: old pages are told, and the new background knows', async (_, remember) => {
    await using extension = await startExtension(browser(), {
      serveOptions: `{ allow: { contentScripts: ['session'] }, answer: {
        never: { for: 'contentScripts', run: () => new Promise(() => undefined) },
      } }`,
    });
    await using shop = await openShop();
    const { openTab, service, seen, reload, directory } = extension;
    const page = await browser().openTab(shop.url());
    const popup = await openTab('popup.html');
    await resultOf(popup, 'login', { ...account, remember });
    service.faults.add({ kind: 'delay', replyLatency: 60_000, match: { operation: 'changePassword' } });
    const changed = call(popup, 'changePassword', change).catch(() => 'the page is gone');
    const asked = inScript(page, 'call', 'ask', 'never');
    asked.catch(() => undefined); // the page is closed, where the script is gone
    await expect.poll(() => seen('/change-password')).toBe(1);

    if (remember) {
      const path = join(directory, 'manifest.json');
      await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), version: '2' }));
    }
    await reload();
    // The browser closes the pages of the extension.
    const session = { result: remember ? { account: account.email } : null };
    if (browser().keepsOldScripts) {
      expect(await asked).toMatchObject(ended('outcome_unknown'));
      expect(await inScript(page, 'call', 'session')).toMatchObject(ended('closed'));
    } else expect(await inScript(page, 'call', 'session')).toMatchObject(session);
    expect(await changed).toBe('the page is gone');

    const next = await openTab('popup.html');
    expect(await next.evaluate('chrome.runtime.getManifest().version')).toBe(remember ? '2' : '1');
    expect(await call(next, 'interrupted')).toMatchObject({
      result: [{ operation: 'changePassword', outcome: 'unknown' }],
    });
    expect(await call(next, 'session')).toMatchObject(session);
    await page.close();
  });

  it('logs in once for 50 lives of a background that has credentials', async () => {
    await using extension = await startExtension(browser(), {
      clientOptions: `credentials: ${JSON.stringify(account)}`,
    });
    const page = await extension.openTab('page.html');
    for (let life = 0; life < 50; life++) {
      expect(await call(page, 'fetch', '/analytics?limit=1')).toMatchObject({ result: { status: 200 } });
      await extension.stopBackground();
    }
    expect(extension.seen('/authorize')).toBe(1);
    expect(extension.seen('/analytics')).toBe(50);
  });
}
