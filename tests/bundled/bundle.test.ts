import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

// What becomes of the package for Node in the hands of a bundler.

const run = promisify(execFile);
let directory: string; // where nothing is installed

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-bundled-'));
});
afterAll(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));

const bundle = (contents: string, format: 'esm' | 'cjs' = 'esm') =>
  build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format,
    platform: 'node',
    logLevel: 'silent',
    metafile: true,
    write: false,
  });

it('a bundle imports nothing of Node, and has no optional package in it', async () => {
  const { metafile } = await bundle("export * from '@turbosmtp-auth/node'");
  const [output] = Object.values(metafile.outputs);
  expect(output?.imports).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((path) => /undici@|keyring/.test(path))).toEqual([]);
});

it.each(['esm', 'cjs'] as const)(
  'behind a proxy, a bundle in %s says that undici is not in it',
  async (format) => {
    const { outputFiles } = await bundle(
      `import { createClient } from '@turbosmtp-auth/node';
    createClient().login({ email: 'ada@example.com', password: 'Correct-Horse-9' }).catch(({ code, hint, issues }) => console.log(JSON.stringify({ code, hint, issues })));`,
      format,
    );
    const file = join(directory, format === 'esm' ? 'program.mjs' : 'program.cjs');
    await writeFile(file, outputFiles[0]?.contents ?? '');
    const env = { PATH: '', HTTPS_PROXY: 'http://127.0.0.1:9', TURBOSMTP_AUTH_KEYCHAIN: 'off' };
    const { stdout } = await run(process.execPath, [file], { env });
    const hint = expect.stringMatching(/npm install undici@7.* A bundle does not contain it/);
    expect(JSON.parse(stdout)).toEqual({
      code: 'invalid_input',
      hint,
      issues: [{ path: 'fetch', code: 'undici_not_installed', message: hint }],
    });
  },
);
