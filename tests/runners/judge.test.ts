import { expect, test } from 'vitest';
import { everyCase } from '../hosts/every-case.ts';
import { type Outcome, runsIn } from '../suite/run-suite.ts';
import { bothModes, expectedIn, judge } from './judge.ts';

const expectedCount = expectedIn(bothModes).size;
const all: readonly Outcome[] = bothModes.flatMap((mode) =>
  everyCase.filter((one) => runsIn(one, mode)).map(({ name }) => ({ mode, name, ms: 1 })),
);
const [first, ...others] = all as [Outcome, ...Outcome[]]; // the suite is not empty
const entry = { runtime: 'deno', mode: first.mode, name: first.name, reason: 'because' };
const failing = { ...first, failure: 'broken' };

const verdict = (
  outcomes: readonly Outcome[],
  exceptions: Parameters<typeof judge>[3] = [],
): Pick<ReturnType<typeof judge>, 'passed' | 'failed' | 'skipped'> => {
  const { passed, failed, skipped } = judge('deno', '2', { outcomes }, exceptions);
  return { passed, failed, skipped };
};

test('a case has a name of its own', () => {
  expect(new Set(everyCase.map(({ name }) => name)).size).toBe(everyCase.length);
  expect(expectedIn(['in process']).size).toBe(everyCase.length);
});

test('a complete run passes', () => {
  expect(verdict(all)).toEqual({ passed: expectedCount, failed: 0, skipped: 0 });
});

test('a run in one mode lacks nothing of the other, and passes with nothing less', () => {
  const inProcess = all.filter(({ mode }) => mode === 'in process');
  const failedOf = (outcomes: readonly Outcome[]): number =>
    judge('node-bundled', '26', { outcomes }, [], ['in process']).failed;
  expect(failedOf(inProcess)).toBe(0);
  expect(failedOf(inProcess.slice(1))).toBe(1);
  expect(failedOf(all)).toBe(expectedIn(['over HTTP']).size);
});

test('a run that lacks a case, has one too many, or has one twice fails', () => {
  expect(verdict(others)).toMatchObject({ failed: 1 });
  expect(verdict([...all, { ...first, name: 'of an older build' }])).toMatchObject({ failed: 1 });
  expect(verdict([...all, first])).toMatchObject({ failed: 1 });
});

test('a case that fails is a failure, unless it is known not to work there', () => {
  expect(verdict([failing, ...others])).toMatchObject({ failed: 1, skipped: 0 });
  expect(verdict([failing, ...others], [entry])).toMatchObject({ failed: 0, skipped: 1 });
  expect(verdict([failing, ...others], [{ ...entry, runtime: 'bun' }])).toMatchObject({ failed: 1 });
});

test('a case that passes when tried again passes, and is named', () => {
  const again = { ...first, firstFailure: 'too late' };
  const { passed, failed, secondTry } = judge('deno', '2', { outcomes: [again, ...others] }, []);
  expect({ passed, failed }).toEqual({ passed: expectedCount, failed: 0 });
  expect(secondTry).toEqual([`${first.name} (${first.mode}): too late`]);
  expect(judge('deno', '2', { outcomes: [{ ...again, failure: 'broken' }, ...others] }, [])).toMatchObject({
    failed: 1,
    secondTry: [],
  });
});

test('an exception that is no longer needed fails', () => {
  expect(verdict(all, [entry])).toMatchObject({ failed: 1 });
  expect(verdict(all, [{ ...entry, name: 'no such case' }])).toMatchObject({ failed: 1 });
});
