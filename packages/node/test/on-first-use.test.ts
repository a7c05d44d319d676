import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { onFirstUse } from '../src/on-first-use.ts';
import { scratchDirectory } from './scratch-directory.ts';

describe('code that is loaded on first use', () => {
  it('is loaded once, and only then', async () => {
    let loads = 0;
    const load = onFirstUse(async () => ++loads);
    expect(loads).toBe(0);
    expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  });

  it.skipIf(process.platform === 'win32')(
    'is loaded once more after the process had no file left to open, and shows no path',
    async () => {
      const directory = await scratchDirectory();
      const code = `
        import { openSync, closeSync } from 'node:fs';
        import { fileLock, sealedFileKeyStore } from './dist/index.js';
        const directory = process.argv[1];
        const store = sealedFileKeyStore({ directory: directory + '/keys', sealingKey: new Uint8Array(32) });
        const lock = fileLock({ directory: directory + '/locks' });
        const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };
        const use = async () =>
          (await Promise.allSettled([store.get(slot), lock('name', async () => 'held')])).map(
            ({ value, reason }) => (reason ? { name: reason.name, code: reason.code, said: reason.message + reason.hint } : value),
          );
        const open = [];
        try {
          for (;;) open.push(openSync('/dev/null'));
        } catch {}
        const before = await use();
        open.forEach((each) => closeSync(each));
        console.log(JSON.stringify({ before, after: await use() }));`;
      const limited = 'ulimit -n 64; exec "$0" --input-type=module -e "$1" "$2"';
      const printed = execFileSync('sh', ['-c', limited, process.execPath, code, directory], {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        encoding: 'utf8',
      });
      const { before, after } = JSON.parse(printed);
      for (const failure of before) {
        expect(failure).toMatchObject({ name: 'StorageError', code: 'storage_unavailable' });
        expect(failure.said).not.toMatch(/dist|EMFILE/);
      }
      expect(after).toEqual([null, 'held']);
    },
  );
});
