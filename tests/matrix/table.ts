import type { Outcome } from './row.ts';

/** Prints what came of the rows, and answers whether all is well. */
export function printTable(outcomes: readonly Outcome[]): boolean {
  const columns = ['kind', 'what', 'version', 'passed', 'failed', 'gaps', 'skipped'];
  const lines = [
    columns,
    ...outcomes.map(({ kind, what, version, passed, failures, gaps, skipped }) => [
      kind,
      what,
      version,
      ...[passed, failures.length, gaps.length, skipped.length].map(String),
    ]),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  console.log();
  for (const line of lines)
    console.log(
      line
        .map((cell, at) => (at < 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    );

  const gaps = outcomes.flatMap(({ what, gaps }) => gaps.map((gap) => `  ${what}: ${gap}`));
  if (gaps.length > 0) console.log(`\nKnown gaps, each of which was found again:\n${gaps.join('\n')}`);
  const skipped = outcomes.flatMap(({ what, skipped }) => skipped.map((each) => `  ${what}: ${each}`));
  if (skipped.length > 0) console.log(`\n!!! NOT TRIED HERE !!!\n${skipped.join('\n')}`);
  const failures = outcomes.flatMap(({ what, failures }) =>
    failures.map((failure) => `  ${what}: ${failure.split('\n', 1)[0]}`),
  );
  if (failures.length > 0) console.log(`\nFailed (the whole of it is above):\n${failures.join('\n')}`);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  console.log(
    `\n${passed} passed, ${failures.length} failed, ${gaps.length} known gaps, ${skipped.length} skipped`,
  );
  return failures.length === 0 && passed > 0;
}
