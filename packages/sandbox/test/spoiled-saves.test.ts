// A save with one member that is wrong, for every member that a save can have, to any depth. `restore` takes such a save or
// refuses it. If it refuses, nothing was changed.
import { describe, expect, it } from 'vitest';
import { createSandbox, InvalidShapeError, type Sandbox, type SavedSandbox } from '../src/index.ts';
import { ada, adasSandbox, logIn, mail, pair, pairHeaders, send, sendMail } from './people.ts';

const time = Date.UTC(2030, 0, 1);

/** A save with at least one item in every list, and every member that an item can have. */
async function fullSave(): Promise<SavedSandbox> {
  const common = {
    match: { operation: 'resource', method: 'GET', path: '/api/v2/x' },
    latency: 1,
    replyLatency: 1,
  };
  const answer = {
    status: 503,
    statusText: 'Busy',
    headers: { 'x-busy': 'yes' },
    handled: true,
    reflect: true,
  };
  const sandbox = adasSandbox({
    accounts: [ada, { email: 'child@example.com', password: 'Correct-Horse-9', parent: ada.email }],
    consumers: [{ ...pair, label: 'shop', permissions: ['APIS', 'SEND_API'], ips: ['192.0.2.1'] }],
    clock: { frozen: true, now: time },
    switches: { loginRateLimit: { limit: 9, windowMs: 60_000, status: 429, retryAfter: 'date' } },
    faults: [
      { kind: 'delay', times: 'always', skip: 2, ...common },
      { kind: 'drop', when: 'after', ...common },
      { kind: 'reply', json: { list: [1] }, mediaType: 'application/json', ...common, ...answer },
      { kind: 'reply', text: 'text', ...common },
      { kind: 'redirect', location: '/', opaque: true, ...common },
      { kind: 'code', code: 'busy', ...common },
      { kind: 'wrongLength', contentLength: 3, ...common },
      { kind: 'bomb', bytes: 7, ...common },
    ],
  });
  await logIn(sandbox);
  await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
  await sendMail(sandbox, pairHeaders, { ...mail, html_content: '<p>Hello</p>' });
  return sandbox.save();
}

const saved = await fullSave();

type Path = readonly string[];

/** The path of every member and item, to any depth. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const below = [...path, name];
    return [below, ...pathsOf(member, below)];
  });
}

const paths = pathsOf(saved);

/** Is left out; of a list, it leaves a hole. */
const missing = Symbol('missing');
const wrongs: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  'a number beyond all dates': 1e20,
  'a text': 'text',
  'a list': [],
  'an object': {},
  true: true,
  missing,
};

function spoiled(path: Path, wrong: unknown): SavedSandbox {
  const save = structuredClone(saved);
  // The path was read from the same data.
  const holder = path.slice(0, -1).reduce<object>((part, name) => Reflect.get(part, name), save);
  const name = path.at(-1) ?? '';
  if (wrong === missing) Reflect.deleteProperty(holder, name);
  else Reflect.set(holder, name, wrong);
  return save;
}

const stateOf = (sandbox: Sandbox): string =>
  JSON.stringify({ ...sandbox.save(), requests: sandbox.requests.list() });

/** Another one, with something in it that a restore would replace. */
async function otherSandbox(): Promise<Sandbox> {
  const sandbox = createSandbox({
    accounts: [{ email: 'bob@example.com', password: 'Battery-Staple-8' }],
    consumers: [{ account: 'bob@example.com', key: 'bob-consumer', secret: 'bob-consumer-secret' }],
    clock: { frozen: true, now: 0 },
    switches: { sendDate: false, resetTokens: 'base64' },
    faults: [{ kind: 'empty', skip: 9 }],
  });
  await send(sandbox, 'POST', '/forgot-password', { email: 'bob@example.com' });
  return sandbox;
}

/** When something in it happened: what the service says as a date. */
const momentsOf = ({ consumers, mails, logins }: SavedSandbox) => [
  ...consumers.map(({ createdAt }) => ({ of: 'consumer', moment: createdAt })),
  ...mails.map(({ sentAt }) => ({ of: 'mail', moment: sentAt })),
  ...logins.map((moment) => ({ of: 'login', moment })),
];

function refusalOf(sandbox: Sandbox, save: SavedSandbox): unknown {
  try {
    sandbox.restore(save);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a save that is spoiled in one place', () => {
  it('can be spoiled in every part', () => {
    for (const part of Object.keys(saved)) {
      if (part !== 'version' && part !== 'clock')
        expect(
          paths.some(([first, ...rest]) => first === part && rest.length > 0),
          part,
        ).toBe(true);
    }
    expect(paths.length).toBeGreaterThan(150);
  });

  it.each(paths.map((path) => ({ at: path.join('.'), path })))(
    'is taken as a whole or not at all: $at',
    async ({ path }) => {
      for (const [kind, wrong] of Object.entries(wrongs)) {
        const sandbox = await otherSandbox();
        const before = stateOf(sandbox);
        const refusal = refusalOf(sandbox, spoiled(path, wrong));
        if (refusal !== undefined) {
          expect(refusal, kind).toBeInstanceOf(InvalidShapeError);
          expect(stateOf(sandbox), kind).toBe(before);
        } else {
          // What it took is a state that can be saved and restored.
          const taken = sandbox.save();
          const next = await otherSandbox();
          next.restore(taken);
          expect(next.save(), kind).toEqual(taken);
          for (const { of, moment } of momentsOf(taken))
            expect(new Date(moment).getTime(), `${kind}: ${of}`).toBe(moment);
        }
      }
    },
  );

  it('is taken if nothing in it is wrong', async () => {
    const sandbox = await otherSandbox();
    sandbox.restore(saved);
    expect(sandbox.save()).toEqual(saved);
  });
});
