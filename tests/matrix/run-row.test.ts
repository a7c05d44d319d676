import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Check, type Gap, MissingError, type Outcome } from './row.ts';
import { runRow } from './run-row.ts';

async function outcomeOf(checks: readonly Check[], version: () => string = () => '1'): Promise<Outcome> {
  const below = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-row-'));
  onTestFinished(() => rm(below, { recursive: true }));
  const shared = { registry: 'http://127.0.0.1:1/', others: 'http://127.0.0.1:2/', project: below };
  return runRow({ kind: 'kind', what: 'what', version, checks }, shared, below);
}

const holds = async (): Promise<void> => {};
const fails = async (): Promise<void> => {
  throw new Error('it does not');
};

const gap: Gap = { reason: 'why', says: /does not/ };

test('a check that holds is counted', async () => {
  expect(await outcomeOf([{ name: 'a', run: holds }])).toMatchObject({ passed: 1, failures: [], gaps: [] });
});

test('a check that throws is a failure, and what follows does not run', async () => {
  const checks = [
    { name: 'a', run: holds },
    { name: 'b', run: fails },
    { name: 'c', run: holds },
  ];
  expect(await outcomeOf(checks)).toMatchObject({ passed: 1, failures: ['b: it does not'], gaps: [] });
});

test('a known gap is no failure as long as it is there', async () => {
  const checks = [
    { name: 'a', run: fails, gap },
    { name: 'b', run: holds },
  ];
  expect(await outcomeOf(checks)).toMatchObject({ passed: 1, failures: [], gaps: ['a: why'] });
});

test('a known gap that says something else is a failure', async () => {
  const { failures } = await outcomeOf([{ name: 'a', run: fails, gap: { ...gap, says: /another/ } }]);
  expect(failures).toEqual(['a: it does not']);
});

test('a known gap that is no more is a failure', async () => {
  const { failures } = await outcomeOf([{ name: 'a', run: holds, gap }]);
  expect(failures).toEqual(['a: it holds by now. Remove its gap: why']);
});

test('what could not be tried is skipped, and in CI a failure', async () => {
  const check: Check = {
    name: 'a',
    async run() {
      throw new MissingError('get it');
    },
  };
  const { CI = '' } = process.env;
  const { skipped, failures } = await outcomeOf([check]);
  expect(CI && CI !== 'false' ? failures : skipped).toEqual(['a: get it']);
});

test('a tool that cannot say its version is a failure', async () => {
  const { passed, failures } = await outcomeOf([{ name: 'a', run: holds }], () => {
    throw new Error('not installed');
  });
  expect({ passed, failures }).toEqual({ passed: 0, failures: ['its version: not installed'] });
});
