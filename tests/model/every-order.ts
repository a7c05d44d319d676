import { chanceOf } from './chance.ts';
import { useOfLock } from './lock.ts';
import {
  answerHarms,
  type Begun,
  createOrder,
  type Happened,
  type Mishap,
  storeHarms,
  type Touch,
} from './order.ts';
import { play } from './play.ts';
import type { CallStep, ClientPlan, Program, Step, Verb } from './program.ts';

const call = (client: number, verb: Verb, more: Partial<CallStep> = {}): CallStep => ({
  do: verb,
  client,
  wait: true,
  person: 0,
  password: 0,
  ...more,
});
const attended: ClientPlan = { noExpire: true, timeout: 30_000, attempts: 3, skew: 0 };
const unattended: ClientPlan = { ...attended, unattended: 0 };

/** Two calls at once, on one store that holds a session. */
export interface Meeting {
  readonly name: string;
  readonly clients: 1 | 2;
  readonly program: Program;
}

const calls = {
  login: (client: number) => call(client, 'login', { noExpire: true }),
  logout: (client: number) => call(client, 'logout'),
  key: (client: number) => call(client, 'apiKey'),
  call: (client: number) => call(client, 'fetch'),
  check: (client: number) => call(client, 'verifyResetToken'),
} as const;
type Name = keyof typeof calls;

/** What becomes of the session before the calls begin. */
const before = {
  'a session': [],
  'an expired session': [{ do: 'pass', ms: 2 * 60 * 60_000 }],
  'a refused key': [{ do: 'revoke the session' }],
} as const satisfies Record<string, readonly Step[]>;

const pairs: Readonly<Record<keyof typeof before, readonly (readonly [Name, Name])[]>> = {
  'a session': [
    ['login', 'login'],
    ['login', 'logout'],
    ['login', 'call'],
    ['logout', 'logout'],
    ['logout', 'call'],
    ['logout', 'check'],
  ],
  'an expired session': [
    ['key', 'key'],
    ['key', 'login'],
    ['key', 'logout'],
  ],
  'a refused key': [
    ['call', 'call'],
    ['call', 'login'],
    ['call', 'logout'],
  ],
};

function meetingOf(state: keyof typeof before, [one, other]: readonly [Name, Name], second: 0 | 1): Meeting {
  // Without credentials a client that was signed out looks into the store again; with them it renews.
  const plan = state === 'a session' ? attended : unattended;
  const signIn = plan === attended ? call(0, 'login', { noExpire: true }) : call(0, 'apiKey');
  const client = { ...plan, noExpire: state !== 'an expired session' };
  return {
    name: `${state}; ${one} and ${other}, of ${second === 0 ? 'one client' : 'two clients'}`,
    clients: second === 0 ? 1 : 2,
    program: {
      seed: 1,
      persistent: true,
      switches: {},
      clients: [client, client],
      steps: [
        signIn,
        call(1, 'apiKey'),
        ...before[state],
        // What is still queued is tried again every now and then: not just now.
        call(0, 'requestPasswordReset'),
        call(1, 'requestPasswordReset'),
        { do: 'in every order' },
        { ...calls[one](0), wait: false },
        { ...calls[other](second), wait: false },
      ],
    },
  };
}

const meetings: readonly Meeting[] = ([1, 0] as const).flatMap((second) =>
  (Object.keys(pairs) as (keyof typeof before)[]).flatMap((state) =>
    pairs[state].map((names) => meetingOf(state, names, second)),
  ),
);

/** Whether their order matters: both touch one thing, and not both only read it. */
const meet = (some: readonly Touch[], others: readonly Touch[]): boolean =>
  some.some(({ of, writes }) =>
    others.some(
      (other) =>
        (of === other.of || of === 'everything' || other.of === 'everything') && (writes || other.writes),
    ),
  );

/** A moment at which something was chosen. */
interface Choice {
  readonly possible: readonly string[];
  /** Events that are to be tried here as well. */
  readonly wanted: Set<string>;
  /** What was tried, and what it touched. */
  readonly tried: Map<string, readonly Touch[]>;
  /** What need not be tried: an equal order was played where it came first. */
  readonly asleep: ReadonlyMap<string, readonly Touch[]>;
  chosen: string;
}

/** The rest of this order is equal to one that was played. */
const played: unique symbol = Symbol('played');

export interface Explored {
  /** Orders that differ, all of them played to the end. */
  orders: number;
  /** Orders that were given up in the middle, since they equal one of those. */
  doubles: number;
  /** Whether that were all. */
  whole: boolean;
  readonly begun: ReadonlyMap<string, Begun>;
}

