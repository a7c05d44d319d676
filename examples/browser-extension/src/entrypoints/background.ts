import { serveClient } from '@turbosmtp-auth/browser/extension';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { chosenClient } from '../service/chosen-client.ts';
import { readSends } from '../service/sends.ts';

// All of this runs in the first turn of the background: the listeners are what wakes it.
export default defineBackground(() => {
  const { client, choose } = chosenClient();

  serveClient(client, {
    answer: {
      sends: { for: 'both', run: () => readSends(client) },
      useService: { for: 'pages', run: (baseUrl) => choose(String(baseUrl)) },
    },
  });

  // `close` waits for revocations that are under way, and a reload ends them.
  browser.runtime.onUpdateAvailable.addListener(async () => {
    await client.close();
    browser.runtime.reload();
  });
});
