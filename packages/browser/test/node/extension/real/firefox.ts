import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  type FirefoxTab,
  type FirefoxWindow,
  findFirefox,
  launchFirefox as launch,
} from '../../../../../../tools/firefox.ts';
import type { ExtensionBrowser, Page } from './extension-browser.ts';

// Firefox by WebDriver BiDi, and by what its own window can do: WebDriver does not see popups, and stops no background.

const asksForPermissions = 'extensions.webextOptionalPermissionPrompts';

/** Firefox with a fresh profile, or one that it left behind. */
export async function launchFirefox(before?: string): Promise<ExtensionBrowser> {
  const profile = before ?? (await mkdtemp(join(tmpdir(), 'extension-profile-')));
  const firefox = await launch(findFirefox() ?? 'firefox', {
    profile,
    preferences: {
      // Nobody is there to press the button of an extension, and nothing takes the focus from its popup.
      'extensions.openPopupWithoutUserGesture.enabled': true,
      'ui.popup.disable_autohide': true,
      // An extension of a folder goes with the browser. What it stored stays for the next time.
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
    },
  });
  const { window } = firefox;
  const setPreference = (name: string, value: boolean): Promise<string> =>
    window.evaluate(`Services.prefs.setBoolPref('${name}', ${value})`);

  const install: ExtensionBrowser['install'] = async (directory) => {
    await setPreference(asksForPermissions, true);
    await identify(directory);
    const origin = await firefox.install(directory);
    const host = new URL(origin).hostname;
    const extension = `WebExtensionPolicy.getByHostname('${host}').extension`;

    let isAwake = (await window.evaluate(`${extension}.backgroundState`)) !== 'stopped';
    const looks: (() => void)[] = [];
    await window.listen(
      `(tell) => {
        const watch = (extension) => {
          extension.on('start-background-script', () => tell('awake'));
          extension.on('shutdown-background-script', () => tell('asleep'));
        };
        watch(${extension});
        // After a reload it is another.
        const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
        ExtensionParent.apiManager.on('startup', (_, started) => {
          if (started.uuid === '${host}') watch(started);
        });
      }`,
      (state) => {
        isAwake = state === 'awake';
        for (const look of looks.splice(0)) look();
      },
    );
    const asleep = async (): Promise<void> => {
      while (isAwake) await new Promise<void>((resolve) => looks.push(resolve));
    };

    /** For what only a page of the extension may do. */
    let desk: Promise<FirefoxTab> | undefined;
    const atDesk = async (expression: string): Promise<void> => {
      desk ??= firefox.open(`${origin}/empty.html`);
      await (await desk).evaluate(expression);
    };
    /** Where one of its pages is shown. */
    const viewsOf = async (path: string): Promise<readonly number[]> =>
      JSON.parse(
        await window.evaluate(`JSON.stringify([...${extension}.views]
          .filter(({ viewType, uri }) => viewType !== 'background' && uri.spec === '${origin}/${path}')
          .map(({ xulBrowser }) => xulBrowser.browsingContext.id))`),
      );
    /** Does something that opens a page of the extension, and gives that. */
    const opening = async (path: string, open: () => Promise<unknown>): Promise<Page> => {
      const before = await viewsOf(path);
      await open();
      const id = await until(async () => (await viewsOf(path)).find((each) => !before.includes(each)));
      return loaded(viewIn(window, id));
    };

    return {
      origin,
      openTab: (path) => opening(path, () => firefox.open(`${origin}/${path}`)),
      openPopup: () => opening('popup.html', () => atDesk('browser.action.openPopup()')),
      openPopupInNewWindow: () =>
        opening('popup.html', () =>
          atDesk(
            `browser.windows.create({ url: 'about:blank' })
              .then(({ id }) => browser.action.openPopup({ windowId: id }))`,
          ),
        ),
      openEmbeddedOptions: () => opening('options.html', () => atDesk('browser.runtime.openOptionsPage()')),
      openPrivateTab: async (url) => {
        const { length } = await firefox.tabsAt(url);
        await atDesk(`browser.windows.create({ incognito: true, url: ${JSON.stringify(url)} })`);
        return loaded(pageIn(await until(async () => (await firefox.tabsAt(url))[length])));
      },
      isAwake: () => isAwake,
      asleep,
      stopBackground: async () => {
        // Without the options Firefox first waits for what the background has under way.
        if (isAwake)
          await window.evaluate(
            `${extension}.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
          );
        await asleep();
      },
      // Nobody can press the button of the question for a permission here.
      agreeTo: async () => void (await setPreference(asksForPermissions, false)),
      reload: async () => {
        desk = undefined;
        await window.evaluate(`AddonManager.getAddonByID(${extension}.id).then((addon) => addon.reload())`);
      },
      remove: async () => {
        await window.evaluate(
          `AddonManager.getAddonByID(${extension}.id).then((addon) => addon.uninstall())`,
        );
      },
    };
  };

  let closing: Promise<void> | undefined;
  return {
    version: firefox.version,
    profile,
    keepsOldScripts: false,
    install,
    openTab: async (url) => pageIn(await firefox.open(url)),
    close: () => (closing ??= firefox.close()),
    remove: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Gives an extension an id, by which it finds again what it stored. The same folder is the same extension, as in Chromium. */
async function identify(directory: string): Promise<void> {
  const path = join(directory, 'manifest.json');
  const settings = { gecko: { id: `${basename(directory)}@example.test` } };
  const manifest = { ...JSON.parse(await readFile(path, 'utf8')), browser_specific_settings: settings };
  await writeFile(path, JSON.stringify(manifest));
}

/** What something finds, as soon as it does. */
async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const loaded = async (page: Page): Promise<Page> => {
  await until(async () => (await page.evaluate(`document.readyState === 'complete'`)) || undefined);
  return page;
};

/** An expression whose value is text. */
const asJson = (expression: string): string =>
  `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`;

const pageIn = (tab: FirefoxTab): Page => ({
  evaluate: async (expression) => JSON.parse(await tab.evaluate(asJson(expression))),
  frame: async (url) => loaded(pageIn(await until(() => tab.frame(url)))),
  close: () => tab.close(),
});

let evaluated = 0;

/**
 * A page of the extension, or a frame in it. WebDriver sees only those in tabs, and what it does does not count as something that a
 * person does. So the window of the browser sends a script to the process where the page is, which evaluates as a debugger does.
 */
const viewIn = (window: FirefoxWindow, id: number, frame?: string): Page => ({
  evaluate: async (expression) => {
    const answer = `evaluated ${++evaluated}`;
    const script = `(async () => {
      const { addDebuggerToGlobal } = ChromeUtils.importESModule('resource://gre/modules/jsdebugger.sys.mjs');
      // A place of its own: WebDriver has a debugger too.
      const own = new Cu.Sandbox(Services.scriptSecurityManager.getSystemPrincipal(), { freshCompartment: true });
      addDebuggerToGlobal(own);
      const frames = [...content.document.querySelectorAll('iframe')].map(({ contentWindow }) => contentWindow);
      const place = ${frame ? `frames.find(({ location }) => location.href === '${frame}')` : 'content'};
      const hand = place.windowUtils.setHandlingUserInput(true);
      const evaluation = new own.Debugger().addDebuggee(place).executeInGlobal(${JSON.stringify(asJson(expression))});
      hand.destruct();
      if (!evaluation.return) throw evaluation.throw?.unsafeDereference?.();
      return evaluation.return.unsafeDereference();
    })().then(
      (value) => sendAsyncMessage('${answer}', { value }),
      (error) => sendAsyncMessage('${answer}', { error: String(error) }),
    )`;
    const value = await window.evaluate(`new Promise((resolve, reject) => {
      const { messageManager } = BrowsingContext.get(${id}).embedderElement;
      messageManager.addMessageListener('${answer}', ({ data: { value, error } }) =>
        error === undefined ? resolve(value) : reject(new Error(error)));
      Services.obs.addObserver(function close(manager) {
        if (manager !== messageManager) return;
        Services.obs.removeObserver(close, 'message-manager-close');
        reject(new Error('The page is gone.'));
      }, 'message-manager-close');
      messageManager.loadFrameScript(${JSON.stringify(`data:,${encodeURIComponent(script)}`)}, false);
    })`);
    return JSON.parse(value);
  },
  frame: async (url) => {
    const there = viewIn(window, id, url);
    await until(() => there.evaluate('1').catch(() => undefined)); // there is no such frame yet
    return loaded(there);
  },
  close: async () => {
    await window.evaluate(`(() => {
      const view = BrowsingContext.get(${id}).embedderElement;
      // Around the options is the browser's page for extensions.
      const outer = view.ownerDocument.defaultView.browsingContext.embedderElement ?? view;
      const { gBrowser } = outer.ownerDocument.defaultView;
      const tab = gBrowser.getTabForBrowser(outer);
      if (tab) gBrowser.removeTab(tab);
      else view.closest('panel').hidePopup();
    })()`);
    const isClosed = `BrowsingContext.get(${id})?.isDiscarded ?? true`;
    await until(async () => (await window.evaluate(isClosed)) === 'true' || undefined);
  },
});