/**
 * Plays a program in every order of its events, and orders once that differ only in events that commute. (Source sets
 * with sleep sets, after "Optimal dynamic partial order reduction", POPL 2014.)
 *
 * Two events commute if they touch nothing in common, or only read what they have in common:
 * - A use of the store touches its slot. A write that its condition kept from writing only reads.
 * - A request touches its key, and changes it if it revokes it. It touches the accounts, and changes them if it changes a password.
 *   New keys are as good as each other, so two logins commute.
 * - A use of the lock changes the lock.
 * - What a client hears of changes its memory, so the order in which one client hears is always tried. Two clients have no memory
 *   in common.
 *
 * No time passes while something else can happen, so events do not meet on the clock. Chance only makes names.
 *
 * Bounds: a limit on time passes only once nothing else can happen. Of each client, one pause may be over before that. The store
 * tells nobody what others write. What fails fails at once: an effect that hangs is left to the random programs.
 */
async function everyOrder(
  program: Program,
  mishaps: readonly Mishap[],
  judge: (failures: readonly string[], order: readonly string[]) => void,
  until: () => boolean = () => false,
): Promise<Explored> {
  const path: Choice[] = [];
  const begun = new Map<string, Begun>();
  const explored: Explored = { orders: 0, doubles: 0, whole: false, begun };
  for (let from = 0; ; ) {
    if (until()) return explored;
    let depth = 0;
    let isDouble = false;
    const choose = (possible: readonly string[], last: Happened | undefined): string => {
      const at = depth++;
      const known = path[at];
      if (known) return known.chosen;
      const parent = path[at - 1];
      const asleep = new Map(
        parent && last
          ? [...parent.asleep, ...parent.tried].filter(
              ([id, touches]) => id !== last.id && !meet(touches, last.touches),
            )
          : [],
      );
      const chosen = possible.find((id) => !asleep.has(id));
      if (chosen === undefined) {
        isDouble = true;
        throw played;
      }
      path.push({ possible, wanted: new Set([chosen]), tried: new Map(), asleep, chosen });
      return chosen;
    };
    const order = createOrder(choose, mishaps);
    const { failures } = await play(program, order);
    for (const each of order.begun) {
      const name = `${each.client}.${each.number}`;
      begun.set(name, { ...each, changes: each.changes || begun.get(name)?.changes === true });
    }
    if (isDouble) explored.doubles++;
    else {
      explored.orders++;
      judge(
        failures,
        order.happened.map(({ id }) => id),
      );
    }
    plan(path, order.happened, from);
    // Back to the last choice at which something is left to try.
    for (;;) {
      const last = path.at(-1);
      if (!last) return { ...explored, whole: true };
      const event = order.happened.find(({ choice }) => choice === path.length - 1);
      last.tried.set(last.chosen, event?.touches ?? []);
      const left = [...last.wanted].find((id) => !last.tried.has(id) && !last.asleep.has(id));
      if (left !== undefined) {
        last.chosen = left;
        from = path.length - 1;
        break;
      }
      path.pop();
    }
  }
}

/** Notes for each choice what else is to be tried there: whatever met what was chosen, and could have come before it. */
function plan(path: readonly Choice[], happened: readonly Happened[], from: number): void {
  /** For each event, those that come before it in every equal order. */
  const after: Uint8Array[] = [];
  for (const [i, event] of happened.entries()) {
    const row = new Uint8Array(i);
    const races: number[] = [];
    for (let j = i - 1; j >= 0; j--) {
      const earlier = happened[j];
      if (row[j] || !earlier || !(event.cause === j || meet(event.touches, earlier.touches))) continue;
      if (event.cause !== j && earlier.choice >= 0) races.push(j);
      row[j] = 1;
      for (const [k, isAfter] of (after[j] ?? []).entries()) if (isAfter) row[k] = 1;
    }
    after.push(row);
    const choice = path[event.choice];
    for (const id of event.cancelled) if (choice?.possible.includes(id)) choice.wanted.add(id);
    if (event.choice >= 0 && event.choice < from) continue;
    for (const j of races) {
      const at = path[happened[j]?.choice ?? -1];
      if (!at) continue;
      // What of the rest up to here does not come after that event could have begun with any of these.
      const rest = [...happened.keys()].filter((k) => k > j && (k === i || (k < i && !after[k]?.[j])));
      const firsts = rest.filter((k) => !rest.some((m) => m < k && after[k]?.[m]));
      const ids = firsts.flatMap((k) => happened[k]?.id ?? []).filter((id) => at.possible.includes(id));
      if (ids.length > 0 && !ids.some((id) => at.wanted.has(id))) at.wanted.add(ids.at(-1) as string); // it is not empty
    }
  }
}

