// What a test without types may pass. A wrong value is refused with an error that names its place and repeats nothing of it.
// Nothing is changed then.
import { describe, expect, it } from 'vitest';
import { canary, failureOf, type Row, refusalOf, wrongKinds } from '../../../tools/wrong-arguments.ts';
import { serveSandbox } from '../node/index.ts';
import { createHandler, createSandbox, type Fault, InvalidShapeError, type Sandbox } from '../src/index.ts';
import { ada, adasSandbox, pair } from './people.ts';

const values: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  'a number': 7,
  'a negative number': -7,
  'no number': Number.NaN,
  'a number beyond all dates': 1e300,
  true: true,
  'a text': canary,
  'an empty text': '',
  'a list': [canary],
  'an object': { 'not-known': canary },
  'an empty object': {},
  'an object without a prototype': Object.create(null),
  'a function': function canary() {},
  'a symbol': Symbol(canary),
  'a bigint': 7n,
  'a date that is none': new Date(Number.NaN),
  'a promise': Promise.resolve(canary),
  'a map': new Map([[canary, canary]]),
  'a list with a hole': new Array(1),
  'a text of two lines': `${canary}\n${canary}`,
  'a text beyond Latin-1': `${canary}\u20ac`,
};
type Kind = keyof typeof values;

interface Argument extends Row<Sandbox> {
  /** What the message names. */
  readonly names: string;
}

const empty: readonly Kind[] = ['an empty object', 'an object without a prototype'];
const texts: readonly Kind[] = ['a text', 'a text of two lines', 'a text beyond Latin-1'];
const json: readonly Kind[] = Object.keys(values).filter(
  (kind) => !/function|symbol|bigint|promise/.test(kind),
);

