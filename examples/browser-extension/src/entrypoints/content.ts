import { connectClient } from '@turbosmtp-auth/browser/extension';
import { defineContentScript } from 'wxt/utils/define-content-script';
import type { Sends } from '../service/sends.ts';

export default defineContentScript({
  // Where you want to see the number: replace it by an address of yours.
  matches: ['https://desk.example.com/*'],
  main() {
    const client = connectClient();
    const badge = document.createElement('output');
    badge.style.cssText =
      'all: initial; position: fixed; right: 16px; bottom: 16px; padding: 8px 14px; border-radius: 99px;' +
      'background: #1c2230; color: #fff; font: 14px/1.4 system-ui, sans-serif;';
    const host = document.createElement('turbosmtp-sends');
    // Closed: scripts of the page cannot read the number.
    host.attachShadow({ mode: 'closed' }).append(badge);
    client.ask<Sends>('sends').then(
      ({ count }) => {
        badge.textContent = `turboSMTP: ${count.toLocaleString()} sent`;
        document.body.append(host);
      },
      // Signed out, or the extension was updated under this page. A web page is no place to complain.
      () => undefined,
    );
  },
});
