import { join } from 'node:path';
import { type Fleet, type Medium, startFleet } from '../../tests/fleet/fleet.ts';
import type { Places } from './places.ts';
import { median } from './statistics.ts';
import type { Row, Section } from './table.ts';

/** A fleet of the middle size is what a process of another fleet is compared with. */
const MIDDLE = 8;
const LARGE = 64;
/** After this, in milliseconds, a key has expired. */
const LIFETIME = 2 * 60 * 60_000 + 1_000;
/** What the service takes for a login, in milliseconds. */
const LOGIN = 100;
/** What the large fleet may take, in milliseconds, and a process of it over one of the middle fleet. */
const budget = { served: 3_000, times: 1.3 };

interface Round {
  /** Milliseconds until the last process had its first answer, when the key had expired. */
  readonly served: number;
  readonly logins: number;
  /** The same with a key that is valid: the control. */
  readonly valid: number;
}

/** Opens and compiles, a few processes at a time: all of a large fleet at once would only wait for each other. */
async function warmUp(fleet: Fleet): Promise<void> {
  for (let first = 0; first < fleet.members.length; first += MIDDLE)
    await Promise.all(fleet.members.slice(first, first + MIDDLE).map((member) => member.order({})));
  await call(fleet, LIFETIME);
}

/** Has every process call ten times at once, three times over; answers when the last had its first answer. */
async function call(fleet: Fleet, advance: number): Promise<number> {
  fleet.sandbox.clock.advance(advance);
  fleet.sandbox.requests.clear();
  const done = await Promise.all(fleet.members.map((member) => member.order({ advance })));
  const bad = done.find(({ answers }) => answers['200'] !== 30);
  if (bad) throw new Error(`a call was not answered with 200: ${JSON.stringify(bad.answers)}`);
  return Math.max(...done.map(({ keyed }) => keyed));
}

async function sample(size: number, medium: Medium, locked: boolean, rounds: number): Promise<Round[]> {
  await using fleet = await startFleet(size, [medium], locked);
  fleet.sandbox.faults.add({ kind: 'delay', match: { operation: 'login' }, times: 'always', latency: LOGIN });
  await warmUp(fleet);
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const valid = await call(fleet, 0);
    const served = await call(fleet, LIFETIME);
    all.push({ valid, served, logins: fleet.logins().answered });
  }
  return all;
}

/** Two rows of a fleet, the second its control: each with what a process costs beside one of the middle fleet. */
function rowsOf(what: string, all: readonly Round[], size: number, middle: readonly Round[]): readonly Row[] {
  const row = (title: string, figureOf: (round: Round) => number): Row & { readonly times: number } => {
    const value = median(all.map(figureOf));
    const times = value / size / (median(middle.map(figureOf)) / MIDDLE);
    return {
      what: title,
      value,
      times,
      figure: `${value.toFixed(0)} ms`,
      compared: `a process x ${times.toFixed(1)} of ${MIDDLE}`,
    };
  };
  const { times, ...served } = row(what, (round) => round.served);
  const { times: _, ...valid } = row('  the same with a valid key (control)', (round) => round.valid);
  const logins = Math.max(...all.map((round) => round.logins));
  return [
    {
      ...served,
      compared: `${served.compared}, logins: ${logins}`,
      ...(size === LARGE && {
        budget: `${budget.served} ms and x ${budget.times}`,
        met: served.value <= budget.served && times <= budget.times,
      }),
    },
    valid,
  ];
}

/** How long a fleet takes to have a key again, and how many logins that costs. */
export async function measureFleets(places: Places, rounds: number): Promise<Section> {
  const { directory, redisPort: port, sealingKey } = places;
  const media: [string, (name: string) => Medium][] = [
    ['files', (name) => ({ kind: 'files', directory: join(directory, name), sealingKey })],
  ];
  if (port !== null) media.push(['Redis', () => ({ kind: 'redis', client: 'redis', port, sealingKey })]);
  const rows: Row[] = [];
  for (const [name, medium] of media) {
    const middle = await sample(MIDDLE, medium(`${name}-8`), true, rounds);
    const of = (what: string, all: readonly Round[], size: number): unknown =>
      rows.push(...rowsOf(what, all, size, middle));
    of(`one process on ${name}`, await sample(1, medium(`${name}-1`), true, rounds), 1);
    of(`eight processes on ${name}`, middle, MIDDLE);
    of('the same without a lock', await sample(MIDDLE, medium(`${name}-unlocked`), false, rounds), MIDDLE);
    of(`64 processes on ${name}`, await sample(LARGE, medium(`${name}-64`), true, rounds), LARGE);
  }
  if (port === null) {
    const what = 'NOT MEASURED: fleets on Redis, since no redis-server was found';
    console.error(what);
    rows.push({ what, value: Number.NaN, figure: 'none', budget: 'as on files', met: false });
  }
  return {
    title: `From the expiry of a key until every process is served again (a login takes ${LOGIN} ms, ${rounds} times)`,
    rows,
  };
}
