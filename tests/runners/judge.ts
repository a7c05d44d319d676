import type { TestResult } from '../../tools/test-results.ts';
import { suite } from '../suite/index.ts';
import type { Outcome, Report } from '../suite/run-suite.ts';
import { type Unsupported, unsupported } from '../supported.ts';

const modes = ['in process', 'over HTTP'] as const;
const idOf = ({ mode, name }: Pick<Outcome, 'mode' | 'name'>): string => `${name} (${mode})`;

/** What must have run: every case as Node counts them, in both modes. */
const expected: ReadonlySet<string> = new Set(
  modes.flatMap((mode) => suite.map(({ name }) => idOf({ mode, name }))),
);

/** How many outcomes a complete run has. */
export const expectedCount: number = expected.size;

const idsOf = ({ mode, name }: Unsupported): string[] =>
  (mode ? [mode] : modes).map((one) => idOf({ mode: one, name }));

/** Holds a report against the suite and against what is known not to work there. */
export function judge(
  runtime: string,
  version: string,
  { outcomes }: Report,
  exceptions: readonly Unsupported[] = unsupported,
): TestResult & { failures: readonly string[] } {
  const reasons = new Map(
    exceptions
      .filter((entry) => entry.runtime === runtime)
      .flatMap((entry) => idsOf(entry).map((id) => [id, entry.reason] as const)),
  );
  const ran = new Map(outcomes.map((outcome) => [idOf(outcome), outcome]));
  const failed = outcomes.filter(({ failure }) => failure !== undefined).map(idOf);

  const failures = [
    ...failed.filter((id) => !reasons.has(id)).map((id) => `${id}: ${ran.get(id)?.failure}`),
    ...[...expected].filter((id) => !ran.has(id)).map((id) => `${id}: did not run`),
    ...[...ran.keys()]
      .filter((id) => !expected.has(id))
      .map((id) => `${id}: is not in the suite that Node runs`),
    ...[...reasons.keys()]
      .filter((id) => !expected.has(id))
      .map((id) => `${id}: supported.ts lists it, and there is no such case`),
    ...[...reasons.keys()]
      .filter((id) => ran.has(id) && !failed.includes(id))
      .map((id) => `${id}: supported.ts lists it, and it passes`),
    ...(ran.size === outcomes.length ? [] : [`${outcomes.length - ran.size} cases ran twice`]),
  ];
  const skipped = failed.filter((id) => reasons.has(id)).length;
  const passed = outcomes.length - failed.length;
  return { suite: 'conformance', runtime, version, passed, failed: failures.length, skipped, failures };
}
