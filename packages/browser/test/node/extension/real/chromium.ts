import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { chromiumExecutable } from '../../../../../../tools/chromium.ts';
import type { ExtensionBrowser, InstalledExtension, Page } from './extension-browser.ts';

// Chromium by its own protocol (CDP), over a pipe. Playwright attaches to every background, which then never ends by itself, and does not
// see popups.

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** Chromium with a fresh profile, or one that it left behind. */
export async function launchChromium(before?: string): Promise<ExtensionBrowser> {
  const profile = before ?? (await mkdtemp(join(tmpdir(), 'extension-profile-')));
  if (!before) {
    await mkdir(join(profile, 'Default'));
    // An extension of a folder is not loaded again without it.
    const preferences = { extensions: { ui: { developer_mode: true } } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  }
  const chromium = spawn(
    chromiumExecutable() ?? 'chromium',
    [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      // Tabs that are behind others are as quick as those in front.
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--remote-debugging-pipe',
      '--enable-unsafe-extension-debugging',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , input, output] = chromium.stdio as unknown as [null, null, null, Writable, Readable]; // as `stdio` says
  const ended = once(chromium, 'exit');
  const protocol = protocolOver(input, output);
  chromium.on('exit', () => protocol.fail(new Error('Chromium has ended.')));
  const send = protocol.send();

  const targets = new Map<string, Target>();
  const looks: (() => void)[] = [];
  protocol.onEvent((method, params) => {
    const { targetInfo, targetId } = params as { targetInfo?: Target; targetId?: string };
    if (method === 'Target.targetDestroyed' && targetId) targets.delete(targetId);
    else if (/^Target\.target(?:Created|InfoChanged)$/.test(method) && targetInfo)
      targets.set(targetInfo.targetId, targetInfo);
    else return;
    for (const look of looks.splice(0)) look();
  });
  const changed = (): Promise<void> => new Promise((resolve) => looks.push(resolve));
  const find = (wanted: (target: Target) => boolean): Target | undefined =>
    [...targets.values()].find(wanted);
  const until = async (wanted: (target: Target) => boolean): Promise<Target> => {
    for (;;) {
      const target = find(wanted);
      if (target) return target;
      await changed();
    }
  };
  await send('Target.setDiscoverTargets', { discover: true, filter: [{}] });

  const attach = async ({ targetId }: Pick<Target, 'targetId'>): Promise<Page> => {
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const sendThere = protocol.send(sessionId);
    return {
      evaluate: async (expression) => {
        const { result, exceptionDetails } = await sendThere('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
          userGesture: true,
        });
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
      frame: async (url) =>
        loaded(await attach(await until((target) => target.type === 'iframe' && target.url === url))),
      close: async () => {
        await send('Target.closeTarget', { targetId });
        while (targets.has(targetId)) await changed();
      },
    };
  };

  /** Opens a page and waits until it has loaded. It stays behind the others: popups close if another tab comes to the front. */
  const open = async (url: string): Promise<Page> =>
    loaded(await attach(await send('Target.createTarget', { url, background: true })));

  const loaded = async (page: Page): Promise<Page> => {
    // A page that is still to come is `about:blank`, which is complete.
    const isThere = `location.href !== 'about:blank' && document.readyState === 'complete'`;
    while (!(await page.evaluate(isThere))) await setTimeout(20);
    return page;
  };

  /**
   * Does something in a page of the extension, and gives the page that this opens. Again, if none comes: a popup closes at once
   * if another window comes to the front.
   */
  const opening = async (
    desk: Page,
    expression: string,
    wanted: (target: Target) => boolean,
  ): Promise<Page> => {
    const before = new Set(targets.keys()); // what comes too late for one try serves the next
    for (let failure: unknown, tries = 5; ; tries--) {
      if (tries === 0) throw failure;
      try {
        await desk.evaluate(expression);
        const late = setTimeout(10_000, undefined, { ref: false }).then(() => {
          const there = Array.from(targets.values(), ({ type, url }) => `${type} ${url}`);
          throw new Error(`No page came of ${expression}. There are: ${there.join(', ')}`);
        });
        const opened = until((target) => !before.has(target.targetId) && wanted(target));
        return await loaded(await attach(await Promise.race([opened, late])));
      } catch (error) {
        failure = error;
      }
    }
  };

  const install = async (directory: string): Promise<InstalledExtension> => {
    const { id } = await send('Extensions.loadUnpacked', { path: directory, enableInIncognito: true });
    const origin = `chrome-extension://${id}`;
    /** For what only a page of the extension may do. */
    let desk: Promise<Page> | undefined;
    const atDesk = (): Promise<Page> => (desk ??= open(`${origin}/empty.html`));
    const isPopup = ({ type, url }: Target): boolean => type === 'page' && url === `${origin}/popup.html`;
    const isBackground = ({ type, url }: Target): boolean =>
      type === 'service_worker' && url.startsWith(`${origin}/`);
    const isAwake = (): boolean => find(isBackground) !== undefined;
    const asleep = async (): Promise<void> => {
      while (isAwake()) await changed();
    };
    return {
      origin,
      openTab: (path) => open(`${origin}/${path}`),
      openPopup: async () => opening(await atDesk(), 'chrome.action.openPopup()', isPopup),
      openPopupInNewWindow: async () =>
        opening(
          await atDesk(),
          `chrome.windows.create({ url: 'about:blank', focused: true })
            .then(({ id }) => chrome.action.openPopup({ windowId: id }))`,
          isPopup,
        ),
      openEmbeddedOptions: async () =>
        opening(
          await atDesk(),
          'chrome.runtime.openOptionsPage()',
          // Which type an embedded page has differs: Chromium is about to change how it embeds.
          ({ type, url }) => /^(?:webview|other)$/.test(type) && url === `${origin}/options.html`,
        ),
      openPrivateTab: async (url) =>
        opening(
          await atDesk(),
          `chrome.windows.create({ incognito: true, url: ${JSON.stringify(url)} }).then(() => undefined)`,
          (target) => target.type === 'page' && target.url === url,
        ),
      isAwake,
      asleep,
      stopBackground: async () => {
        const background = find(isBackground);
        if (background) await send('Target.closeTarget', { targetId: background.targetId });
        await asleep();
      },
      reload: async () => {
        const page = await atDesk();
        desk = undefined;
        await page.evaluate('setTimeout(() => chrome.runtime.reload())');
        await page.evaluate('new Promise(() => {})').catch(() => undefined); // it is closed
        // Until it is back its pages are errors.
        for (;;) {
          const next = await atDesk();
          if (await next.evaluate(`location.origin === ${JSON.stringify(origin)}`)) return;
          desk = undefined;
          await next.close();
        }
      },
      // Nobody can press the button of the question for a permission here: the user says so in advance, in the browser's settings.
      agreeTo: async (host) => {
        const settings = await open('chrome://extensions');
        await settings.evaluate(
          `chrome.developerPrivate.addHostPermission('${id}', ${JSON.stringify(host)})`,
        );
        await settings.close();
      },
      remove: async () => {
        await send('Extensions.uninstall', { id });
      },
    };
  };

  return {
    version: (await send('Browser.getVersion')).product,
    profile,
    keepsOldScripts: true,
    install,
    openTab: open,
    close: async () => {
      await send('Browser.close').catch(() => chromium.kill());
      await ended;
    },
    remove: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }),
  };
}

