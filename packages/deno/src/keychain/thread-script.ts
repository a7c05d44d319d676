import { answerScript } from '@turbosmtp-auth/core/keychain';

/**
 * The thread that makes the native calls, since a call that waits for an unlock prompt cannot be ended. A thread that is not
 * referred to keeps no process from ending, even while it waits.
 *
 * It is text, so that Deno learns of the native package only when it is needed. A specifier in a module is downloaded with
 * the module. The store is always pinned: left to itself, the native package falls back to the kernel's keyring, where
 * nothing lasts. Entries are kept for their next use until one fails, since each new one opens a session with the keychain.
 */
export const threadScript: string = `
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const service = 'turbosmtp-auth';
const secretService = !['darwin', 'windows'].includes(Deno.build.os);
const MAX_ENTRIES = 16;
const entries = new Map();
let keyring;

// Each entry holds a connection to the bus, which has 256 for all programs of the user. It ends with the entry.
function forget() {
  entries.clear();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

// The real environment would take a permission for each variable that the package looks at.
async function load() {
  process.env = workerData.env;
  try {
    return (await import(workerData.specifier)).default;
  } catch (error) {
    throw new Error('Cannot find module: ' + error.message);
  }
}

function make(name) {
  if (secretService && entries.size >= MAX_ENTRIES) forget();
  const entry = new keyring.Entry(service, name, { linux: { store: 'secret-service' } });
  entries.set(name, entry);
  return entry;
}

// Making an entry fails in two seconds where the keychain hangs, which looking for all would not. That in turn fails
// where an entry of ours is locked, and never prompts, which reading would: nothing ends a thread that waits. But each look
// connects anew, so that calls which follow each other share one.
const LOOK = 1_000; // milliseconds
let looked = Number.NEGATIVE_INFINITY;

function look(age) {
  if (!secretService || performance.now() - looked < age) return;
  keyring.findCredentials(service);
  looked = performance.now();
}

async function at(name) {
  keyring ??= await load();
  const entry = entries.get(name) ?? make(name);
  look(LOOK);
  return entry;
}

function startAnew() {
  entries.clear();
  looked = Number.NEGATIVE_INFINITY;
}

const works = {
  read: async ({ entry: name }) => {
    const begun = performance.now();
    const text = (await at(name)).getPassword() ?? null;
    // A locked keyring may show nothing where there is something.
    if (text === null) look(performance.now() - begun);
    return text;
  },
  replace: async ({ entry: name, before, after }) => {
    const entry = await at(name);
    if ((entry.getPassword() ?? null) !== before) return false;
    if (after === null) return entry.deletePassword();
    entry.setPassword(after);
    return true;
  },
};
${answerScript}
// One after the other: the first may still be loading what both need.
let last = Promise.resolve();
parentPort.on('message', ({ id, request }) => {
  last = last.then(async () => parentPort.postMessage({ id, ...(await answer(request)) }));
});
`;
