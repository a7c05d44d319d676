import { type Broken, meetInEveryOrder } from './every-order.ts';
import { found } from './found.ts';
import { play } from './play.ts';
import { clockProgramOf, type Program, pairProgramOf, programOf, textOf } from './program.ts';
import { endScenesEverywhere } from './scenes.ts';
import { shrink } from './shrink.ts';

/** A case of the model. It rejects with the promise that was broken, and the program that broke it. */
export interface ModelCase {
  readonly name: string;
  run(): Promise<void>;
}

/** How many random programs each run plays, the same ones each time. */
const PROGRAMS = 2_000;
/** The same of those with consumer pairs. */
const PAIR_PROGRAMS = 400;
/** The same of those in which clocks are wrong. */
const CLOCK_PROGRAMS = 1_000;

const broken = (program: Program, failures: readonly string[]): Error =>
  new Error(`${failures.join('\n')}\n${textOf(program)}`);

const brokenOrder = ({ meeting, mishaps, failures, order }: Broken): Error =>
  new Error([...failures, meeting.name, JSON.stringify(mishaps), order.join(', ')].join('\n'));

async function playAll(made: (seed: number) => Program, count: number): Promise<void> {
  for (let seed = 1; seed <= count; seed++) {
    const { failures } = await play(made(seed));
    if (!failures[0]) continue;
    const short = await shrink(made(seed), failures[0]);
    throw broken(short, (await play(short)).failures);
  }
}

export const modelCases: readonly ModelCase[] = [
  ...found.map(
    ([name, program]): ModelCase => ({
      name: `model: ${name}`,
      run: async () => {
        const { failures } = await play(program);
        if (failures.length > 0) throw broken(program, failures);
      },
    }),
  ),
  {
    name: 'model: programs ended at every effect keep every promise',
    run: async () => {
      const played = await endScenesEverywhere((program, failures) => {
        if (failures.length > 0) throw broken(program, failures);
      });
      if (played < 500) throw new Error(`Only ${played} programs were played.`);
    },
  },
  {
    name: 'model: two calls at once keep every promise, in some of all orders',
    run: async () => {
      const levels = await meetInEveryOrder({ orders: 10, mishap: () => false }, (what) => {
        throw brokenOrder(what);
      });
      const played = levels.reduce((sum, { orders }) => sum + orders, 0);
      if (played < 150) throw new Error(`Only ${played} orders were played.`);
    },
  },
  {
    name: 'model: a logout keeps every promise beside a call that is answered 500, in some of all orders',
    run: async () => {
      const levels = await meetInEveryOrder(
        {
          orders: 10,
          only: ({ name }) => name === 'a session; logout and check, of one client',
          mishap: ({ what }) => what === 'is answered 500',
        },
        (what) => {
          throw brokenOrder(what);
        },
      );
      const played = levels.reduce((sum, { orders }) => sum + orders, 0);
      if (played < 20) throw new Error(`Only ${played} orders were played.`);
    },
  },
  {
    name: 'model: random programs keep every promise',
    run: () => playAll(programOf, PROGRAMS),
  },
  {
    name: 'model: random programs with consumer pairs keep every promise',
    run: () => playAll(pairProgramOf, PAIR_PROGRAMS),
  },
  {
    name: 'model: random programs in which clocks are wrong keep every promise',
    run: () => playAll(clockProgramOf, CLOCK_PROGRAMS),
  },
  {
    name: 'model: a seed replays to the byte',
    run: async () => {
      for (let seed = 1; seed <= 50; seed++) {
        const [one, other] = [await play(programOf(seed)), await play(programOf(seed))];
        if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error(`Seed ${seed} replays otherwise.`);
      }
    },
  },
];
