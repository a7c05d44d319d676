import { describe, expect, it, onTestFinished } from 'vitest';
import { findFirefox, launchFirefox } from '../../../../tools/firefox.ts';
import { serveBuilt } from './built-package.ts';

const firefox = findFirefox();
// Without a Firefox it fails in CI, and elsewhere is skipped.
const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

/** Runs the contract on both stores in the page, and answers what was kept and what was broken, as JSON. */
const script = `
  import { indexedDBKeyStore, sessionKeyStore, webLock } from '@turbosmtp-auth/browser';
  import { keyStoreContract } from '@turbosmtp-auth/core/testing';
  globalThis.hold = async () => {
    const told = { agent: navigator.userAgent, lock: await webLock()('name', async () => 'held'), broken: [] };
    for (const open of [indexedDBKeyStore, sessionKeyStore]) {
      const names = new WeakMap();
      const openAs = (name) => {
        const store = open({ name });
        names.set(store, name);
        return store;
      };
      told[open.name] = 0;
      const create = async () => openAs(crypto.randomUUID());
      for (const { name, run } of keyStoreContract({ create, reopen: async (store) => openAs(names.get(store)) })) {
        try {
          await run();
          told[open.name]++;
        } catch (error) {
          told.broken.push(open.name + ': ' + name + ': ' + error);
        }
      }
    }
    return JSON.stringify(told);
  };`;

describe.skipIf(!firefox && !required)(
  'Firefox keeps the contract of key stores',
  { timeout: 180_000 },
  () => {
    it.each([
      ['in a window as usual', false],
      ['in a private window', true],
    ])('%s', async (_where, isPrivate) => {
      const server = await serveBuilt(script);
      onTestFinished(() => server.close());
      const browser = await launchFirefox(firefox ?? '', { isPrivate });
      onTestFinished(() => browser.close());
      const tab = await browser.open(server.url);
      const told = JSON.parse(await tab.evaluate('hold()'));
      expect(told.broken).toEqual([]);
      expect(told).toMatchObject({ agent: expect.stringContaining('Firefox/'), lock: 'held' });
      for (const store of ['indexedDBKeyStore', 'sessionKeyStore']) expect(told[store]).toBeGreaterThan(15);
    });
  },
);
