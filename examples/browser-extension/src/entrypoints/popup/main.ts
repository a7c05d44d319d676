import { connectClient, isTurboSMTPAuthError } from '@turbosmtp-auth/browser/extension';
import { browser } from 'wxt/browser';
import { h } from '../../parts/h.ts';
import { sayError } from '../../parts/say-error.ts';
import { showNotices } from '../../popup/notices.ts';
import type { Popup, View, Views } from '../../popup/popup.ts';
import { allowHost } from '../../popup/views/allow-host.ts';
import { changePassword } from '../../popup/views/change-password.ts';
import { forgotPassword } from '../../popup/views/forgot-password.ts';
import { resetPassword } from '../../popup/views/reset-password.ts';
import { restarted } from '../../popup/views/restarted.ts';
import { settleChange } from '../../popup/views/settle-change.ts';
import { signIn } from '../../popup/views/sign-in.ts';
import { signedIn } from '../../popup/views/signed-in.ts';
import { hostPermission, readBaseUrl, readRemember } from '../../service/settings.ts';
import '../../styles/index.css';

const views: { readonly [Name in keyof Views]: (popup: Popup, given: Views[Name]) => View } = {
  signIn,
  signedIn,
  changePassword,
  settleChange,
  forgotPassword,
  resetPassword,
  allowHost,
  restarted,
};

const place = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}.`);
  return element;
};
const [main, status, notices] = [place('view'), place('status'), place('notices')];

let current: View | undefined;

const popup: Popup = {
  client: connectClient(),

  show(name, given, said = '') {
    current?.leave?.();
    const view = views[name](popup, given);
    current = view;
    const title = h('h1', { tabindex: '-1' }, view.title);
    main.dataset['view'] = name;
    main.replaceChildren(title, ...view.content);
    status.textContent = said;
    // The first field that is still empty, or the title, which a screen reader then reads.
    const inputs = [...main.querySelectorAll<HTMLInputElement>('input:not([type="checkbox"])')];
    (inputs.find(({ value }) => value === '') ?? title).focus();
  },

  async start(said) {
    try {
      const baseUrl = await readBaseUrl();
      if (!(await browser.permissions.contains(hostPermission(baseUrl)))) {
        popup.show('allowHost', { baseUrl }, said);
        return;
      }
      const [session, remember] = [await popup.client.session(), await readRemember()];
      if (session) popup.show('signedIn', { session, remember }, said);
      else popup.show('signIn', { remember }, said);
    } catch (error) {
      if (!popup.divert(error)) popup.show('signIn', { remember: false }, sayError(error).words);
    }
  },

  divert(error) {
    if (!isTurboSMTPAuthError(error)) return false;
    const { code, reason } = error;
    if (code === 'closed' || reason === 'background_silent') popup.show('restarted', {});
    else if (code === 'signed_out' || code === 'invalid_authorization_key')
      void popup.start('Your session has ended. Sign in again.');
    else if (reason === 'host_permission_missing') void popup.start();
    else return false;
    return true;
  },
};

place('settings').addEventListener('click', () => void browser.runtime.openOptionsPage());
// What has just happened is over once the person goes on.
main.addEventListener('submit', () => {
  status.textContent = '';
});
// Another window of the extension may sign in or out, or allow the host.
popup.client.on('logout', () => {
  if (main.dataset['view'] === 'signedIn') void popup.start();
});
browser.permissions.onAdded.addListener(() => {
  if (main.dataset['view'] === 'allowHost') void popup.start();
});

await popup.start();
await showNotices(notices, popup).catch(popup.divert);
