import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Invocation, Outcome } from './command.ts';
import { ownConfigDirectory } from './config-directory.ts';
import { Failure, usage } from './failures.ts';
import { shellWord } from './shell-word.ts';

const VARIABLE = 'TURBOSMTP_AUTH_STORE_KEY_FILE';

const FILE = 'store-key';

/** Bytes, as every sealing key has. */
const LENGTH = 32;

const OTHERS_WRITE = 0o022;

/** Makes the file of a sealing key, and says how to name it. */
export async function makeStoreKey({ env }: Invocation): Promise<Outcome> {
  const directory = ownConfigDirectory(process.platform, env);
  const file = join(directory, FILE);
  const line =
    process.platform === 'win32' ? `setx ${VARIABLE} "${file}"` : `export ${VARIABLE}=${shellWord(file)}`;
  const notWritten = new Failure(
    'storage_denied',
    'The sealing key cannot be written.',
    `Check for free disk space, and that this user may write to ${directory}.`,
    'storage',
  );
  await mkdir(directory, { recursive: true, mode: 0o700 }).catch(() => {
    throw notWritten;
  });
  await refuseOpenDirectory(directory);
  try {
    await writeNew(directory, file);
  } catch (error) {
    if (Object(error).code === 'EEXIST') throw usage(`The file already exists: ${file}`, `Use it: ${line}`);
    throw notWritten;
  }
  return {
    json: { file, variable: VARIABLE, line },
    lines: [line],
    notes: [
      `The sealing key is in ${file}. Without it, the stored keys cannot be read.`,
      ...(await configuredAlready()),
    ],
  };
}

/** Who may rename files there could put another key in the place of this one. */
async function refuseOpenDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32' || ((await stat(directory)).mode & OTHERS_WRITE) === 0) return;
  throw new Failure(
    'storage_insecure',
    'Other users can write to the configuration directory.',
    `Run \`chmod go-w ${directory}\` after you have checked the files in it.`,
    'storage',
  );
}

/** Whole or not at all, and never over a file or through a link: the name is given to what is written already. */
async function writeNew(directory: string, file: string): Promise<void> {
  const temporary = join(directory, `${FILE}.${crypto.randomUUID()}`);
  try {
    await writeKey(temporary);
    try {
      await link(temporary, file);
    } catch (error) {
      if (!noLinks.has(Object(error).code)) throw error;
      await writeKey(file); // which fails as well if there is one
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What disks say that have no second name for a file. */
const noLinks: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

async function writeKey(path: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(LENGTH).toString('base64url')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What the line changes for records that were sealed before. */
async function configuredAlready(): Promise<string[]> {
  const { findSealingKey } = await import('@turbosmtp-auth/node');
  const source = await findSealingKey().then(
    (found) => found?.source,
    () => undefined,
  );
  return source === undefined
    ? []
    : [
        `A sealing key is already set (${source}). To open the records that it sealed, add that key to the new file as a second line.`,
      ];
}
