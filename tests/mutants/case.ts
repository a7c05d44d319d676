// Runs the cases it is named on the bare core and prints those that failed. Bundled anew for each mutant.
import { inspect } from 'node:util';
import { createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
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
    inspect: (value) => inspect(value, { showHidden: true, getters: true, depth: Number.POSITIVE_INFINITY }),
  },
  [inProcessPort()],
);
console.log(
  JSON.stringify({
    ran: outcomes.length,
    failed: outcomes.flatMap(({ name, failure }) => (failure ? [name] : [])),
  }),
);
process.exit(0);
