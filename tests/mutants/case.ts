// Runs the cases it is named, of the suite and of the model, on the bare core and prints those that failed. Bundled anew for each mutant.
import { inspect } from 'node:util';
import { createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
import { modelCases } from '../model/cases.ts';
import { inProcessPort } from '../suite/in-process-port.ts';
import { suite } from '../suite/index.ts';
import { runSuite } from '../suite/run-suite.ts';

const names: readonly string[] = process.argv.slice(2);
const keyStore = memoryKeyStore();
const lock = memoryLock();
const outcomes = await runSuite(
  names.length > 0 ? suite.filter(({ name }) => names.includes(name)) : suite,
  {
    createClient: (options) =>
      createClient({ name: 'mutant', fetch: globalThis.fetch, keyStore, lock }, options),
    parts: { keyStore, lock },
    inspect: (value) => inspect(value, { showHidden: true, getters: true, depth: Number.POSITIVE_INFINITY }),
  },
  [inProcessPort()],
);
const failed = outcomes.flatMap(({ name, failure }) => (failure ? [name] : []));
const ofTheModel = modelCases.filter(({ name }) => names.length === 0 || names.includes(name));
for (const { name, run } of ofTheModel) await run().catch(() => failed.push(name));
console.log(JSON.stringify({ ran: outcomes.length + ofTheModel.length, failed }));
process.exit(0);
