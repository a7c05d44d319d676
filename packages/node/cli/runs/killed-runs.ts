import type { Client } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import {
  type FoundNote,
  noteNames,
  notesDirectory,
  type RunNote,
  readNote,
  removeNote,
} from './run-notes.ts';

/** Milliseconds between the signs of life of a run, for those who cannot know its process. */
export const SIGN_OF_LIFE = 20_000;

/** Milliseconds without one after which such a run counts as killed. */
const SILENCE = 120_000;

/** Milliseconds for which a request that was sent may still make a pair, though nobody waits for its answer. */
const ON_ITS_WAY = 60_000;

/** Milliseconds that deleting may take before the command that was asked for. */
const PATIENCE = 5000;

/**
 * Deletes the consumer pairs of runs of this profile that were killed. It costs one look into a directory if there are none. What fails here
 * fails nothing: it is told, and the next command tries again.
 */
export async function endKilledRuns(invocation: Invocation): Promise<void> {
  const directory = notesDirectory(invocation.env);
  if (directory === null) return;
  const names = noteNames(directory);
  if (names.length === 0) return;
  const killed = await killedAmong(invocation, directory, names);
  if (killed.length === 0) return;
  try {
    const left = await endAll(invocation, directory, killed);
    if (left.length > 0) invocation.note(stillValid(left));
  } catch {
    invocation.note(stillValid(killed.map(({ note }) => note)));
  }
}

const stillValid = (left: readonly RunNote[]): string => {
  const pairs = left.map(({ key, label }) => key ?? `"${label}"`).join(', ');
  return `A run that was killed left a consumer pair that is still valid: ${pairs}. The next command tries to delete it again.`;
};

async function killedAmong(
  { baseUrl, profile }: Invocation,
  directory: string,
  names: readonly string[],
): Promise<FoundNote[]> {
  const origin = URL.parse(baseUrl)?.origin;
  const found = await Promise.all(names.map((name) => readNote(directory, name)));
  const ofProfile = found.filter((each) => each?.note.origin === origin && each?.note.profile === profile);
  const killed: FoundNote[] = [];
  for (const each of ofProfile) if (each && (await isKilled(each))) killed.push(each);
  return killed;
}

async function isKilled({ note: { pid, scope, started }, age }: FoundNote): Promise<boolean> {
  const { lockHost } = await import('../../src/lock-host.ts');
  // The process of another container, another machine or another run of this one can only be heard.
  if (scope === null || scope !== (await lockHost.scope())) return age > SILENCE;
  const facts = await lockHost.process(pid);
  if (!facts) return age > SILENCE;
  return !facts.running || (started !== null && facts.started !== null && facts.started !== started);
}

/** Answers those whose pair may still be valid. */
async function endAll(
  invocation: Invocation,
  directory: string,
  killed: readonly FoundNote[],
): Promise<RunNote[]> {
  const client = await invocation.clientApart();
  const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(PATIENCE)]);
  const session = await client.session();
  // With the key of another account, a pair would look as if it were gone.
  const isOurs = ({ account }: RunNote): boolean => account.toLowerCase() === session?.account.toLowerCase();
  const left: RunNote[] = [];
  let listed: ReturnType<Client['listConsumerKeys']> | undefined;
  for (const { note, age } of killed) {
    const ended =
      isOurs(note) &&
      (await endOne(
        note,
        (key) => client.deleteConsumerKey({ key }, { signal }),
        () => {
          listed ??= client.listConsumerKeys({ signal });
          return listed;
        },
      ).catch(() => 'failed' as const));
    // Not found yet, where the request may still be on its way, is nothing to tell.
    if (ended === 'deleted' || (ended === 'unknown' && age > ON_ITS_WAY)) await removeNote(directory, note);
    else if (ended !== 'unknown') left.push(note);
  }
  return left;
}

async function endOne(
  { key, label }: RunNote,
  remove: (key: string) => Promise<void>,
  list: () => ReturnType<Client['listConsumerKeys']>,
): Promise<'deleted' | 'unknown'> {
  const found = key ?? (await list()).find((each) => each.label === label)?.key;
  if (found === undefined) return 'unknown';
  try {
    await remove(found);
  } catch (error) {
    if (Object(error).code !== 'key_not_found') throw error;
  }
  return 'deleted';
}
