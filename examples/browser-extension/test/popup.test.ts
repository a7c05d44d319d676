import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  account,
  alerted,
  begin,
  context,
  examine,
  heading,
  open,
  press,
  said,
  sandbox,
  server,
  setUp,
  signIn,
  skip,
  stopBackground,
  tabTo,
  type,
} from './extension.ts';

// The built extension in a real Chromium, driven with the keyboard alone, against the sandbox.
setUp(async () => join(import.meta.dirname, '../dist/chrome-mv3'));

const better = 'Better-Horse-10';

const seen = (operation: string): number =>
  sandbox.requests.list().filter(({ path }) => path.endsWith(operation)).length;

async function changePassword(page: Page, current: string = account.password): Promise<void> {
  await press(page, 'Change password');
  await heading(page, 'Change your password');
  await type(page, 'Current password', current);
  await type(page, 'New password', better);
  await type(page, 'New password again', better);
  await page.keyboard.press('Enter');
}

/** Waits until the popup knows which calls ended while it was closed. */
const toldOf = (page: Page): Promise<void> =>
  page.locator('#notices:not([aria-busy])').waitFor({ state: 'attached' });

async function signedIn(): Promise<Page> {
  await begin();
  const page = await open('popup');
  await signIn(page);
  await heading(page, 'Signed in');
  return page;
}

