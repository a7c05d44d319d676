// Plays random programs for as long as one likes, and prints each promise that one breaks with the seed and the shortest
// program that breaks it.
//
//   npm run fuzz                                  for a minute, from a seed that differs from run to run
//   npm run fuzz -- --seed 7 --minutes 60         from this seed on
//   npm run fuzz -- --seed 7 --only               this seed's program alone, with all that happened
//   npm run fuzz -- --pairs                       programs with consumer pairs, each of a seed as well
//   npm run fuzz -- --clocks                      programs in which the service's `Date` and clocks are wrong
//   npm run fuzz -- --every-order --minutes 10    two calls at once, in every order of their effects
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root, windows } from '../../tools/toolchain.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    minutes: { type: 'string', default: '1' },
    only: { type: 'boolean', default: false },
    pairs: { type: 'boolean', default: false },
    clocks: { type: 'boolean', default: false },
    'every-order': { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const until = Date.now() + Number(values.minutes) * 60_000;

const packages = ['core', 'sandbox'].map((name) => `--filter=@turbosmtp-auth/${name}`);
const built = spawnSync('turbo', ['run', 'build', ...packages, '--output-logs=errors-only'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: windows,
});
if (built.status !== 0) throw new Error('The build failed.');

// Only now: they import what was built.
const { play } = await import('./play.ts');
const { clockProgramOf, pairProgramOf, programOf, textOf } = await import('./program.ts');
const { shrink } = await import('./shrink.ts');
const made = values.pairs ? pairProgramOf : values.clocks ? clockProgramOf : programOf;

if (values['every-order']) {
  const { meetInEveryOrder } = await import('./every-order.ts');
  let broken = 0;
  const levels = await meetInEveryOrder(
    { time: Number(values.minutes) * 60_000 },
    ({ meeting, mishaps, failures, order }) => {
      broken++;
      console.log([...failures, meeting.name, JSON.stringify(mishaps), order.join(', '), ''].join('\n'));
    },
  );
  for (const { name, programs, whole, orders } of levels)
    console.log(
      `Meetings ${name}: ${orders} orders of ${programs} programs, ${
        whole === programs ? 'and there are no others' : `and of ${whole} of them there are no others`
      }.`,
    );
  process.exit(broken > 0 ? 1 : 0);
}
if (values.only) {
  const { failures, trace } = await play(made(first));
  console.log([textOf(made(first)), ...trace, ...failures].join('\n'));
  process.exit(failures.length > 0 ? 1 : 0);
}
let seed = first;
let broken = 0;
for (; Date.now() < until; seed++) {
  const { failures } = await play(made(seed));
  if (!failures[0]) continue;
  broken++;
  const short = await shrink(made(seed), failures[0]);
  console.log([...failures, textOf(short), `as a case: ${JSON.stringify(short)}`, ''].join('\n'));
}
console.log(`Seeds ${first} to ${seed - 1}: ${seed - first} programs, ${broken} of them broke a promise.`);
process.exit(broken > 0 ? 1 : 0);
