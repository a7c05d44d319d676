import { expect, it } from 'vitest';
import { timeOf } from '../../../../../../tools/time-given.ts';
import type { ExtensionBrowser, Page } from './extension-browser.ts';
import {
  account,
  call,
  type Outcome,
  resultOf,
  type StartedExtension,
  startExtension,
} from './started-extension.ts';
import { listenForStops, type Place, type Stops } from './stops.ts';

// The browser may stop the background at any moment. Here it does at each step of a call.

/** Where the background is stopped: a place, or when the request is at the service, which has not acted. */
type Moment =
  | 'before the mark'
  | 'marked'
  | 'sent'
  | 'answered'
  | 'stored'
  | 'not committed'
  | 'committed'
  | 'heard';

const places: Readonly<Record<Exclude<Moment, 'sent'>, readonly [Place, number?]>> = {
  'before the mark': ['journal', 1],
  marked: ['request'],
  answered: ['response'],
  stored: ['stored'],
  'not committed': ['journal', 2],
  committed: ['answer'],
  heard: ['journal', 3],
};

const unknown = { error: { name: 'OutcomeUnknownError', code: 'outcome_unknown' } };
const newPassword = 'Better-Horse-9';

interface Scene {
  readonly extension: StartedExtension;
  readonly page: Page;
  readonly email: string;
}

interface Story {
  readonly operation: string;
  /** What has to be there before. */
  before(scene: Scene): Promise<unknown[]>;
  readonly path: string;
  /** What the popup is told at each moment. */
  readonly told: Partial<Record<Moment, unknown>>;
  /** What must be true afterwards, of what the popup was told. */
  after(scene: Scene, outcome: Outcome, moment: Moment): Promise<void>;
}

/** Whether the service takes a password. */
async function takes({ extension: { service }, email }: Scene, password: string): Promise<boolean> {
  const { status } = await service.fetch('https://service.example/api/v2/authorize', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return status === 200;
}

const signIn = ({ page, email }: Scene): Promise<unknown> =>
  resultOf(page, 'login', { email, password: account.password });

const acted: readonly Moment[] = ['before the mark', 'answered', 'not committed', 'committed', 'heard'];

const stories: readonly Story[] = [
  {
    operation: 'login',
    path: '/authorize',
    before: async ({ email }) => [{ email, password: account.password }],
    told: {
      'before the mark': { result: {} },
      marked: unknown,
      sent: unknown,
      answered: unknown,
      stored: { result: {} },
      'not committed': { result: {} },
      committed: { result: {} },
      heard: { result: {} },
    },
    after: async ({ page, email, extension }, { result }, moment) => {
      expect(await call(page, 'session')).toEqual({ result: result ?? null });
      if (result) expect(result).toMatchObject({ account: email });
      expect(extension.seen('/authorize')).toBe(moment === 'marked' ? 0 : 1);
    },
  },
  {
    operation: 'changePassword',
    path: '/change-password',
    before: async (scene) => {
      await signIn(scene);
      return [{ currentPassword: account.password, newPassword }];
    },
    told: {
      'before the mark': { result: null },
      marked: unknown,
      sent: unknown,
      answered: unknown,
      'not committed': unknown,
      committed: { result: null },
      heard: { result: null },
    },
    after: async (scene, _, moment) => {
      const change = { email: scene.email, currentPassword: account.password, newPassword };
      const hasChanged = acted.includes(moment);
      expect(await call(scene.page, 'settlePasswordChange', change)).toEqual({
        result: hasChanged ? 'changed' : 'unchanged',
      });
      expect(await takes(scene, newPassword)).toBe(hasChanged);
    },
  },
  {
    operation: 'resetPassword',
    path: '/forgot-password',
    before: async ({ email, extension: { service } }) => {
      await service.fetch('https://service.example/api/v2/forgot-password', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email }),
      });
      return [{ token: service.outbox.list().find(({ to }) => to === email)?.token, newPassword }];
    },
    told: {
      'before the mark': { result: null },
      marked: unknown,
      sent: unknown,
      answered: unknown,
      'not committed': unknown,
      committed: { result: null },
      heard: { result: null },
    },
    after: async (scene, _, moment) => {
      expect(await takes(scene, newPassword)).toBe(acted.includes(moment));
    },
  },
  {
    operation: 'createConsumerKey',
    path: '/user/consumerKeys',
    before: async (scene) => {
      await signIn(scene);
      return [{ permissions: ['APIS'] }];
    },
    told: {
      'before the mark': { result: { key: expect.any(String), secret: expect.any(String) } },
      marked: unknown,
      sent: unknown,
      answered: unknown,
      'not committed': unknown,
      committed: unknown, // its secret is written nowhere
      heard: { result: { key: expect.any(String), secret: expect.any(String) } },
    },
    after: async ({ page }, { result }, moment) => {
      const keys = await resultOf<{ key: string }[]>(page, 'listConsumerKeys');
      expect(keys).toHaveLength(acted.includes(moment) ? 1 : 0);
      if (result) expect(keys).toMatchObject([{ key: (result as { key: string }).key }]);
    },
  },
  {
    operation: 'logout',
    path: '/deauthorize',
    before: async (scene) => {
      await signIn(scene);
      return [];
    },
    told: {
      'before the mark': { result: { revoked: 'now' } },
      marked: { result: { revoked: 'queued' } },
      sent: { result: { revoked: 'queued' } },
      answered: { result: { revoked: 'queued' } },
      'not committed': { result: { revoked: 'queued' } },
      committed: { result: { revoked: 'now' } },
      heard: { result: { revoked: 'now' } },
    },
    after: async ({ page, email, extension }) => {
      expect(await call(page, 'session')).toEqual({ result: null });
      const alive = (): unknown[] => extension.service.keys.list().filter((key) => key.account === email);
      await expect.poll(alive).toEqual([]);
    },
  },
];

