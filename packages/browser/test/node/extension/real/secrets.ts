import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ExtensionBrowser, Page } from './extension-browser.ts';
import { inScript, openShop } from './shop.ts';
import { account, call, resultOf, startExtension } from './started-extension.ts';

/** Whether any file of a profile has a text in it, as browsers write texts. */
async function isInProfile(profile: string, text: string): Promise<boolean> {
  const forms = [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')];
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0)); // it is gone by now
    if (forms.some((form) => bytes.includes(form))) return true;
  }
  return false;
}

/** What the store has of a session: sealed, and its secret part alone. */
async function sealedSession(page: Page): Promise<{ session?: string; disk?: string }> {
  return page.evaluate(`(async () => {
    const cipherOf = (text) => text?.split('.')[3];
    const items = await chrome.storage.session.get();
    const [, item] = Object.entries(items).find(([key]) => key.includes('"session"') && !key.endsWith('aside')) ?? [];
    const wait = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await wait(indexedDB.open('turbosmtp-auth'));
    const records = database.transaction('records').objectStore('records');
    const keys = await wait(records.getAllKeys());
    const key = keys.find((path) => path[2] === 'session' && path.length === 3);
    const disk = key && (await wait(records.get(key)));
    database.close();
    return { session: cipherOf(item?.text), disk: cipherOf(disk) };
  })()`);
}

export function secrets(browser: () => ExtensionBrowser, launch: () => Promise<ExtensionBrowser>): void {
  it('are found nowhere by a content script or a page, also if the extension opens its storage to them', async () => {
    await using extension = await startExtension(browser(), {
      serveOptions: `{ allow: { contentScripts: ['session', 'listConsumerKeys', 'interrupted'] } }`,
    });
    await using shop = await openShop();
    const { service, keys } = extension;
    const page = await browser().openTab(shop.url());
    await page.evaluate(`(() => {
      globalThis.overheard = [];
      const hear = ({ type, data, detail }) => overheard.push({ type, data, detail });
      for (const name of ['message', 'storage', 'error', 'unhandledrejection']) addEventListener(name, hear);
      for (const name of ['turbosmtp-auth', 'turbosmtp-auth:turbosmtp-auth', 'turbosmtp-auth:events'])
        new BroadcastChannel(name).onmessage = hear;
    })()`);
    await inScript(page, 'forge', []);

    const popup = await extension.openTab('popup.html');
    await resultOf(popup, 'login', { ...account, remember: true });
    await resultOf(popup, 'requestPasswordReset', { email: account.email });
    const [mail] = service.outbox.list();
    const token = mail?.token ?? '';
    await resultOf(popup, 'verifyResetToken', { token });
    await resultOf(popup, 'resetPassword', { token, newPassword: 'Another-Horse-9' });
    await resultOf(popup, 'login', { ...account, password: 'Another-Horse-9' });
    const change = { currentPassword: 'Another-Horse-9', newPassword: 'Better-Horse-9' };
    await resultOf(popup, 'changePassword', change);
    const pair = await resultOf<{ secret: string }>(popup, 'createConsumerKey', { permissions: ['APIS'] });
    await call(popup, 'login', { ...account, password: 'Wrong-Horse-9' });
    const script = ['session', 'listConsumerKeys', 'interrupted'];
    for (const method of script)
      expect(await inScript(page, 'call', method)).toMatchObject({ result: expect.anything() });

    const secret = [...keys, token, pair.secret, 'Horse-9'];
    expect(secret).toHaveLength(5);
    const dump = async (): Promise<string> =>
      JSON.stringify([
        await inScript(page, 'dump'),
        await inScript(page, 'heard'),
        await page.evaluate('({ overheard, local: { ...localStorage }, globals: Object.keys(globalThis) })'),
        await page.evaluate('document.documentElement.outerHTML'),
      ]);
    const check = async (): Promise<string> => {
      const text = await dump();
      for (const each of secret) expect(text).not.toContain(each);
      return text;
    };
    await check();
    await popup.evaluate(`(async () => {
      await chrome.storage.session.setAccessLevel?.({ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' });
      await chrome.storage.local.set({ canary: 'found-in-local' });
    })()`);
    const text = await check();
    // It does look into what it can read.
    expect(text).toContain('found-in-local');
    if (await popup.evaluate('typeof chrome.storage.session.setAccessLevel === "function"'))
      expect(text).toContain((await sealedSession(popup)).session);
    await page.close();
  });

  it.each([false, true])('are in no file of the profile in clear, with remember: %s', async (remember) => {
    const own = await launch();
    onTestFinished(() => own.close().then(own.remove));
    let key = '';
    let cipher = '';
    const check = async (): Promise<void> => {
      expect(await isInProfile(own.profile, key)).toBe(false);
      expect(await isInProfile(own.profile, account.password)).toBe(false);
      if (!remember) expect(await isInProfile(own.profile, cipher)).toBe(false);
    };
    {
      await using extension = await startExtension(own);
      const { service, keys, openTab, reload } = extension;
      const popup = await openTab('popup.html');
      await resultOf(popup, 'login', { ...account, remember });
      [key = ''] = keys;
      const { session, disk } = await sealedSession(popup);
      cipher = (remember ? disk : session) ?? '';
      expect(remember ? session : disk).toBeUndefined();
      for (const text of [key, cipher]) expect(text.length).toBeGreaterThan(20);
      await check();
      // It does find what lies there.
      if (remember) expect(await isInProfile(own.profile, cipher)).toBe(true);
      await popup.evaluate(`chrome.storage.local.set({ canary: 'written-to-disk' })`);
      await expect.poll(() => isInProfile(own.profile, 'written-to-disk')).toBe(true);

      service.faults.add({ kind: 'drop', when: 'before', times: 'always', match: { operation: 'logout' } });
      expect(await call(popup, 'logout')).toEqual({ result: { revoked: 'queued' } });
      await check();
      await reload();
      expect(await call(await openTab('popup.html'), 'session')).toEqual({ result: null });
      await check();
    }
    await own.close();
    await check();
  });
}
