import { join } from 'node:path';
import { type Fleet, type Medium, startFleet } from '../../tests/fleet/fleet.ts';
import type { Places } from './places.ts';
import { compare, median } from './statistics.ts';
import type { Row, Section } from './table.ts';

const SIZE = 8;
/** After this, in milliseconds, a key has expired. */
const LIFETIME = 2 * 60 * 60_000 + 1_000;
/** What the service takes for a login, in milliseconds. */
const LOGIN = 100;

interface Round {
  /** Milliseconds until the last process had its first answer. */
  readonly served: number;
  readonly logins: number;
}

/** Lets the key expire, has every process call ten times at once, three times over, and counts. */
async function expire(fleet: Fleet): Promise<Round> {
  fleet.sandbox.clock.advance(LIFETIME);
  fleet.sandbox.requests.clear();
  const done = await Promise.all(fleet.members.map((member) => member.order({ advance: LIFETIME })));
  if (done.some(({ answers }) => answers['200'] !== 30)) throw new Error('a call was not answered');
  return { served: Math.max(...done.map(({ keyed }) => keyed)), logins: fleet.logins().answered };
}

async function sample(size: number, medium: Medium, locked: boolean, rounds: number): Promise<Round[]> {
  await using fleet = await startFleet(size, [medium], locked);
  fleet.sandbox.faults.add({ kind: 'delay', match: { operation: 'login' }, times: 'always', latency: LOGIN });
  await expire(fleet); // opens and compiles
  const all: Round[] = [];
  for (let round = 0; round < rounds; round++) all.push(await expire(fleet));
  return all;
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
    const alone = await sample(1, medium(`${name}-1`), true, rounds);
    const of = (what: string, all: readonly Round[]): Row => {
      const value = median(all.map(({ served }) => served));
      const { over } = compare(
        all.map(({ served }) => served),
        alone.map(({ served }) => served),
      );
      const logins = median(all.map((round) => round.logins));
      return {
        what,
        value,
        figure: `${value.toFixed(0)} ms`,
        compared: `${all === alone ? '' : `${over >= 0 ? '+' : ''}${over.toFixed(0)} ms, `}logins: ${logins}`,
      };
    };
    rows.push(
      of(`one process on ${name} (control)`, alone),
      of(`eight processes on ${name}`, await sample(SIZE, medium(`${name}-8`), true, rounds)),
      of(`the same without a lock`, await sample(SIZE, medium(`${name}-unlocked`), false, rounds)),
    );
  }
  return {
    title: `From the expiry of a key until every process is served again (a login takes ${LOGIN} ms, ${rounds} times)`,
    rows,
  };
}