/** Comes to a moment of a call, and stops the background there. */
async function stopAt(
  moment: Moment,
  { extension }: Scene,
  stops: Stops,
  { operation, path }: Story,
  begin: () => void,
): Promise<void> {
  const { service, seen, stopBackground } = extension;
  if (moment === 'sent') {
    service.faults.add({ kind: 'delay', latency: 60_000, match: { operation } });
    const before = seen(path);
    begin();
    await expect.poll(() => seen(path), { interval: 10 }).toBe(before + 1);
  } else {
    const reached = stops.at(...places[moment]);
    begin();
    await reached;
  }
  await stopBackground();
}

let accounts = 0;

export function killedBackgrounds(browser: () => ExtensionBrowser): void {
  for (const story of stories) {
    const { operation, before, told, after } = story;
    it(`let a popup know what became of ${operation}`, async () => {
      await using stops = await listenForStops();
      await using extension = await startExtension(browser(), { first: stops.first });
      const page = await extension.openTab('popup.html');
      const { service } = extension;
      for (const [moment, expected] of Object.entries(told) as [Moment, object][]) {
        const email = `person-${++accounts}@example.com`;
        service.accounts.add({ email, password: account.password });
        const scene = { extension, page, email };
        const given = await before(scene);
        if (operation === 'login') await resultOf(page, 'logout');
        await call(page, 'interrupted'); // what was heard so far is forgotten
        service.requests.clear();
        let calling: Promise<Outcome> | undefined;
        if (moment === 'heard') {
          // The popup has its answer, and the background does not know yet.
          const reached = stops.at(...places.heard);
          calling = call(page, operation, ...given);
          expect([moment, await calling]).toMatchObject([moment, expected]);
          await reached;
          await extension.stopBackground();
        } else
          await stopAt(moment, scene, stops, story, () => {
            calling = call(page, operation, ...given);
          });
        let outcome: Outcome = {};
        const took = await timeOf(async () => {
          outcome = (await calling) ?? {};
        });
        expect([moment, outcome]).toMatchObject([moment, expected]);
        // It was heard.
        expect([moment, await call(page, 'interrupted')]).toEqual([moment, { result: [] }]);
        await after(scene, outcome, moment);
        service.faults.clear();
        if (took < 2_000) continue;
        // On a busy machine a browser takes its time to start a background, whoever waits for it.
        await extension.stopBackground();
        const control = await timeOf(() => call(page, 'session'));
        expect(took, moment).toBeLessThan(2_000 + 3 * control);
      }
    });
  }

  it.each([
    ['listConsumerKeys', '/user/consumerKeys', { result: [] }],
    ['fetch', '/analytics', { result: { status: 200 } }],
  ])('make %s again, which only reads', async (method, path, expected) => {
    await using extension = await startExtension(browser());
    const page = await extension.openTab('popup.html');
    await resultOf(page, 'login', account);
    extension.service.faults.add({ kind: 'delay', latency: 60_000, match: { path: `/api/v2${path}` } });
    const calling = call(page, method, ...(method === 'fetch' ? [path] : []));
    await expect.poll(() => extension.seen(path)).toBe(1);
    await extension.stopBackground();
    expect(await calling).toMatchObject(expected);
    expect(extension.seen(path)).toBe(2);
    expect(extension.seen('/authorize')).toBe(1);
  });

  it('tell the next popup exactly what nobody heard the end of', async () => {
    await using stops = await listenForStops();
    await using extension = await startExtension(browser(), { first: stops.first });
    const { openTab, service } = extension;
    const expected: object[] = [];
    const ends: readonly [Moment, object][] = [
      ['before the mark', {}],
      ['answered', { outcome: 'unknown' }],
      ['committed', { outcome: 'done' }],
    ];
    for (const story of stories)
      for (const [moment, end] of ends) {
        const email = `person-${++accounts}@example.com`;
        service.accounts.add({ email, password: account.password });
        const page = await openTab('popup.html');
        const scene = { extension, page, email };
        const given = await story.before(scene);
        await call(page, 'interrupted'); // what was heard so far is forgotten
        const reached = stops.at(...places[moment as keyof typeof places]);
        const calling = call(page, story.operation, ...given).catch(() => undefined);
        await reached;
        await page.close();
        await calling;
        await extension.stopBackground();
        if (moment !== 'before the mark') expected.push({ operation: story.operation, ...end });
      }
    const page = await openTab('popup.html');
    const { email } = account;
    const reached = stops.at(...places.committed);
    const calling = call(page, 'login', { email, password: 'Wrong-Horse-9' }).catch(() => undefined);
    await reached;
    await page.close();
    await calling;
    await extension.stopBackground();
    expected.push({ operation: 'login', outcome: 'failed', code: 'wrong_credentials_specified' });

    const next = await openTab('popup.html');
    const told = await resultOf<{ id: string }[]>(next, 'interrupted');
    expect(told).toHaveLength(expected.length);
    expect(told).toMatchObject(expected);
    expect(JSON.stringify(told)).not.toMatch(/Horse/);
    for (const { id } of told) await resultOf(next, 'acknowledge', id);
    expect(await call(next, 'interrupted')).toEqual({ result: [] });
  });

  it('revoke what a logout left, with the first `session` of the next one', async () => {
    await using stops = await listenForStops();
    await using extension = await startExtension(browser(), { first: stops.first });
    const { openTab, service, seen } = extension;
    const page = await openTab('popup.html');
    await resultOf(page, 'login', account);
    const reached = stops.at('request');
    const calling = call(page, 'logout').catch(() => undefined);
    await reached;
    await page.close();
    await calling;
    await extension.stopBackground();
    expect(seen('/deauthorize')).toBe(0);
    expect(service.keys.list()).toHaveLength(1);
    const next = await openTab('popup.html');
    await expect
      .poll(async () => {
        expect(await call(next, 'session')).toEqual({ result: null });
        return service.keys.list();
      })
      .toEqual([]);
  });
}
