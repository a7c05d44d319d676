import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What becomes of the package for Node in the hands of a bundler.

const run = promisify(execFile);
/** Of the package for Node. */
const undici = dirname(
  createRequire(import.meta.resolve('@turbosmtp-auth/node')).resolve('undici/package.json'),
);
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

describe.each(['esm', 'cjs'] as const)('behind a proxy that refuses, a bundle in %s', (format) => {
  /** How the login of a bundled program fails. */
  async function failure(place: string): Promise<unknown> {
    const { outputFiles } = await bundle(
      `import { createClient } from '@turbosmtp-auth/node';
    createClient().login({ email: 'ada@example.com', password: 'Correct-Horse-9' }).catch(({ code, hint, issues }) => console.log(JSON.stringify({ code, hint, issues })));`,
      format,
    );
    const file = join(place, format === 'esm' ? 'program.mjs' : 'program.cjs');
    await writeFile(file, outputFiles[0]?.contents ?? '');
    const env = { PATH: '', HTTPS_PROXY: 'http://127.0.0.1:9', TURBOSMTP_AUTH_KEYCHAIN: 'off' };
    const { stdout } = await run(process.execPath, [file], { env });
    return JSON.parse(stdout);
  }

  it('says that undici is not in it', async () => {
    const hint = expect.stringMatching(/npm install undici@7.* A bundle does not contain it/);
    expect(await failure(directory)).toEqual({
      code: 'invalid_input',
      hint,
      issues: [{ path: 'fetch', code: 'undici_not_installed', message: hint }],
    });
  });

  it('finds the undici that is installed beside it, and says that the proxy refuses', async () => {
    const place = join(directory, `beside-${format}`);
    await mkdir(join(place, 'node_modules'), { recursive: true });
    await symlink(undici, join(place, 'node_modules', 'undici'), 'junction');
    expect(await failure(place)).toEqual({ code: 'network', hint: expect.stringContaining('proxy') });
  });
});
