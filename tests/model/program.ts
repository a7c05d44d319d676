import type { Fault, Switches } from '@turbosmtp-auth/sandbox';
import { type Chance, chanceOf, seedOf } from './chance.ts';

/** The accounts of the service, each with a consumer pair. */
export const people = [
  {
    email: 'ada@example.com',
    passwords: ['Correct-Horse-1', 'Correct-Horse-2'],
    pair: { key: 'pair-of-ada', secret: 'Secret-Of-Ada' },
  },
  {
    email: 'bob@example.com',
    passwords: ['Battery-Staple-1', 'Battery-Staple-2'],
    pair: { key: 'pair-of-bob', secret: 'Secret-Of-Bob' },
  },
] as const;

export const verbs = [
  'login',
  'logout',
  'apiKey',
  'fetch',
  'session',
  'invalidate',
  'changePassword',
  'settlePasswordChange',
  'requestPasswordReset',
  'resetPassword',
  'verifyResetToken',
  'close',
] as const;
/** What is done with consumer pairs, by the names of the operations. Only `pairProgramOf` draws these, so that other seeds stand for what they always did. */
const pairVerbs = ['createConsumerKey', 'listConsumerKeys', 'deleteConsumerKey', 'sendMail'] as const;
export type Verb = (typeof verbs)[number] | (typeof pairVerbs)[number];

/** What a store does wrong. `lies`: it says the opposite of what it did. */
export type StoreHarm = 'fails before' | 'fails after' | 'hangs before' | 'hangs after' | 'lies';
export type LockHarm = 'works' | 'fails' | 'hangs' | 'is ignored' | 'is never given back';

/** A client, and the process around it. */
export interface ClientPlan {
  /** Whose credentials it has: the number of a person. */
  readonly unattended?: 0 | 1;
  /** Whose consumer pair it has: the number of a person. */
  readonly pair?: 0 | 1;
  readonly noExpire: boolean;
  readonly timeout: number;
  readonly attempts: number;
  /** Milliseconds that its wall clock is ahead. */
  readonly skew: number;
}

/** One call of a client. */
export interface CallStep {
  readonly do: Verb;
  readonly client: number;
  /** Whether the next step waits for its end. */
  readonly wait: boolean;
  readonly person: 0 | 1;
  /** Which of the person's passwords; the other one is the new one where there is one. */
  readonly password: 0 | 1;
  readonly noExpire?: true;
  readonly abortAfter?: number;
  readonly timeout?: number;
}

export type Step =
  | CallStep
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'set the clock'; readonly client: number; readonly ms: number }
  | { readonly do: 'network'; readonly fault: Fault }
  | { readonly do: 'heal the network' }
  | { readonly do: 'switch'; readonly to: Partial<Switches> }
  /** What the `Date` of its answers is from now on: milliseconds ahead of the right time. `null`: there is none. */
  | { readonly do: 'tell the time'; readonly ahead: number | null }
  | {
      readonly do: 'harm the store';
      readonly client: number;
      readonly harm: StoreHarm;
      readonly skip: number;
      readonly times: number;
    }
  | { readonly do: 'harm the lock'; readonly client: number; readonly harm: LockHarm }
  | { readonly do: 'clear the store' }
  | {
      readonly do: 'end the program';
      readonly client: number;
      /** The effect that it ends at, counted from here; and whether that happens. */
      readonly at: number;
      readonly happens: boolean;
    }
  | { readonly do: 'start again'; readonly client: number }
  | { readonly do: 'revoke the session' }
  | { readonly do: 'in every order' };

export interface Program {
  readonly seed: number;
  readonly persistent: boolean;
  readonly switches: Partial<Switches>;
  readonly clients: readonly ClientPlan[];
  readonly steps: readonly Step[];
}

const second = 1_000;
const hour = 60 * 60 * second;

const operations = [
  'login',
  'logout',
  'changePassword',
  'resetPassword',
  'verifyResetToken',
  'resource',
] as const;