/** What may go wrong with each of these effects. */
function mishapsOf(begun: Iterable<Begun>, kind: 'ends' | 'harms'): readonly Mishap[] {
  return [...begun].flatMap(({ client, number, touches, changes }) => {
    const touch = (what: (of: string) => boolean): boolean => touches.some(({ of }) => what(of));
    const harms = (): readonly Mishap['what'][] => {
      if (kind === 'ends') return ['ends'];
      // Of what changes nothing, nothing is different after it.
      if (touch((of) => of.endsWith(' record'))) return changes ? storeHarms : ['fails before'];
      if (touch((of) => of === useOfLock.of)) return ['fails before'];
      if (!touch((of) => of === 'the accounts')) return [];
      return answerHarms.filter(
        (harm) => harm !== 'is answered 401' || touch((of) => of.startsWith('the key ')),
      );
    };
    return harms().map((what) => ({ client, number, what }));
  });
}

/** A promise that some order broke. */
export interface Broken {
  readonly meeting: Meeting;
  readonly mishaps: readonly Mishap[];
  readonly failures: readonly string[];
  readonly order: readonly string[];
}

export interface Level {
  readonly name: string;
  /** Programs with their mishaps, those of them that were played in all orders, and the orders. */
  programs: number;
  whole: number;
  orders: number;
}

/** How much may be played of each program: by time, or by the number of orders. */
export interface Bounds {
  /** Milliseconds for all. Each level and each program gets its share of what is left. */
  readonly time?: number;
  readonly orders?: number;
  readonly only?: (meeting: Meeting) => boolean;
  /** Which mishaps are played; all where this is not said. */
  readonly mishap?: (mishap: Mishap) => boolean;
}

/** Plays all meetings: as they are, with an end of a program, with a harm, and with both. */
export async function meetInEveryOrder(
  { time = Number.POSITIVE_INFINITY, orders: most = Number.POSITIVE_INFINITY, only, mishap }: Bounds,
  broken: (what: Broken) => void,
): Promise<readonly Level[]> {
  const start = performance.now();
  const chosen = meetings.filter(only ?? (() => true));
  const begun = new Map<Meeting, ReadonlyMap<string, Begun>>();
  const asTheyAre = (clients: 1 | 2) =>
    chosen
      .filter((each) => each.clients === clients)
      .map((meeting) => ({ meeting, mishaps: [] as Mishap[] }));
  const withMishaps = (...kinds: readonly ('ends' | 'harms')[]) => {
    const all = chosen.flatMap((meeting) => {
      const lists = kinds.map((kind) =>
        mishapsOf(begun.get(meeting)?.values() ?? [], kind).filter(mishap ?? (() => true)),
      );
      const [some = [], others = [undefined]] = lists;
      return some.flatMap((one) =>
        others.map((other) => ({ meeting, mishaps: other ? [one, other] : ([one] as Mishap[]) })),
      );
    });
    // If there is not the time for all, some of each meeting are played, and the same ones each time.
    const chance = chanceOf(1);
    const places = new Map(all.map((each) => [each, chance.next()]));
    return all.sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
  };
  const levels = [
    { name: 'of two clients', share: 0.4, programs: () => asTheyAre(2) },
    { name: 'within one client', share: 0.5, programs: () => asTheyAre(1) },
    { name: 'in which a program ends', share: 0.7, programs: () => withMishaps('ends') },
    { name: 'in which an effect fails', share: 0.9, programs: () => withMishaps('harms') },
    { name: 'with both', share: 1, programs: () => withMishaps('ends', 'harms') },
  ];
  const played: Level[] = [];
  for (const { name, share, programs } of levels) {
    const all = programs();
    const level: Level = { name, programs: all.length, whole: 0, orders: 0 };
    played.push(level);
    for (const [index, { meeting, mishaps }] of all.entries()) {
      const now = performance.now();
      if (now - start >= time * share) break;
      const end = now + (time * share - (now - start)) / (all.length - index);
      let count = 0;
      const judge = (failures: readonly string[], order: readonly string[]): void => {
        count++;
        if (failures.length > 0) broken({ meeting, mishaps, failures, order });
      };
      const explored = await everyOrder(
        meeting.program,
        mishaps,
        judge,
        () => performance.now() > end || count >= most,
      );
      if (mishaps.length === 0) begun.set(meeting, explored.begun);
      level.orders += explored.orders;
      if (explored.whole) level.whole++;
    }
  }
  return played;
}
