// Makes a new generation of the stores below tests/stores, of the packages as they are built. It never changes one that is there.
//
//   node packages/node/test/make-store-fixtures.ts
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as node from '@turbosmtp-auth/node';
import { Redis } from 'ioredis';
import { chromium } from 'playwright';
import { createStorage } from 'unstorage';
import { chromiumLaunchOptions } from '../../../tools/chromium.ts';
import { startRedisServer } from '../../../tools/redis-server.ts';
import { startSecretService } from '../../../tools/secret-service.ts';
import { serveBuilt } from '../../browser/test/node/built-package.ts';
import {
  type FixtureMedium,
  fixtureMedia,
  fixtureRecords,
  fixturesFolder,
  generations,
  type StoreFixture,
} from '../../core/test/store-fixtures.ts';
import { freshKeyFor, inFiles, inKeychain, inRedis, inUnstorage, writeFixture } from './store-writers.ts';

const [asked, ...more] = process.argv.slice(2);
const generation = asked === undefined ? (generations().at(-1) ?? 0) + 1 : Number(asked);
const folder = new URL(`${generation}/`, fixturesFolder);
if (more.length > 0 || !Number.isInteger(generation) || generation < 1)
  throw new Error('Give at most the number of the new generation.');
if (existsSync(folder))
  throw new Error(
    `Generation ${generation} is there already, and is never changed. Leave the number out to make the next one.`,
  );

const scratch = await mkdtemp(join(tmpdir(), 'store-fixtures-'));
const made = new Map<FixtureMedium, StoreFixture>();

/** Makes the fixtures of pages. */
async function inPage(): Promise<void> {
  const script = `
    import { indexedDBKeyStore, sessionKeyStore } from '@turbosmtp-auth/browser';
    import { extensionKeyStore } from '/browser/extension.js';
    const items = new Map();
    globalThis.chrome = { runtime: { id: 'fixture', getManifest: () => ({}) }, storage: { session: {
      get: async (key) => items.has(key) ? { [key]: JSON.parse(items.get(key)) } : {},
      set: async (all) => { for (const [key, value] of Object.entries(all)) items.set(key, JSON.stringify(value)); },
      remove: async (key) => void items.delete(key),
    } } };
    const settled = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    globalThis.write = async (medium, bytes, records) => {
      const name = medium;
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => ['keys', 'records'].forEach((each) => opening.result.createObjectStore(each));
      const database = await settled(opening);
      // A key that is known, where the store would make one that nobody knows.
      const key = await crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
      await settled(database.transaction('keys', 'readwrite').objectStore('keys').put(key, 'sealing'));
      const extension = extensionKeyStore({ name });
      const [view] = Object.getOwnPropertySymbols(extension);
      const store = {
        'indexeddb': () => indexedDBKeyStore({ name }),
        'session-storage': () => sessionKeyStore({ name }),
        'extension-session': () => extension,
        'extension-remembered': () => extension[view](() => true),
      }[medium]();
      for (const { slot, record } of records) await store.set(slot, record);
      const objects = database.transaction('records').objectStore('records');
      const [keys, values] = [await settled(objects.getAllKeys()), await settled(objects.getAll())];
      return {
        database: Object.fromEntries(keys.map((path, index) => [JSON.stringify(path), values[index]])),
        items: Object.fromEntries([...items].filter(([key]) => JSON.parse(key)[0] === name)),
        sessionStorage: Object.fromEntries(Object.entries(sessionStorage).filter(([key]) => JSON.parse(key)[0] === name)),
      };
    };`;
  const served = await serveBuilt(script);
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(served.url);
    await page.waitForFunction('globalThis.write');
    for (const medium of fixtureMedia.slice(5)) {
      const { sealingKey } = freshKeyFor(medium);
      const bytes = [...Buffer.from(String(sealingKey), 'base64url')];
      const call = `write(${[medium, bytes, fixtureRecords].map((each) => JSON.stringify(each)).join()})`;
      const entries = (await page.evaluate(call)) as StoreFixture['entries']; // as the script answers
      made.set(medium, { ...(sealingKey && { sealingKey }), entries, records: fixtureRecords });
    }
  } finally {
    await browser.close();
    served.close();
  }
}

try {
  for (const medium of ['sealed-file', 'sealed-file-passphrase'] as const)
    made.set(medium, await writeFixture(node, inFiles(join(scratch, medium)), freshKeyFor(medium)));
  made.set('unstorage', await writeFixture(node, inUnstorage(createStorage()), freshKeyFor('unstorage')));
  {
    await using server = await startRedisServer();
    const redis = new Redis({ host: '127.0.0.1', port: server.port });
    made.set('redis', await writeFixture(node, inRedis(redis), freshKeyFor('redis')));
    redis.disconnect();
  }
  {
    await using service = await startSecretService();
    Object.assign(process.env, service.environment);
    made.set('keychain', await writeFixture(node, inKeychain(), freshKeyFor('keychain')));
  }
  await inPage();
  const missing = fixtureMedia.filter((medium) => !made.has(medium));
  if (missing.length > 0) throw new Error(`Nothing was made of ${missing}.`);
  // All of it, or nothing.
  const beside = join(fileURLToPath(fixturesFolder), `making-${generation}`);
  await mkdir(beside, { recursive: true });
  for (const [medium, fixture] of made)
    await writeFile(join(beside, `${medium}.json`), `${JSON.stringify(fixture, null, 2)}\n`, { flag: 'wx' });
  await rename(beside, folder);
  console.log(
    `Made generation ${generation}, ${made.size} stores. Commit ${folder.pathname.split('/').slice(-4, -1).join('/')}.`,
  );
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 10 });
}
process.exit();
