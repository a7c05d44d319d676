import { statePlace } from '../../src/state-place.ts';

const { join } = process.getBuiltinModule('node:path');

/** What is written down of a run before its consumer pair is made, and no secret. */
export interface RunNote {
  readonly v: 1;
  readonly id: string;
  readonly origin: string;
  readonly profile: string;
  /** Whose pair it is. */
  readonly account: string;
  /** What the pair is called in the list of the service: no other is called so. */
  readonly label: string;
  /** The key of the pair, once it is known. */
  readonly key?: string;
  /** The process of the run, where that means something, and when it began, as the file lock knows them. */
  readonly pid: number;
  readonly scope: string | null;
  readonly started: string | null;
}

/** A note as it was found. */
export interface FoundNote {
  readonly note: RunNote;
  /** Milliseconds since it was written, or since its run gave a sign of life. */
  readonly age: number;
}

const SUFFIX = '.json';

/** Where the notes are; `null` if the environment does not say. */
export function notesDirectory(env: NodeJS.ProcessEnv): string | null {
  const place = statePlace(process.platform, env);
  return 'directory' in place ? join(place.directory, 'runs') : null;
}

/** The names of the notes that are there. Each command asks, so it loads nothing for that. */
export function noteNames(directory: string): string[] {
  try {
    return process
      .getBuiltinModule('node:fs')
      .readdirSync(directory)
      .filter((name) => name.endsWith(SUFFIX));
  } catch {
    return []; // no run has been here, or its notes may not be read: that is for the next run to say
  }
}

/** A note, `null` if it is gone or is none of this program. */
export async function readNote(directory: string, name: string): Promise<FoundNote | null> {
  const { readFile, stat } = process.getBuiltinModule('node:fs/promises');
  const path = join(directory, name);
  try {
    const note = JSON.parse(await readFile(path, 'utf8')) as RunNote; // looked at right below
    const texts = [note.id, note.origin, note.profile, note.account, note.label, note.key ?? ''];
    if (note.v !== 1 || texts.some((text) => typeof text !== 'string') || name !== fileName(note.id))
      return null;
    return { note, age: Date.now() - (await stat(path)).mtimeMs };
  } catch {
    return null;
  }
}

const fileName = (id: string): string => `${id}${SUFFIX}`;

/** Writes a note, in place of the one before. Whole or not at all, and on the disk before anything is sent. */
export async function writeNote(directory: string, note: RunNote): Promise<void> {
  const { mkdir, open, rename, rm } = process.getBuiltinModule('node:fs/promises');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporary = join(directory, `${note.id}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(note));
      await handle.sync().catch(() => undefined); // not every disk can
    } finally {
      await handle.close();
    }
    await rename(temporary, join(directory, fileName(note.id)));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

export const removeNote = (directory: string, { id }: RunNote): Promise<void> =>
  process.getBuiltinModule('node:fs/promises').rm(join(directory, fileName(id)), { force: true });

/** Gives a sign of life of a run every now and then, until the returned function is called. */
export function keepAlive(directory: string, { id }: RunNote, every: number): () => void {
  const { utimes } = process.getBuiltinModule('node:fs/promises');
  const touch = (): void => {
    const now = new Date();
    void utimes(join(directory, fileName(id)), now, now).catch(() => undefined);
  };
  const timer = setInterval(touch, every).unref();
  return () => clearInterval(timer);
}
