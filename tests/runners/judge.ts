import type { TestResult } from '../../tools/test-results.ts';
import { type Selection, selections } from '../hosts/every-case.ts';
import { type Outcome, type Report, runsIn } from '../suite/run-suite.ts';
import { type Unsupported, unsupported } from '../supported.ts';

export type Mode = Outcome['mode'];

/** The ways to the sandbox that a run takes if it does not say otherwise. */
export const bothModes: readonly Mode[] = ['in process', 'over HTTP'];

const idOf = ({ mode, name }: Pick<Outcome, 'mode' | 'name'>): string => `${name} (${mode})`;

/** What must have run: every case as Node counts them, in each mode. */
export const expectedIn = (modes: readonly Mode[], only: Selection = 'all'): ReadonlySet<string> =>
  new Set(
    modes.flatMap((mode) =>
      selections[only].filter((one) => runsIn(one, mode)).map(({ name }) => idOf({ mode, name })),
    ),
  );

/** Holds a report against the suite and against what is known not to work there. */
export function judge(
  runtime: string,
  version: string,
  { outcomes }: Report,
  exceptions: readonly Unsupported[] = unsupported,
  modes: readonly Mode[] = bothModes,
  only: Selection = 'all',
): TestResult & { failures: readonly string[]; secondTry: readonly string[] } {
  const expected = expectedIn(modes, only);
  const idsOf = ({ mode, name }: Unsupported): string[] =>
    (mode ? [mode] : modes).map((one) => idOf({ mode: one, name }));
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
      .filter((id) => !expectedIn(modes).has(id))
      .map((id) => `${id}: supported.ts lists it, and there is no such case`),
    ...[...reasons.keys()]
      .filter((id) => ran.has(id) && !failed.includes(id))
      .map((id) => `${id}: supported.ts lists it, and it passes`),
    ...(ran.size === outcomes.length ? [] : [`${outcomes.length - ran.size} cases ran twice`]),
  ];
  const skipped = failed.filter((id) => reasons.has(id)).length;
  const passed = outcomes.length - failed.length;
  const secondTry = outcomes
    .filter(({ failure, firstFailure }) => failure === undefined && firstFailure !== undefined)
    .map((outcome) => `${idOf(outcome)}: ${outcome.firstFailure}`);
  const counts = { passed, failed: failures.length, skipped };
  return { suite: 'conformance', runtime, version, ...counts, failures, secondTry };
}
