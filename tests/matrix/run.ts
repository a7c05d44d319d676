// `npm run matrix`: our packed packages in the hands of the tools that people use them with.
//
//   npm run matrix                     runs every row and prints one table; it takes some minutes
//   npm run matrix -- webpack yarn     runs the rows whose kind or name contains one of the words
//
// A row is an entry of one of the lists that rows.ts names.
import type { Outcome, Row } from './row.ts';
import { rows } from './rows.ts';
import { runtimeLines } from './runtimes.ts';
import { openShop } from './shop.ts';
import { printTable } from './table.ts';

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = rows.filter(
  ({ kind, what }) =>
    words.length === 0 || words.some((word) => `${kind} ${what}`.toLowerCase().includes(word)),
);
if (chosen.length === 0) {
  const names = rows.map(({ kind, what }: Row) => `  ${kind}: ${what}`).join('\n');
  console.error(`No row is called so. The rows are:\n${names}`);
  process.exit(2);
}

console.error('matrix: packing, publishing to loopback, installing');
await using shop = await openShop();
const outcomes: Outcome[] = [];
for (const row of chosen) {
  const outcome = await shop.run(row);
  outcomes.push(outcome);
  const { kind, what, failures, seconds } = outcome;
  console.error(
    `matrix: ${kind}: ${what}: ${failures.length === 0 ? 'holds' : 'FAILED'}, ${seconds.toFixed(0)} s`,
  );
  for (const failure of failures) console.error(failure.replaceAll(/^/gm, '    '));
}
if (words.length === 0)
  console.log(`\nRuntimes, on which the conformance suite runs:\n${runtimeLines().join('\n')}`);
process.exitCode = printTable(outcomes) ? 0 : 1;
