import type { FilePort } from './file-port.ts';

const STALE = 60_000;

/** Random, so that nobody can wait at the name of the next temporary file. */
const temporaryName = (name: string): string => `${name}.${crypto.randomUUID()}.tmp`;

/** What is to be put in place, and how. */
export interface Replacement {
  readonly directory: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Asked at the last moment whether the new content is still wanted. */
  readonly isWanted: () => Promise<boolean>;
  /** Put it there only if nothing is: in one step, where the file system has links. */
  readonly ifAbsent: boolean;
}

/**
 * Writes a file so that at any moment, power cuts included, there is the whole old one or the whole new one. Answers
 * whether it did.
 */
export async function replaceFile(port: FilePort, replacement: Replacement): Promise<boolean> {
  const { directory, name, bytes, isWanted, ifAbsent } = replacement;
  const path = port.join(directory, name);
  const temporary = port.join(directory, temporaryName(name));
  await port.create(temporary, bytes);
  let left = true;
  try {
    if (!(await isWanted())) return false;
    const linked = ifAbsent ? await port.link(temporary, path) : 'unsupported';
    if (linked === 'taken') return false;
    if (linked === 'unsupported') {
      await port.rename(temporary, path);
      left = false;
    }
  } finally {
    if (left) await port.remove(temporary).catch(() => {}); // the write's own failure says more
  }
  await port.syncDirectory(directory);
  return true;
}

/** Removes temporary files of a name that a killed process left behind. */
export async function sweepTemporary(port: FilePort, directory: string, name: string): Promise<void> {
  for (const entry of await port.list(directory)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith('.tmp')) continue;
    const path = port.join(directory, entry);
    const modified = (await port.facts(path))?.modified ?? null;
    if (modified !== null && Date.now() - modified > STALE) await port.remove(path);
  }
}
