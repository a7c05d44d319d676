import { expect, it } from 'vitest';
import type { ExtensionBrowser, Page } from './extension-browser.ts';
import { account, call, resultOf, startExtension } from './started-extension.ts';

/** A failure of storage that says what to do. */
const failure = (code: unknown): object => ({
  error: { name: 'StorageError', code, hint: expect.stringMatching(/^\p{Lu}.*\.$/u) },
});

const databases = ['turbosmtp-auth', 'turbosmtp-auth:journal'];

/** Opens a database in a way that keeps others from it. */
const upgradeWithoutEnd = (page: Page, name: string): Promise<void> =>
  page.evaluate(`new Promise((resolve) => {
    const request = indexedDB.open(${JSON.stringify(name)}, 2);
    request.onupgradeneeded = () => {
      const objects = request.result.createObjectStore('others');
      const again = () => { if (!globalThis.isOver) objects.get(1).onsuccess = again; };
      again();
      resolve();
    };
  })`);

export function storage(browser: () => ExtensionBrowser): void {
  it('that is full is told, and nothing is sent', async () => {
    await using extension = await startExtension(browser());
    const popup = await extension.openTab('popup.html');
    await resultOf(popup, 'session');
    await popup.evaluate(`(async () => {
      for (let length = 8_000_000, at = 0; length >= 1; length = Math.floor(length / 2), at++)
        for (const half of [0, 1])
          await chrome.storage.session.set({ [at + '.' + half]: 'x'.repeat(length) }).catch(() => undefined);
    })()`);
    expect(await call(popup, 'login', account)).toMatchObject(failure('storage_full'));
    expect(extension.service.requests.list()).toEqual([]);
    await popup.evaluate('chrome.storage.session.clear()');
    expect(await call(popup, 'login', account)).toMatchObject({ result: { account: account.email } });
  });

  it.each(databases)('that is deleted under a popup is made anew: %s', async (name) => {
    await using extension = await startExtension(browser());
    const popup = await extension.openTab('popup.html');
    await resultOf(popup, 'login', { ...account, remember: true });
    const before = extension.service.requests.list().length;
    await popup.evaluate(`new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(${JSON.stringify(name)});
      request.onsuccess = resolve;
      request.onerror = reject;
    })`);
    const outcome = await call(popup, 'session');
    if (outcome.error) expect(outcome).toMatchObject(failure(expect.stringMatching(/^storage_/)));
    expect(extension.service.requests.list()).toHaveLength(before);
    expect(await call(popup, 'login', account)).toMatchObject({ result: { account: account.email } });
    expect(await call(popup, 'logout')).toEqual({ result: { revoked: 'now' } });
    // The key that the background still knew is not left behind.
    await expect.poll(() => extension.service.keys.list()).toEqual([]);
  });

  it.each(databases)('that others keep from it is told, and nothing is sent: %s', async (name) => {
    await using extension = await startExtension(browser());
    const [popup, other] = [await extension.openTab('popup.html'), await extension.openTab('page.html')];
    await resultOf(popup, 'session');
    await upgradeWithoutEnd(other, name);
    expect(await call(popup, 'login', account)).toMatchObject(failure('storage_timeout'));
    expect(extension.service.requests.list()).toEqual([]);
    await other.evaluate('globalThis.isOver = true');
    // It is of a newer version by now.
    await expect.poll(() => call(popup, 'login', account)).toMatchObject(failure('storage_too_new'));
    expect(extension.service.requests.list()).toEqual([]);
  });

  it('that is refused is told, and nothing is sent', async () => {
    await using extension = await startExtension(browser(), {
      first: `IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };`,
    });
    const popup = await extension.openTab('popup.html');
    expect(await call(popup, 'login', account)).toMatchObject(failure('storage_denied'));
    expect(await call(popup, 'session')).toMatchObject(failure('storage_denied'));
    expect(extension.service.requests.list()).toEqual([]);
  });
}
