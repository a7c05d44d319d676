import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { scratchDirectory } from './scratch-directory.ts';

export const NOBODY = 65_534;

/** Whether this process may mount: it is root, and not in a sandbox that forbids it. */
export const canMount: boolean = ((): boolean => {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return process.geteuid?.() === 0;
  } catch {
    return false;
  }
})();
if (!canMount)
  console.warn('SKIPPED: a full disk and a read-only one: this process may not mount file systems');

/** A file system of its own, unmounted when the test is over. */
export async function mounted(options: string): Promise<string> {
  const directory = await scratchDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
  onTestFinished(() => void execFileSync('umount', [directory]));
  return directory;
}
