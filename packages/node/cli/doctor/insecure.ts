import type { FileFacts } from '@turbosmtp-auth/core/files';
import { filePort } from '../../src/file-port.ts';
import { shellWord } from '../shell-word.ts';

/** Something that others can get at, so that it is not used. */
export interface Insecure {
  readonly path: string;
  /** `has mode 777`. */
  readonly because: string;
  /** What makes it secure, in words or as a command. */
  readonly remedy: string;
}

/** What of the directory and these files others can get at. The error of the store does not say which it was. */
export async function findInsecure(directory: string, files: readonly string[]): Promise<Insecure[]> {
  const found: Insecure[] = [];
  for (const path of [directory, ...files]) {
    const facts = await filePort.facts(path).catch(() => null);
    const judged = facts && judge(path, facts, path === directory ? '700' : '600');
    if (judged) found.push({ path, ...judged });
  }
  return found;
}

function judge(
  path: string,
  { type, mode, owner }: FileFacts,
  wanted: string,
): Omit<Insecure, 'path'> | null {
  const user = filePort.user();
  if (type === 'link')
    return {
      because: 'is a symbolic link',
      remedy: `replace the link ${shellWord(path)} with the file or directory that it points to`,
    };
  if (owner !== null && user !== null && owner !== user)
    return { because: 'belongs to another user', remedy: `chown ${user} ${shellWord(path)}` };
  if (mode !== null && (mode & 0o077) !== 0)
    return { because: `has mode ${mode.toString(8)}`, remedy: `chmod ${wanted} ${shellWord(path)}` };
  return null;
}