function faultOf(chance: Chance): Fault {
  const operation = chance.pick([...operations, 'login', 'logout', 'login', 'resource'] as const);
  const common = {
    match: { operation },
    times: chance.pick([1, 1, 1, 2, 4, 'always'] as const),
    ...(chance.often(0.3) && { skip: chance.below(3) }),
    ...(chance.often(0.2) && { latency: chance.pick([50, 500, 3_000, 8_000]) }),
    ...(chance.often(0.2) && { replyLatency: chance.pick([50, 500, 3_000, 8_000]) }),
  };
  const message = (status: number, text: string): Fault => ({
    ...common,
    kind: 'reply',
    status,
    json: { message: text },
  });
  const makes: readonly (() => Fault)[] = [
    () => ({ ...common, kind: 'delay', latency: chance.pick([100, 2_000, 20_000]) }),
    () => ({ ...common, kind: 'drop', when: chance.pick(['connect', 'before', 'during', 'after'] as const) }),
    () => ({ ...common, kind: 'drop', when: chance.pick(['connect', 'before', 'after'] as const) }),
    () => message(401, 'invalid_authorization_key'),
    () => message(401, chance.pick(['account_is_inactive', 'missing_authorization_key'])),
    () => message(chance.pick([400, 403, 404]), 'a_code_from_the_future'),
    () => ({ ...common, kind: 'html', status: chance.pick([200, 401, 403, 502, 503]) }),
    () => ({ ...common, kind: 'empty', status: chance.pick([200, 204, 500]), handled: chance.often(0.5) }),
    () => ({ ...common, kind: 'malformedJson', handled: chance.often(0.5) }),
    () => ({ ...common, kind: chance.pick(['stalled', 'slow'] as const) }),
    () => ({ ...common, kind: 'redirect', location: 'https://elsewhere.invalid/' }),
    () => ({
      ...message(chance.pick([429, 429, 503]), 'too_many_requests'),
      ...(chance.often(0.6) && { headers: { 'retry-after': String(chance.pick([1, 3, 90])) } }),
    }),
    () => ({ ...common, kind: 'reply', status: 200, json: { auth: chance.pick(['', 7, null]) } }),
  ];
  return chance.pick(makes)();
}

const switchesOf = (chance: Chance): Partial<Switches> => ({
  ...(chance.often(0.15) && { secondLoginRevokesFirst: true }),
  ...(chance.often(0.2) && { passwordChangeRevokesKeys: true }),
  ...(chance.often(0.2) && { passwordResetRevokesKeys: true }),
  ...(chance.often(0.2) && { sendDate: false }),
  ...(chance.often(0.1) && {
    loginRateLimit: {
      limit: chance.pick([1, 2, 3]),
      windowMs: chance.pick([5, 60]) * second,
      status: chance.pick([429, 429, 503] as const),
      retryAfter: chance.pick(['seconds', 'none'] as const),
    },
  }),
});

function callOf(chance: Chance, clients: number): CallStep {
  return {
    do: chance.pick([
      ...verbs,
      ...([
        'login',
        'login',
        'login',
        'logout',
        'logout',
        'apiKey',
        'apiKey',
        'fetch',
        'fetch',
        'fetch',
      ] as const),
    ]),
    client: chance.below(clients),
    wait: chance.often(0.6),
    person: chance.often(0.85) ? 0 : 1,
    password: chance.often(0.85) ? 0 : 1,
    ...(chance.often(0.6) && { noExpire: true as const }),
    ...(chance.often(0.12) && { abortAfter: chance.pick([0, 1, 5, 20, 100, 1_000]) }),
    ...(chance.often(0.12) && { timeout: chance.pick([1, 20, 200, 2_000]) }),
  };
}

function stepOf(chance: Chance, clients: number): Step {
  if (chance.often(0.6)) return callOf(chance, clients);
  const client = chance.below(clients);
  const makes: readonly (() => Step)[] = [
    () => ({
      do: 'pass',
      ms: chance.pick([1, 100, second, 5 * second, 70 * second, hour, 2 * hour, 25 * hour]),
    }),
    () => ({ do: 'pass', ms: chance.pick([1, 100, second, 2 * hour]) }),
    () => ({ do: 'set the clock', client, ms: chance.pick([-8_760, -24, -1, 1, 24, 8_760]) * hour }),
    () => ({ do: 'network', fault: faultOf(chance) }),
    () => ({ do: 'network', fault: faultOf(chance) }),
    () => ({ do: 'network', fault: faultOf(chance) }),
    () => ({ do: 'heal the network' }),
    () => ({ do: 'switch', to: switchesOf(chance) }),
    () => ({
      do: 'harm the store',
      client,
      harm: chance.pick(['fails before', 'fails after', 'hangs before', 'hangs after', 'lies'] as const),
      skip: chance.below(12),
      times: chance.pick([1, 1, 1, 2, 1_000_000]),
    }),
    () => ({
      do: 'harm the lock',
      client,
      harm: chance.pick(['works', 'fails', 'hangs', 'is ignored', 'is never given back'] as const),
    }),
    () => (chance.often(0.3) ? { do: 'clear the store' } : { do: 'start again', client }),
    () => ({ do: 'end the program', client, at: 1 + chance.below(25), happens: chance.often(0.5) }),
    () => ({ do: 'end the program', client, at: 1 + chance.below(12), happens: chance.often(0.5) }),
    () => ({ do: 'start again', client }),
  ];
  return chance.pick(makes)();
}

