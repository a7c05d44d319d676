import { connectClient } from '@turbosmtp-auth/browser/extension';
import { browser } from 'wxt/browser';
import { form } from '../../parts/form.ts';
import { button, h } from '../../parts/h.ts';
import { sayError } from '../../parts/say-error.ts';
import { hostPermission, isWorthAsking, liveBaseUrl, readBaseUrl } from '../../service/settings.ts';
import '../../styles/index.css';

const client = connectClient();
const main = document.querySelector('main');
const status = document.querySelector('#status');

const say = (words: string): void => {
  if (status) status.textContent = words;
};

/** Asks for the host, which the browser allows only during a click, and then has the background use it. */
async function use(baseUrl: string): Promise<void> {
  say('');
  if (isWorthAsking(baseUrl) && !(await browser.permissions.request(hostPermission(baseUrl)))) {
    say(`Nothing was changed: ${new URL(baseUrl).host} was not allowed.`);
    return;
  }
  const before = await readBaseUrl();
  await client.ask('useService', baseUrl); // refuses an invalid URL, and says why
  if (before !== liveBaseUrl && new URL(before).hostname !== new URL(baseUrl).hostname)
    await browser.permissions.remove(hostPermission(before));
  say(`From now on ${new URL(baseUrl).host} is used. You are signed out.`);
}

function show(baseUrl: string): void {
  const sheet = form({
    fields: [
      {
        name: 'baseUrl',
        label: 'Base URL of the service',
        type: 'url',
        value: baseUrl,
        help: 'Change it for a sandbox or a gateway of your own. Your browser asks you to allow its host.',
      },
    ],
    submit: 'Save',
    busy: 'Saving…',
    run: ({ baseUrl }) => use(baseUrl.trim()),
  });
  main?.replaceChildren(
    h('h1', {}, 'Settings'),
    h('p', {}, 'The extension sends your e-mail address and password to this service, and to no other.'),
    sheet,
    h(
      'div',
      { class: 'links' },
      button('Use the live service', () =>
        use(liveBaseUrl).then(
          () => show(liveBaseUrl),
          (error) => say(sayError(error).words),
        ),
      ),
    ),
  );
}

show(await readBaseUrl());
