import { browser } from 'wxt/browser';
import { button, h } from '../../parts/h.ts';
import { hostPermission } from '../../service/settings.ts';
import type { Popup, View, Views } from '../popup.ts';

export function allowHost({ start }: Popup, { baseUrl }: Views['allowHost']): View {
  const { host } = new URL(baseUrl);
  const refused = h('p', { class: 'alert', role: 'alert' });
  const allow = async (): Promise<void> => {
    refused.textContent = '';
    // The browser asks only during a click, so nothing may be awaited before.
    if (await browser.permissions.request(hostPermission(baseUrl)).catch(() => false)) await start();
    else refused.textContent = `Without it nothing can be sent to ${host}.`;
  };
  return {
    title: 'One permission is missing',
    content: [
      h('p', {}, 'This extension may not reach ', h('strong', {}, host), ', so nothing was sent.'),
      refused,
      button(`Allow ${host}`, () => void allow(), 'primary'),
      h(
        'div',
        { class: 'links' },
        button('Use another service', () => void browser.runtime.openOptionsPage()),
      ),
    ],
  };
}