describe.skipIf(skip)('the popup', () => {
  it('says beside the fields what is wrong with them', async () => {
    await begin();
    const page = await open('popup');
    await heading(page, 'Sign in to turboSMTP');
    await examine(page, 'signed-out');

    await tabTo(page, 'textbox', 'E-mail address');
    await page.keyboard.press('Enter'); // nothing is typed
    await alerted(page, 'Nothing was sent.');
    const email = page.getByLabel('E-mail address');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    expect(sandbox.requests.list()).toEqual([]);

    await signIn(page, 'Wrong-Horse-99');
    await alerted(page, 'The e-mail address or the password is wrong.');
    const password = page.getByLabel('Password', { exact: true });
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    expect(await password.getAttribute('aria-describedby')).toContain('problem-password');
    await page.getByText('Type the password again.').waitFor();
    await examine(page, 'wrong-password');

    await press(page, 'Show password', 'Space');
    expect(await password.getAttribute('type')).toBe('text');
  });

  it('is busy while it signs in', async () => {
    await begin();
    const page = await open('popup');
    sandbox.faults.add({ kind: 'stalled', match: { operation: 'login' } });
    await signIn(page);
    await page.getByRole('button', { name: 'Signing in…' }).waitFor();
    await examine(page, 'signing-in');
  });

  it('says what to do if the service does not let it in', async () => {
    await begin();
    const page = await open('popup');
    sandbox.faults.add({ kind: 'html', status: 200, match: { operation: 'login' } });
    await signIn(page);
    await alerted(page, 'The answer was lost. Sign in again.');
    sandbox.faults.add({
      kind: 'html',
      status: 429,
      headers: { 'retry-after': '900' },
      match: { operation: 'login' },
    });
    await page.keyboard.press('Enter');
    await alerted(page, /^Too many attempts\. Try again at \d\d:\d\d\.$/);
    await examine(page, 'too-many-attempts');
  });

  it('shows the session and its time, remembers it if asked, and ends it', async () => {
    await begin();
    const page = await open('popup');
    await heading(page, 'Sign in to turboSMTP');
    await tabTo(page, 'checkbox', 'Remember me on this device');
    await page.keyboard.press('Space');
    await signIn(page);
    await heading(page, 'Signed in');
    await said(page, `You are signed in as ${account.email}.`);
    await page.getByText('Remembered on this device').waitFor();
    await page.getByText(/^1 h 59 min, until \d\d:\d\d$/).waitFor();
    await page.locator('dd', { hasText: /^0$/ }).waitFor(); // messages sent
    await examine(page, 'signed-in');
    await stopBackground();
    const again = await open('popup');
    await heading(again, 'Signed in');
    await press(again, 'Sign out');
    await said(again, 'You are signed out.');
    expect(sandbox.keys.list()).toEqual([]);
    // The other window hears of it.
    await heading(page, 'Sign in to turboSMTP');
    expect(await page.getByRole('checkbox').isChecked()).toBe(true);
  });

  it('signs out here, and says so, while the service cannot be reached', async () => {
    const page = await signedIn();
    sandbox.faults.add({ kind: 'drop', when: 'before', times: 'always', match: { operation: 'logout' } });
    await press(page, 'Sign out');
    await said(page, /^You are signed out here\./);
    await heading(page, 'Sign in to turboSMTP');
    sandbox.faults.clear();
  });

  it('believes the background if the clock of the machine is wrong', async () => {
    await signedIn();
    const page = await open('popup', { ahead: 3 * 60 * 60_000 });
    await heading(page, 'Signed in');
    await page.getByText(/^Until \d\d:\d\d, turboSMTP's time$/).waitFor();
    const behind = await open('popup', { ahead: -3 * 60 * 60_000 });
    await behind.getByText(/^1 h 59 min, until/).waitFor();
  });

  it('asks to sign in again once the key is refused', async () => {
    const page = await signedIn();
    sandbox.keys.revokeAll();
    await changePassword(page);
    await said(page, 'Your session has ended. Sign in again.');
    await heading(page, 'Sign in to turboSMTP');
  });

  it('changes the password, with the rules in view', async () => {
    const page = await signedIn();
    await press(page, 'Change password');
    await heading(page, 'Change your password');
    await type(page, 'Current password', 'Wrong-Horse-99');
    await type(page, 'New password', 'Better');
    const rules = page.getByRole('list', { name: 'Rules for the new password' });
    expect(await rules.getByRole('listitem').allTextContents()).toEqual([
      '·At least 10 characters: not met',
      '✓At least one uppercase letter: met',
      '✓At least one lowercase letter: met',
      '·At least one digit: not met',
      '✓Different from the current one: met',
      '·Typed the same twice: not met',
    ]);
    await examine(page, 'change-password');
    await type(page, 'New password', better);
    await type(page, 'New password again', better);
    await page.keyboard.press('Enter');
    await page.getByText('This is not your current password.').waitFor();
    await type(page, 'Current password', account.password);
    sandbox.faults.add({ kind: 'delay', latency: 500, match: { operation: 'changePassword' } });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter'); // in vain: it is under way
    await said(page, 'Your password was changed.');
    expect(seen('/change-password')).toBe(2);
    await heading(page, 'Signed in');
  });

  it('finds out what became of a change whose answer was lost', async () => {
    const page = await signedIn();
    // Not `drop`: Chromium itself sends a request again if a connection that it had kept breaks.
    sandbox.faults.add({
      kind: 'html',
      status: 200,
      handled: true,
      match: { operation: 'changePassword' },
    });
    await changePassword(page);
    await heading(page, 'Was the password changed?');
    await examine(page, 'answer-lost');
    await press(page, 'Find out');
    await said(page, 'Your password was changed: the new one is valid.');
    expect(seen('/change-password')).toBe(1);
  });

  it('tells of calls that ended while it was closed', async () => {
    const first = await signedIn();
    sandbox.faults.add({ kind: 'delay', replyLatency: 60_000, match: { operation: 'changePassword' } });
    await changePassword(first);
    await expect.poll(() => seen('/change-password')).toBe(1);
    await first.close();
    await stopBackground();

    const second = await open('popup');
    const notices = second.getByRole('region', { name: 'Notices' });
    await notices.getByText(/^Changing the password .* interrupted/).waitFor();
    await press(second, 'Sign out');
    await heading(second, 'Sign in to turboSMTP');
    sandbox.faults.add({ kind: 'delay', replyLatency: 500, match: { operation: 'login' } });
    await signIn(second, 'Wrong-Horse-99');
    await expect.poll(() => seen('/authorize')).toBe(2);
    await second.close();

    // It has ended once a popup is told, which may be the next but one.
    let third = await open('popup');
    await expect
      .poll(async () => {
        await third.close();
        third = await open('popup');
        await toldOf(third);
        return third.getByRole('region', { name: 'Notices' }).getByRole('listitem').count();
      })
      .toBe(2);
    await third
      .getByText(/^Signing in .*: failed\. The e-mail address or the password is wrong\.$/)
      .waitFor();
    await examine(third, 'interrupted');
    await press(third, 'OK');
    await expect.poll(() => third.getByRole('listitem').count()).toBe(1);
    await press(third, 'Find out');
    await heading(third, 'Was the password changed?');
    await type(third, 'E-mail address', account.email);
    await type(third, 'Old password', account.password);
    await type(third, 'New password', better);
    await third.keyboard.press('Enter');
    await said(third, 'Your password was changed: the new one is valid.');
    expect(await third.getByRole('listitem').count()).toBe(0);
    const last = await open('popup');
    await toldOf(last);
    expect(await last.getByRole('listitem').count()).toBe(0);
  });

  it('resets a forgotten password with the token from the e-mail', async () => {
    await begin();
    const page = await open('popup');
    await heading(page, 'Sign in to turboSMTP');
    await type(page, 'E-mail address', account.email);
    await press(page, 'Forgot your password?');
    await heading(page, 'Forgot your password?');
    expect(await page.getByRole('textbox').inputValue()).toBe(account.email);
    await examine(page, 'forgot-password');
    await press(page, 'E-mail me a token');
    await heading(page, 'Reset your password');
    await said(page, /^Look in your inbox\./);
    await type(page, 'Token from the e-mail', 'not-the-token');
    await type(page, 'New password', better);
    await type(page, 'New password again', better);
    await page.keyboard.press('Enter');
    await page.getByText('This token is unknown, used or expired.').waitFor();
    expect(await page.locator('#status').textContent()).toBe('');
    await examine(page, 'reset-password');
    const [mail] = sandbox.outbox.list();
    await type(page, 'Token from the e-mail', mail?.token ?? '');
    await page.keyboard.press('Enter');
    await said(page, 'Your password was reset. Sign in with the new one.');
    await signIn(page, better);
    await heading(page, 'Signed in');
  });

  it('asks for the host if it may not reach it', async () => {
    await begin({ allowed: false });
    const page = await open('popup');
    await heading(page, 'One permission is missing');
    await examine(page, 'no-host-permission');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading(page, 'Sign in to turboSMTP');
    expect(sandbox.requests.list()).toEqual([]);
    await signIn(page);
    await heading(page, 'Signed in');
  });

  it('starts again if the extension was updated under it', async () => {
    const page = await signedIn();
    // Chromium says that there is an update. The restart, which would close this page too, is held back.
    const worker = context.serviceWorkers().at(-1);
    await worker?.evaluate(() => {
      const { runtime } = (
        globalThis as unknown as {
          chrome: { runtime: { reload(): void; onUpdateAvailable: { dispatch(details: object): void } } };
        }
      ).chrome;
      runtime.reload = () => undefined;
      runtime.onUpdateAvailable.dispatch({ version: '1.0.1' });
    });
    await press(page, 'Change password');
    await type(page, 'Current password', account.password);
    await type(page, 'New password', better);
    await type(page, 'New password again', better);
    await page.keyboard.press('Enter');
    await heading(page, 'The extension was updated');
    await examine(page, 'updated');
    expect(seen('/change-password')).toBe(0);
    await stopBackground();
    await press(page, 'Start again');
    await heading(page, 'Signed in');
  });
});

describe.skipIf(skip)('the options page', () => {
  it('asks for the host of another service, signs out of the first, and goes on with the second', async () => {
    await begin({ allowed: false });
    const page = await open('options');
    await heading(page, 'Settings');
    await examine(page, 'settings');
    const field = page.getByRole('textbox');
    const { baseUrl } = server;
    for (const [wrong, words] of [
      ['api.example.com', /absolute URL/],
      ['http://api.example.com/api/v2', /Use https/],
      ['https://ada:secret@api.example.com/api/v2', /user name/],
    ] as const) {
      await type(page, 'Base URL of the service', wrong);
      await page.keyboard.press('Enter');
      await page.locator('.problem', { hasText: words }).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
    }
    await type(page, 'Base URL of the service', baseUrl);
    await page.keyboard.press('Enter');
    await said(page, `From now on ${new URL(baseUrl).host} is used. You are signed out.`);

    const popup = await open('popup');
    await signIn(popup);
    await heading(popup, 'Signed in');
    await press(page, 'Use the live service');
    await said(page, 'From now on pro.api.serversmtp.com is used. You are signed out.');
    await heading(popup, 'Sign in to turboSMTP');
    expect(sandbox.keys.list()).toEqual([]);
    // What is not used any more may not be reached any more.
    expect(await page.evaluate('chrome.permissions.contains({ origins: ["http://127.0.0.1/*"] })')).toBe(
      false,
    );
  });
});

describe.skipIf(skip)('the content script', () => {
  it('shows the one number that it may ask for', async () => {
    const popup = await signedIn();
    await context.route('https://desk.example.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Desk</title><body>' }),
    );
    const page = await context.newPage();
    onTestFinished(() => page.close());
    await page.goto('https://desk.example.com/');
    await page.locator('turbosmtp-sends').waitFor({ state: 'attached' });
    expect(await page.locator('turbosmtp-sends').evaluate((host) => host.shadowRoot)).toBeNull();
    const devtools = await context.newCDPSession(page);
    const { root } = await devtools.send('DOM.getDocument', { depth: -1, pierce: true });
    expect(JSON.stringify(root)).toContain('turboSMTP: 0 sent');
    expect(sandbox.requests.list().map(({ path }) => path.split('/').at(-1))).toEqual([
      'authorize',
      'analytics', // for the popup
      'analytics',
    ]);
    await press(popup, 'Sign out');
    await heading(popup, 'Sign in to turboSMTP');
    await page.reload();
    await expect.poll(() => page.locator('turbosmtp-sends').count()).toBe(0);
  });
});