type Send = CDPSession['send'];

interface Protocol {
  /** Sends a command, to the browser or within a session. */
  send(sessionId?: string): Send;
  onEvent(listener: (method: string, params: object) => void): void;
  /** Ends what is still waited for. */
  fail(error: Error): void;
}

/** Commands and events as JSON with a NUL after each. */
function protocolOver(input: Writable, output: Readable): Protocol {
  const waiting = new Map<
    number,
    PromiseWithResolvers<never> & { method: string; sessionId: string | undefined }
  >();
  const listeners: ((method: string, params: object) => void)[] = [];
  let last = 0;
  let rest = '';
  let failure: Error | undefined;

  const hear = ({ id, result, error, method, params }: Message): void => {
    if (id === undefined) {
      const gone = Object(params).sessionId;
      // Nobody answers for a page that is gone.
      if (method === 'Target.detachedFromTarget')
        for (const call of waiting.values())
          if (call.sessionId === gone) call.reject(new Error('The page is gone.'));
      for (const listener of listeners) listener(method ?? '', params ?? {});
      return;
    }
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(`${call.method}: ${error.message}`));
    else call?.resolve(result as never);
  };
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) hear(JSON.parse(message));
  });
  input.on('error', () => undefined); // the browser has ended, which `fail` tells

  return {
    send: (sessionId) =>
      ((method: string, params: object = {}) => {
        if (failure) return Promise.reject(failure);
        const call = { ...Promise.withResolvers<never>(), method, sessionId };
        waiting.set(++last, call);
        input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
        return call.promise;
      }) as Send, // the browser answers as the protocol says
    onEvent: (listener) => void listeners.push(listener),
    fail: (error) => {
      failure = error;
      for (const call of waiting.values()) call.reject(error);
      waiting.clear();
    },
  };
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: object;
}