/** So that a sleep that never ends fails its test, and does not stop it. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const fault = (member: string, right: readonly Kind[], kind: object = { kind: 'reply' }): Argument => ({
  what: `faults.add: ${member}`,
  names: member,
  right,
  give: (value, { faults }) => faults.add({ ...kind, [member]: value } as Fault),
});
const match = (member: string, right: readonly Kind[]): Argument => ({
  what: `faults.add: match.${member}`,
  names: `match ${member}`,
  right: ['undefined', ...right],
  give: (value, { faults }) => faults.add({ kind: 'html', match: { [member]: value } }),
});
const option = (name: string, right: readonly Kind[], names = name): Argument => ({
  what: `createSandbox: ${name}`,
  names,
  right: ['undefined', ...right],
  give: (value) => createSandbox({ [name]: value }),
});

const everything: readonly Argument[] = [
  {
    what: 'createSandbox: options',
    names: 'options',
    right: ['undefined', ...empty],
    give: (value) => createSandbox(value),
  },
  option('accounts', [], 'account'),
  option('consumers', [], 'consumer'),
  option('faults', [], 'fault'),
  option('switches', empty),
  option('clock', empty),
  {
    what: 'createSandbox: an account',
    names: 'account',
    give: (value) => createSandbox({ accounts: [value] }),
  },
  {
    what: 'createSandbox: a pair',
    names: 'consumer pair',
    give: (value) => createSandbox({ consumers: [value] }),
  },
  { what: 'createSandbox: a fault', names: 'fault', give: (value) => createSandbox({ faults: [value] }) },
  {
    what: 'createSandbox: clock.now',
    names: 'clock now',
    right: ['undefined', 'a number', 'a negative number'],
    give: (now) => createSandbox({ clock: { now } }),
  },
  {
    what: 'createSandbox: clock.frozen',
    names: 'clock frozen',
    right: ['undefined', 'true'],
    give: (frozen) => createSandbox({ clock: { frozen } }),
  },
  {
    what: 'clock.advance',
    names: 'milliseconds',
    right: ['a number'],
    give: (value, { clock }) => clock.advance(value),
  },
  {
    what: 'clock.sleep: ms',
    names: 'milliseconds',
    right: ['a number', 'a negative number', 'a number beyond all dates'],
    give: (value, { clock }) => Promise.race([clock.sleep(value), soon()]),
  },
  {
    what: 'clock.sleep: signal',
    names: 'signal',
    right: ['undefined'],
    give: (value, { clock }) => Promise.race([clock.sleep(1, value), soon()]),
  },
  { what: 'accounts.add', names: 'account', give: (value, { accounts }) => accounts.add(value) },
  { what: 'consumers.add', names: 'consumer pair', give: (value, { consumers }) => consumers.add(value) },
  { what: 'faults.add', names: 'fault', give: (value, { faults }) => faults.add(value) },
  {
    what: 'switches.set',
    names: 'switches',
    right: empty,
    give: (value, { switches }) => switches.set(value),
  },
  { what: 'restore', names: 'saved sandbox', give: (value, sandbox) => sandbox.restore(value) },
  match('operation', []),
  match('method', texts),
  match('path', []),
  fault('match', ['undefined', ...empty]),
  fault('times', ['undefined', 'a number']),
  fault('skip', ['undefined', 'a number']),
  fault('latency', ['undefined', 'a number']),
  fault('replyLatency', ['undefined', 'a number']),
  fault('status', ['undefined']),
  fault('statusText', ['undefined', 'a text', 'an empty text']),
  fault('headers', ['undefined', 'an object', ...empty]),
  fault('handled', ['undefined', 'true']),
  fault('reflect', ['undefined', 'true']),
  fault('json', json),
  fault('text', ['undefined', 'an empty text', ...texts]),
  fault('mediaType', ['undefined', 'a text']),
  fault('when', [], { kind: 'drop' }),
  fault('location', texts, { kind: 'redirect' }),
  fault('opaque', ['undefined', 'true'], { kind: 'redirect', location: '/' }),
  fault('code', ['undefined', 'an empty text', ...texts], { kind: 'code' }),
  fault('bytes', ['undefined', 'a number'], { kind: 'bomb' }),
  fault('contentLength', ['a number'], { kind: 'wrongLength' }),
  { what: 'createHandler', names: 'sandbox', give: (value) => createHandler(value) },
  { what: 'serveSandbox: sandbox', names: 'sandbox', give: (value) => serveSandbox(value) },
  {
    what: 'serveSandbox: options',
    names: 'options',
    right: ['undefined', ...empty],
    give: async (value, sandbox) => (await serveSandbox(sandbox, value)).close(),
  },
  {
    what: 'serveSandbox: port',
    names: 'port',
    right: ['undefined', 'a number'],
    give: async (port, sandbox) => (await serveSandbox(sandbox, { port })).close(),
  },
  {
    what: 'serveSandbox: host',
    names: 'host',
    right: ['undefined', ...texts],
    give: async (host, sandbox) => (await serveSandbox(sandbox, { host })).close(),
  },
];

describe.each(everything)('$what', ({ names, right = [], give }) => {
  it.each(wrongKinds(values, right))('refuses %s', async (kind) => {
    const sandbox = adasSandbox({ clock: { frozen: true } });
    const before = sandbox.save();
    const { error } = await refusalOf(InvalidShapeError, () => give(values[kind], sandbox));
    expect(error.message).toContain(names);
    expect(error.problems.length).toBeGreaterThan(0);
    expect(sandbox.save()).toEqual(before);
  });

  it.each(right)('takes %s', async (kind) => {
    const { error } = await failureOf(() => give(values[kind], adasSandbox()));
    // The machine may refuse to listen there.
    expect([undefined, 'EACCES', 'EAI_AGAIN', 'ENOTFOUND']).toContain(Object(error).code ?? error);
  });
});

describe('what is refused beside', () => {
  it('is an option that is not known', () => {
    for (const name of ['account', 'fault', 'Clock'])
      expect(() => createSandbox({ [name]: [] })).toThrow(`${name} is not known`);
  });

  it('is a match that no request can have', () => {
    const { faults } = adasSandbox();
    for (const wrong of [
      { operation: 'logIn' },
      { operation: 'settlePasswordChange' },
      { path: 'authorize' },
    ])
      expect(() => faults.add({ kind: 'html', match: wrong }), JSON.stringify(wrong)).toThrow(
        InvalidShapeError,
      );
    expect(faults.list()).toEqual([]);
  });

  it('is a reply with two bodies', () => {
    expect(() => adasSandbox().faults.add({ kind: 'reply', json: {}, text: '' })).toThrow(/json.*text/);
  });
});

it('takes every option at once', () => {
  const options = {
    accounts: [ada],
    consumers: [pair],
    clock: { now: new Date(0), frozen: true },
    switches: { sendDate: false },
    faults: [{ kind: 'html', match: { operation: 'login', method: 'POST', path: '/api/v2/authorize' } }],
  } as const;
  const sandbox = createSandbox(options);
  expect(sandbox.clock.now()).toBe(0);
  expect(sandbox.faults.list().length).toBe(1);
});
