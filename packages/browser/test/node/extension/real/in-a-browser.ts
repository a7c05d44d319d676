import { afterAll, beforeAll, describe } from 'vitest';
import { callers } from './callers.ts';
import { contentScripts } from './content-scripts.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { killedBackgrounds } from './killed-backgrounds.ts';
import { lifetimes } from './lifetimes.ts';
import { permissions } from './permissions.ts';
import { popups } from './popups.ts';
import { reloads } from './reloads.ts';
import { secrets } from './secrets.ts';
import { storage } from './storage.ts';

// The built package in real extensions of a real browser. Without one this fails in CI, and elsewhere is skipped.

/** A browser that can be put extensions into. */
export interface Kind {
  readonly name: string;
  isThere(): boolean;
  launch(): Promise<ExtensionBrowser>;
}

const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

/** A browser for the tests of a file. */
function launched({ launch }: Kind): () => ExtensionBrowser {
  let browser: ExtensionBrowser;
  beforeAll(async () => {
    browser = await launch();
    console.log(browser.version);
  });
  afterAll(async () => {
    await browser.close();
    await browser.remove();
  });
  return () => browser;
}

/** What an extension does in a browser, but for how long its background lives. */
export function extensionIn(kind: Kind): void {
  describe.skipIf(!required && !kind.isThere())(`in ${kind.name}`, () => {
    const browser = launched(kind);
    describe('popups', () => popups(browser));
    describe('content scripts', () => contentScripts(browser));
    describe('killed backgrounds', () => killedBackgrounds(browser));
    describe('callers', () => callers(browser));
    describe('secrets', () => secrets(browser, kind.launch));
    describe('storage', () => storage(browser));
    describe('reloads', () => reloads(browser));
    describe('permissions', () => permissions(browser));
  });
}

/** How long a background lives: most of it is waiting, side by side. */
export function backgroundIn(kind: Kind): void {
  describe
    .skipIf(!required && !kind.isThere())
    .concurrent(`a background in ${kind.name}`, () => lifetimes(launched(kind)));
}
