import { answerScript, type KeychainRequest } from '@turbosmtp-auth/core/keychain';

/** What is asked of the worker. */
export type WorkerRequest =
  | KeychainRequest
  /** Whether the keychain can be read and written. */
  | { readonly work: 'probe' };

/** Names the native package to the worker, and tells a program that runs itself as a worker that it is one. */
export const WORKER_VARIABLE = 'TURBOSMTP_AUTH_KEYCHAIN_WORKER';

/**
 * The worker: a process that can be killed. A native call that waits for an unlock prompt can be ended in no other way.
 * While one waits, not even `process.exit()` ends a process.
 *
 * It is text for `node -e`, so that no file has to be found from a bundle. It uses the asynchronous calls only. With its own
 * thread free, it notices that its parent is gone, and kills itself, even while a prompt waits.
 *
 * The store is always pinned: left to itself, the native package falls back to the kernel's keyring, where nothing
 * lasts. Entries are kept for their next use until one fails, since each new one opens a session with the keychain.
 */
export const workerScript: string = `
const load = () => require(process.env.${WORKER_VARIABLE});
const service = 'turbosmtp-auth';
const secretService = !['darwin', 'win32'].includes(process.platform);
const MAX_ENTRIES = 16;
const entries = new Map();
const ownProbe = 'probe:' + crypto.randomUUID(); // no record is called so: no profile has a colon

// Each entry holds a connection to the bus, which has 256 for all programs of the user. It ends with the entry.
function forget() {
  entries.clear();
  if (globalThis.Bun) return Bun.gc(true);
  require('node:v8').setFlagsFromString('--expose-gc');
  require('node:vm').runInNewContext('gc')();
}

function at(name) {
  let entry = entries.get(name);
  if (!entry) {
    if (secretService && entries.size >= MAX_ENTRIES) forget();
    entry = new (load().AsyncEntry)(service, name, { linux: { store: 'secret-service' } });
    entries.set(name, entry);
  }
  return entry;
}

// Never prompts, and fails where an entry of ours is locked.
const findAll = async () => (secretService ? load().findCredentialsAsync(service) : []);

const works = {
  // A locked keyring may show nothing where there is something.
  read: async ({ entry }) => (await at(entry).getPassword()) ?? ((await findAll()), null),

  replace: async ({ entry, before, after }) => {
    if (((await at(entry).getPassword()) ?? null) !== before) return false;
    if (after === null) return at(entry).deletePassword();
    await at(entry).setPassword(after);
    return true;
  },

  // A keychain that shows no record of ours may be locked, or have no place for new entries: writing one tells. Others
  // probe at the same time: each writes an entry of its own, which whoever sees it may remove, should it be left behind.
  probe: async () => {
    const found = await findAll();
    const probes = found.filter(({ account }) => account.startsWith('probe:'));
    for (const { account } of probes) await at(account).deletePassword().catch(() => {});
    if (found.length > probes.length) return;
    await at(ownProbe).setPassword('probe');
    await at(ownProbe).deletePassword().catch(() => {}); // that it was written is all there was to know
  },
};

const startAnew = () => entries.clear();
${answerScript}
// One after the other, so that a replacement's look and its write are not parted by another's.
let last = Promise.resolve();
process.on('message', ({ id, request }) => {
  last = last.then(async () => process.send({ id, ...(await answer(request)) }));
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A terminal sends these to its whole group; the parent may have something left to store.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
`;
