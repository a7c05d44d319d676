import type { FilePort } from './file-port.ts';

const STALE = 60_000;

/** Random, so that nobody can wait at the name of the next temporary file. */
const temporaryName = (name: string): string => `${name}.${crypto.randomUUID()}.tmp`;

/** What is to be put in place, and how. */
export interface Replacement {
  readonly directory: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether nothing was there before: then the file is put there in one step, where the file system has links. */
  readonly wasAbsent: boolean;
  /** Throws where it is too late for it. */
  readonly inTime: () => void;
  /** Otherwise asks whether it is still wanted, and in time, and then puts it there. Answers whether it did. */
  readonly lastMoment: (rename: () => Promise<boolean>) => Promise<boolean>;
}

/**
 * Writes a file so that at any moment, power cuts included, there is the whole old one or the whole new one. Answers
 * whether it did.
 */
export async function replaceFile(port: FilePort, replacement: Replacement): Promise<boolean> {
  const { directory, name, bytes, wasAbsent, inTime, lastMoment } = replacement;
  const path = port.join(directory, name);
  const temporary = port.join(directory, temporaryName(name));
  await port.create(temporary, bytes);
  let left = true;
  const rename = async (): Promise<boolean> => {
    await port.rename(temporary, path);
    left = false;
    return true;
  };
  let replaced: boolean;
  try {
    inTime();
    // Where somebody was quicker, it is asked whether that is to be replaced; a second name may also be one too many.
    const linked = wasAbsent && (await port.link(temporary, path).catch(() => 'refused')) === 'linked';
    replaced = linked || (await lastMoment(rename));
  } finally {
    if (left) await port.remove(temporary).catch(() => {}); // the write's own failure says more
  }
  if (replaced) await port.syncDirectory(directory);
  return replaced;
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
