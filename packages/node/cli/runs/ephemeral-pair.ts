import type { Client, ConsumerPair, ConsumerPermission } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { Failure } from '../failures.ts';
import { SIGN_OF_LIFE } from './killed-runs.ts';
import { keepAlive, notesDirectory, type RunNote, removeNote, writeNote } from './run-notes.ts';

/**
 * Makes a consumer pair for `work`, and deletes it afterwards. The run is written down first. If this process is killed at any
 * step, the next command of the profile finds the note and deletes the pair.
 */
export async function withEphemeralPair<T>(
  invocation: Invocation,
  permissions: readonly ConsumerPermission[],
  work: (pair: ConsumerPair) => Promise<T>,
): Promise<T> {
  // No signal ends its calls: what was begun is undone. A second one ends the program, and then there is the note.
  const client = await invocation.clientApart();
  const directory = directoryOf(invocation);
  const note = await newNote(invocation, client);
  await written(directory, note);
  const pair = await client
    .createConsumerKey({ permissions, label: note.label })
    .catch(async (error: unknown) => {
      if (cameToNothing(error)) await removeNote(directory, note).catch(() => undefined);
      throw error;
    });
  const made: RunNote = { ...note, key: pair.key };
  const stop = keepAlive(directory, note, SIGN_OF_LIFE);
  try {
    await writeNote(directory, made).catch(() => undefined); // the label finds it as well
    return await work(pair);
  } finally {
    stop();
    await end(invocation, client, directory, made);
  }
}

function directoryOf({ env }: Invocation): string {
  const directory = notesDirectory(env);
  if (directory === null) throw notWritable('Set HOME, or LOCALAPPDATA on Windows, to an absolute path.');
  return directory;
}

async function newNote({ profile, baseUrl }: Invocation, client: Client): Promise<RunNote> {
  const { lockHost } = await import('../../src/lock-host.ts');
  const session = await client.session();
  if (!session)
    throw new Failure('signed_out', 'There is no API key.', 'Log in, and try again.', 'signedOut', 'login');
  const id = crypto.randomUUID();
  const scope = await lockHost.scope();
  const facts = scope === null ? null : await lockHost.process(process.pid);
  return {
    v: 1,
    id,
    origin: new URL(baseUrl).origin,
    profile,
    account: session.account,
    label: `turbosmtp-auth exec ${id}`,
    pid: process.pid,
    scope,
    started: facts?.started ?? null,
  };
}

const written = (directory: string, note: RunNote): Promise<void> =>
  writeNote(directory, note).catch(() => {
    throw notWritable(`Check for free disk space, and that this user may write to ${directory}.`);
  });

const notWritable = (hint: string): Failure =>
  new Failure('storage_denied', 'The run could not be recorded, so no pair was created.', hint, 'storage');

/** Whether there is certainly no pair: the service refused, or was never reached. */
function cameToNothing(error: unknown): boolean {
  const { code, status } = Object(error) as { code?: unknown; status?: unknown }; // the library's errors have them
  return (
    code === 'network' ||
    code === 'invalid_input' ||
    (typeof status === 'number' && status >= 400 && status < 500)
  );
}

async function end(invocation: Invocation, client: Client, directory: string, note: RunNote): Promise<void> {
  const { key = '' } = note;
  try {
    await client.deleteConsumerKey({ key }).catch(async (error: unknown) => {
      if (Object(error).code !== 'key_not_found') throw error;
    });
    await removeNote(directory, note);
  } catch {
    invocation.note(
      `The consumer pair of this run, ${key}, could not be deleted. The next command with profile ${invocation.profile} deletes it, if the account is signed in.`,
    );
  }
}
