import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leastTime } from '../../../tools/time-given.ts';
import { filesIn, runDeno } from './run-deno.ts';
import { scratchDirectory } from './scratch-directory.ts';

const denied = {
  name: 'StorageError',
  code: 'storage_denied',
  hint: expect.stringMatching(/`--allow-read=\/var\/lib\/elsewhere --allow-write=\/var\/lib\/elsewhere`/),
};
const nameless = {
  name: 'StorageError',
  code: 'storage_unavailable',
  hint: 'Give the file lock a `directory` for its files.',
};

// Among processes and runtimes it is tested with the promises, in the tests of the whole.
describe('fileLock, in Deno,', () => {
  it('needs its directory and no other permission, leaves nothing, and keeps no process alive', async () => {
    const took = await leastTime(15_000, async () => {
      const directory = await scratchDirectory();
      const start = performance.now();
      const found = await runDeno(
        'lock-once',
        filesIn(directory),
        directory,
        '/var/lib/elsewhere',
        'http://127.0.0.1:9',
      );
      expect(found).toMatchObject({
        inside: ['owner', 'lock'],
        modes: [0o700, 0o600],
        failure: 'Error: of the work',
        aborted: [true, 'TimeoutError'],
        after: [],
        refusals: [denied, nameless],
        client: ['server_error', true],
      });
      return performance.now() - start;
    });
    expect(took).toBeLessThan(15_000); // it ended by itself
  });

  it.each([
    ['a link', (path: string, target: string) => symlink(target, path)],
    ['one that others can list', (path: string) => mkdir(path).then(() => chmod(path, 0o755))],
  ])('refuses a directory that is %s', async (_, make) => {
    const directory = await scratchDirectory();
    const unfit = join(directory, 'unfit');
    const target = join(directory, 'target');
    await mkdir(target, { mode: 0o700 });
    await make(unfit, target);
    const found = await runDeno('lock-once', filesIn(directory), directory, unfit, 'http://127.0.0.1:9');
    expect(found).toMatchObject({ refusals: [{ name: 'StorageError', code: 'storage_insecure' }, nameless] });
  });
});
