/** What is asked of the thread. Entries are names, never secrets; `before` and `after` are what entries hold. */
export type ThreadRequest =
  | { readonly work: 'read'; readonly entry: string }
  | {
      readonly work: 'replace';
      readonly entry: string;
      readonly before: string | null;
      readonly after: string | null;
    };

/** What it answers: a value, or the message of an error. */
export type ThreadReply = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly failure: string }
);

/**
 * The thread that makes the native calls, since one that waits for an unlock prompt can be ended by nobody. A thread that
 * is not referred to keeps no process from ending, whatever it waits for.
 *
 * It is text, so that the native package is named to Deno when it is needed and no sooner: a specifier in a module is
 * downloaded with the module. The store is always pinned: left to itself, the native package falls back to the
 * kernel's keyring, where nothing lasts.
 */
export const threadScript: string = `
import { parentPort } from 'node:worker_threads';

const service = 'turbosmtp-auth';
const secretService = !['darwin', 'windows'].includes(Deno.build.os);
let keyring;

// A new entry each time: making one fails in two seconds where the keychain hangs, which looking for all would not.
// That in turn fails where an entry of ours is locked, and never prompts, which reading would.
async function at(name) {
  keyring ??= (await import('npm:@napi-rs/keyring@^2.1.2')).default;
  const entry = new keyring.Entry(service, name, { linux: { store: 'secret-service' } });
  if (secretService) keyring.findCredentials(service);
  return entry;
}

const works = {
  read: async ({ entry }) => (await at(entry)).getPassword() ?? null,
  replace: async ({ entry: name, before, after }) => {
    const entry = await at(name);
    if ((entry.getPassword() ?? null) !== before) return false;
    if (after === null) return entry.deletePassword();
    entry.setPassword(after);
    return true;
  },
};

// One after the other: the first may still be loading what both need.
let last = Promise.resolve();
parentPort.on('message', ({ id, request }) => {
  last = last.then(async () => {
    try {
      parentPort.postMessage({ id, value: await works[request.work](request) });
    } catch (error) {
      parentPort.postMessage({ id, failure: String(error.message) });
    }
  });
});
`;
