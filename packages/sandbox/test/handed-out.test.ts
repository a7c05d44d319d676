// All that the package hands out is a copy, or frozen. Whatever a test does with it, no sandbox changes.
import { beforeEach, describe, expect, it } from 'vitest';
import * as exported from '../src/index.ts';
import { createSandbox, type Sandbox } from '../src/index.ts';
import { ada, adasSandbox, logIn, mail, pair, pairHeaders, send, sendMail } from './people.ts';

const clock = { frozen: true, now: 0 } as const;

/** Every member of a sandbox that hands out what it knows. */
const getters: Readonly<Record<string, (sandbox: Sandbox) => unknown>> = {
  'accounts.list': ({ accounts }) => accounts.list(),
  'consumers.list': ({ consumers }) => consumers.list(),
  'keys.list': ({ keys }) => keys.list(),
  'outbox.list': ({ outbox }) => outbox.list(),
  'faults.list': ({ faults }) => faults.list(),
  'switches.get': ({ switches }) => switches.get(),
  'requests.list': ({ requests }) => requests.list(),
  save: (sandbox) => sandbox.save(),
};

/** Those that hand out a number, a reply or nothing. */
const others = [
  'accounts.add',
  'clock.advance',
  'clock.monotonic',
  'clock.now',
  'clock.sleep',
  'consumers.add',
  'exchange',
  'faults.add',
  'faults.clear',
  'fetch',
  'keys.revokeAll',
  'outbox.clear',
  'requests.clear',
  'reset',
  'restore',
  'switches.set',
];

const constants = Object.entries(exported).filter(([, value]) => typeof value !== 'function');

/** A sandbox with something in every part. */
async function busySandbox(): Promise<Sandbox> {
  const sandbox = adasSandbox({
    clock,
    consumers: [{ ...pair, ips: ['192.0.2.1'] }],
    switches: { loginRateLimit: { limit: 9, windowMs: 60_000 } },
    faults: [
      { kind: 'html', headers: { 'x-busy': 'yes' }, match: { path: '/api/v2/x' } },
      { kind: 'reply', json: { list: [{ member: 1 }] }, match: { path: '/api/v2/x' } },
    ],
  });
  await logIn(sandbox);
  await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
  await sendMail(sandbox, pairHeaders, mail);
  return sandbox;
}

/** As text, which nothing changes later. */
const stateOf = (sandbox: Sandbox): string =>
  JSON.stringify(Object.values(getters).map((get) => get(sandbox)));

function eachObject(value: unknown, change: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value)) eachObject(Reflect.get(value, name), change);
  change(value);
}

/** `Reflect` does not throw if something is frozen. */
const changes: Readonly<Record<string, (object: object) => void>> = {
  replaces: (object) => {
    for (const name of Object.keys(object)) Reflect.set(object, name, 'spoiled');
  },
  'adds to': (object) => void Reflect.set(object, Array.isArray(object) ? object.length : 'added', 'spoiled'),
  removes: (object) => {
    for (const name of Object.keys(object)) Reflect.deleteProperty(object, name);
  },
};

it('the switches that were read can be changed and set again', () => {
  const sandbox = createSandbox();
  const { cors, ...rest } = sandbox.switches.get();
  sandbox.switches.set({ ...rest, cors: { ...Object(cors), exposeDate: false } });
  expect(sandbox.switches.get().cors).toEqual({ exposeDate: false, exposeRetryAfter: true });
  sandbox.reset();
  expect(sandbox.switches.get()).toEqual(exported.defaultSwitches);
  expect(createSandbox().switches.get()).toEqual(exported.defaultSwitches);
});

describe.each(Object.entries(changes))('who %s everything in', (_what, change) => {
  let busy: Sandbox;
  let state: string;
  let fresh: string;
  beforeEach(async () => {
    busy = await busySandbox();
    state = stateOf(busy);
    fresh = stateOf(createSandbox({ clock }));
  });

  function expectNoChange(): void {
    expect(stateOf(busy)).toBe(state);
    expect(stateOf(createSandbox({ clock }))).toBe(fresh);
  }

  it.each(Object.entries(getters))('%s changes no sandbox', (_getter, get) => {
    expect(JSON.stringify(get(busy)).length).toBeGreaterThan(2); // or there is nothing to change
    eachObject(get(busy), change);
    expectNoChange();
  });

  it.each(constants)('%s changes no sandbox, and not that', (_name, value) => {
    const text = JSON.stringify(value);
    eachObject(value, change);
    expectNoChange();
    expect(JSON.stringify(value)).toBe(text);
  });
});

it('is asked of every member of a sandbox', () => {
  const members = Object.entries(createSandbox()).flatMap(([name, part]) =>
    typeof part === 'function' ? [name] : Object.keys(part).map((member) => `${name}.${member}`),
  );
  expect(members.toSorted()).toEqual([...Object.keys(getters), ...others].toSorted());
  expect(constants.map(([name]) => name)).toEqual(['defaultSwitches']);
});