/** The program that a seed stands for. */
export function programOf(seed: number): Program {
  const chance = chanceOf(seedOf(seed, 'program'));
  const count = chance.pick([1, 1, 2, 2, 3]);
  const clients = Array.from({ length: count }, (): ClientPlan => {
    const unattended = chance.often(0.6) ? (chance.often(0.85) ? 0 : 1) : undefined;
    return {
      ...(unattended !== undefined && { unattended }),
      noExpire: chance.often(0.6),
      timeout: chance.pick([2, 5, 30]) * second,
      attempts: chance.pick([1, 3, 3]),
      skew: chance.often(0.8) ? 0 : chance.pick([-24, -1, 1, 24]) * hour,
    };
  });
  const steps = Array.from({ length: 3 + chance.below(14) }, () => stepOf(chance, count));
  return { seed, persistent: chance.often(0.6), switches: switchesOf(chance), clients, steps };
}

/** Often one after which it is not known whether a pair was made or deleted. */
function pairFaultOf(chance: Chance): Fault {
  const match = { operation: chance.pick(pairVerbs) };
  return chance.often(0.4) ? { kind: 'drop', when: 'after', match } : { ...faultOf(chance), match };
}

/** The program that a seed stands for, in which some clients have a consumer pair, and pairs are made, used and deleted. */
export function pairProgramOf(seed: number): Program {
  const program = programOf(seed);
  const chance = chanceOf(seedOf(seed, 'pairs'));
  const clients = program.clients.map(
    (plan): ClientPlan => ({ ...plan, ...(chance.often(0.6) && { pair: chance.often(0.85) ? 0 : 1 }) }),
  );
  // Most of them signed in, or little would come of what takes a key.
  const login: CallStep = { do: 'login', client: 0, wait: true, person: 0, password: 0 };
  const steps: Step[] = [...(chance.often(0.7) ? [login] : []), ...program.steps];
  for (let more = 3 + chance.below(6); more > 0; more--) {
    const step: Step = chance.often(0.8)
      ? { ...callOf(chance, clients.length), do: chance.pick(pairVerbs) }
      : { do: 'network', fault: pairFaultOf(chance) };
    steps.splice(chance.below(steps.length + 1), 0, step);
  }
  const consumerLogout = chance.pick(['nothing', 'allKeys', 'pair'] as const);
  return { ...program, switches: { ...program.switches, consumerLogout }, clients, steps };
}

/** The program that a seed stands for, in which the service's `Date` and the clients' clocks are often wrong. */
export function clockProgramOf(seed: number): Program {
  const program = programOf(seed);
  const chance = chanceOf(seedOf(seed, 'clocks'));
  const makes: readonly (() => Step)[] = [
    () => ({
      do: 'tell the time',
      ahead: chance.often(0.2) ? null : chance.pick([-8_760, -24, -3, 0, 0, 3, 24, 8_760]) * hour,
    }),
    () => ({
      do: 'set the clock',
      client: chance.below(program.clients.length),
      ms: chance.pick([-24, -3, 3, 24]) * hour,
    }),
    () => callOf(chance, program.clients.length),
    () => ({ do: 'pass', ms: chance.pick([second, hour, 2 * hour]) }),
  ];
  const steps = [...program.steps];
  for (let more = 3 + chance.below(6); more > 0; more--)
    steps.splice(chance.below(steps.length + 1), 0, chance.pick(makes)());
  return { ...program, steps };
}

const shown = (value: object): string =>
  JSON.stringify(value)
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll(',', ', ');

function lineOf(step: Step): string {
  if (!('wait' in step)) {
    const { do: what, ...rest } = step;
    return `${what} ${shown(rest)}`;
  }
  const { do: verb, client, wait, person, password, ...rest } = step;
  const who = people[person];
  const given: Record<Verb, string> = {
    login: `${who.email}, ${who.passwords[password]}`,
    logout: '',
    apiKey: '',
    fetch: '/analytics',
    session: '',
    invalidate: 'the key it was given last',
    changePassword: `${who.passwords[password]} to ${who.passwords[1 - password]}`,
    settlePasswordChange: `${who.email}, ${who.passwords[password]} to ${who.passwords[1 - password]}`,
    requestPasswordReset: who.email,
    resetPassword: `the token of the last mail, ${who.passwords[password]}`,
    verifyResetToken: 'the token of the last mail',
    close: '',
    createConsumerKey: 'APIS',
    listConsumerKeys: '',
    deleteConsumerKey: 'the pair it made last',
    sendMail: '',
  };
  const how = Object.keys(rest).length > 0 ? ` ${shown(rest)}` : '';
  return `${wait ? 'await ' : ''}client ${client}.${verb}(${given[verb]})${how}`;
}

/** A program for people to read. */
export const textOf = ({ seed, persistent, switches, clients, steps }: Program): string =>
  [
    `seed ${seed}, a store that ${persistent ? 'outlives' : 'ends with'} its process, switches ${shown(switches)}`,
    ...clients.map((client, index) => `  client ${index}: ${shown(client)}`),
    ...steps.map((step, index) => `  ${index + 1}. ${lineOf(step)}`),
  ].join('\n');
