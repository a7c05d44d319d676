import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ClientOptions, createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
import { expect, it, onTestFinished } from 'vitest';
import { readTestResults } from '../../tools/test-results.ts';
import type { Case } from '../suite/case.ts';
import { inProcessPort } from '../suite/in-process-port.ts';
import { runSuite } from '../suite/run-suite.ts';

// What fails is tried once more. A test that passes then does not turn the run red, and does not go unnoticed.

it('a test that passes at its second try is counted as passed, and is named', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'second-tries-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  await writeFile(
    join(directory, 'some.test.js'),
    `let tries = 0;
    it('passes at once', () => {});
    it('passes at its second try', () => expect(++tries).toBe(2));
    it('never passes', () => expect(1).toBe(2));`,
  );
  const config = "export default { test: { name: 'some', globals: true, retry: 1 } };";
  await writeFile(join(directory, 'vitest.config.js'), config);
  const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
  const reporter = join(import.meta.dirname, '..', '..', 'tools', 'vitest-results.ts');
  const args = [vitest, 'run', `--reporter=${reporter}`, `--root=${directory}`];
  await promisify(execFile)(process.execPath, args, { cwd: directory }).catch(() => {});
  expect(readTestResults(directory)).toMatchObject([
    {
      passed: 2,
      failed: 1,
      failures: ['some.test.js: never passes'],
      secondTry: ['some.test.js: passes at its second try'],
    },
  ]);
});

it('a case of the suite that passes at its second try says why the first one failed', async () => {
  const keyStore = memoryKeyStore();
  const lock = memoryLock();
  const host = {
    createClient: (options: ClientOptions) => createClient({ name: 'test', fetch, keyStore, lock }, options),
    parts: { keyStore, lock },
    inspect: String,
  };
  const found: (readonly unknown[])[] = [];
  const one: Case = {
    name: 'passes at its second try',
    async run({ profile, account, createClient: make, service }) {
      await make().login(account);
      found.push([profile, (await service.keys()).length]);
      if (found.length === 1) throw new Error('too late');
    },
  };
  expect(await runSuite([one], host, [inProcessPort()], true)).toMatchObject([
    { firstFailure: expect.stringContaining('too late') },
  ]);
  // The second try starts anew.
  expect(found).toEqual([
    ['case-0', 1],
    ['case-0-again', 1],
  ]);
  found.length = 0;
  const [only] = await runSuite([one], host, [inProcessPort()]);
  expect(only?.failure).toContain('too late');
});
