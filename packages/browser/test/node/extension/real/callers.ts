import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';
import { inScript, openShop } from './shop.ts';
import { call, startExtension } from './started-extension.ts';

const refusal = { error: { code: 'not_allowed', reason: 'caller_not_allowed' } };

export function callers(browser: () => ExtensionBrowser): void {
  it('are served in the popup, in embedded options, and in a tab', async () => {
    await using extension = await startExtension(browser());
    // One after the other: the options close a popup.
    for (const open of [
      () => extension.openTab('options.html'),
      () => extension.openPopup(),
      () => extension.openEmbeddedOptions(),
    ])
      expect(await call(await open(), 'session')).toEqual({ result: null });
  });

  it('are refused in a frame, whose page is around them', async () => {
    await using extension = await startExtension(browser());
    await using shop = await openShop();
    const framed = `${extension.origin}/framed.html`;
    const page = await browser().openTab(shop.url(framed));
    expect(await call(await page.frame(framed), 'session')).toMatchObject(refusal);
    await page.close();

    // Also where what is around it is a page of the extension itself, or has no tab.
    const around = async (url: string): Promise<string> => {
      const directory = await mkdtemp(join(tmpdir(), 'extension-'));
      const manifest = {
        manifest_version: 3,
        name: 'other',
        version: '1',
        action: { default_popup: 'popup.html' },
      };
      await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
      await writeFile(join(directory, 'empty.html'), '<!doctype html>');
      await writeFile(join(directory, 'popup.html'), `<!doctype html><iframe src="${url}"></iframe>`);
      return directory;
    };
    const directory = await around(framed);
    const other = await browser().install(directory);
    const popup = await other.openPopup();
    expect(await call(await popup.frame(framed), 'session')).toMatchObject(refusal);
    await other.remove();
    await rm(directory, { recursive: true });
    expect(extension.service.requests.list()).toEqual([]);
  });

  it('are refused in a content script of a private window, unless that is allowed', async () => {
    await using shop = await openShop();
    for (const incognito of [false, true]) {
      await using extension = await startExtension(browser(), {
        serveOptions: `{ allow: { contentScripts: ['session'], incognito: ${incognito} } }`,
      });
      const page = await extension.openPrivateTab(shop.url());
      expect(await inScript(page, 'call', 'session')).toMatchObject(incognito ? { result: null } : refusal);
      await page.close();
    }
  });
}
