// Fails where a bundle has grown: the one figure of the benchmarks that does not vary, and so can be a check. Each
// limit is what the bundle was when it was last made smaller, and comes down until it is the budget.
import process from 'node:process';
import { measureSizes } from './size.ts';
import { formatSections } from './table.ts';

/** In kB, gzipped. */
const limits: Partial<Record<string, number>> = {
  'the same, error texts apart': 30.2,
  'error classes, codes and guards': 1.26,
  'page client with its sealed store': 33,
  'popup or content script of an extension': 3.2,
  'background of an extension': 39.4,
  '`checkPassword` and `validatePassword`': 0.68,
  'the same, with `generatePassword`': 1.4,
  'password module alone': 1.41,
};

const section = await measureSizes();
console.log(formatSections([section]));
for (const [what, limit] of Object.entries(limits)) {
  const row = section.rows.find((each) => each.what === what);
  if (row && limit !== undefined && row.value <= limit) continue;
  console.error(`${what}: ${row ? row.figure : 'not measured'}, which is over the limit of ${limit} kB`);
  process.exitCode = 1;
}
