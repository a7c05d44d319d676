import { configDirectory, ownConfigDirectory } from '../config-directory.ts';
import { Failure } from '../failures.ts';

const { join } = process.getBuiltinModule('node:path');

type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line remembers of profiles. No secret is in it. */
export interface Profiles {
  readonly v: 1;
  /** The profile that is taken if nothing else says which. */
  readonly chosen?: string;
  /** The profile for a directory and all below it, by its absolute path. */
  readonly directories: Readonly<Record<string, string>>;
  /** Those that somebody logged in with, or chose. */
  readonly known: readonly string[];
}

const none: Profiles = { v: 1, directories: {}, known: [] };

const FILE = 'profiles.json';

const OTHERS_WRITE = 0o022;

/** Bytes. */
const LIMIT = 1024 * 1024;

/** What the file says; nothing if there is none. @throws a failure if it cannot be read, or if others could have written it. */
export function readProfiles(env: Environment): Profiles {
  const directory = configDirectory(process.platform, env);
  if (directory === null) return none;
  const path = join(directory, FILE);
  const { closeSync, constants, fstatSync, openSync, readFileSync } = process.getBuiltinModule('node:fs');
  const { O_RDONLY, O_NONBLOCK = 0 } = constants; // a FIFO would wait for its writer
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, O_RDONLY | O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (process.platform !== 'win32' && (stats.mode & OTHERS_WRITE) !== 0)
      throw new Failure(
        'storage_insecure',
        'Other users can write to the profiles file.',
        `Run \`chmod go-w ${path}\` after you have checked it.`,
        'storage',
      );
    if (!stats.isFile() || stats.size > LIMIT) throw unreadable(path);
    return checked(JSON.parse(readFileSync(descriptor, 'utf8')), path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code } = Object(error) as { code?: unknown }; // the file system's errors have one
    if (code === 'ENOENT' || code === 'ENOTDIR') return none;
    throw unreadable(path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const unreadable = (path: string): Failure =>
  new Failure(
    'storage_damaged',
    'The profiles file cannot be read.',
    `Correct or remove ${path}, or name the profile with --profile.`,
    'storage',
  );

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value);

function checked(value: unknown, path: string): Profiles {
  const { v, chosen, directories, known } = Object(value) as Record<string, unknown>; // anything, looked at below
  if (typeof v === 'number' && v > 1)
    throw new Failure(
      'storage_too_new',
      'A newer version of this program wrote the profiles file.',
      'Update `@turbosmtp-auth/node`, or give --profile.',
      'storage',
    );
  const valid =
    v === 1 &&
    typeof directories === 'object' &&
    directories !== null &&
    (chosen === undefined || isName(chosen)) &&
    Array.isArray(known) &&
    known.every(isName) &&
    Object.values(directories).every(isName);
  if (!valid) throw unreadable(path);
  return value as Profiles; // as was just looked at
}

/** Changes the file, one process after the other. What was there before stays whole until it is replaced. */
export async function changeProfiles(
  env: Environment,
  change: (before: Profiles) => Profiles,
): Promise<void> {
  const directory = ownConfigDirectory(process.platform, env);
  const { mkdir, open, rename, rm } = process.getBuiltinModule('node:fs/promises');
  const { fileLock } = await import('@turbosmtp-auth/node');
  await mkdir(directory, { recursive: true, mode: 0o700 }).catch(notWritten);
  const lock = fileLock({ directory: join(directory, 'locks') });
  const write = async (): Promise<void> => {
    const before = readProfiles(env);
    const after = change(before);
    if (after === before) return;
    const temporary = join(directory, `${FILE}.${crypto.randomUUID()}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(after, null, 2)}\n`);
        await handle.sync().catch(() => undefined); // not every disk can, and it holds no secret
      } finally {
        await handle.close();
      }
      await rename(temporary, join(directory, FILE));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  };
  await lock('profiles', write).catch(notWritten);
}

/** A failure that is about the file stays. The hints of other errors are about other places, such as the key store. */
function notWritten(error: unknown): never {
  if (error instanceof Failure) throw error;
  throw new Failure(
    'storage_denied',
    'The profiles file cannot be written.',
    'Check for free disk space, and that this user may write to its configuration directory.',
    'storage',
  );
}

/** With a profile among the known ones. */
export const withKnown = (profiles: Profiles, name: string): Profiles =>
  profiles.known.includes(name) ? profiles : { ...profiles, known: [...profiles.known, name].sort() };
