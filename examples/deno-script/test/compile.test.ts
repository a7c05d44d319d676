import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { expect, onTestFinished, test } from 'vitest';
import { deno, start } from './programs.ts';

const folder = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** A project of its own with the script and the packages, as they are published. */
async function takeAway(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'own-project-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  for (const name of ['core', 'deno'])
    await run('pnpm', ['pack', '--pack-destination', directory], {
      cwd: join(folder, '../../packages', name),
    });
  const tarballs = (await readdir(directory)).filter((name) => name.endsWith('.tgz'));
  const dependencies = Object.fromEntries(
    tarballs.map((file) => [`@turbosmtp-auth/${/-auth-([a-z]+)-/.exec(file)?.[1]}`, `file:${file}`]),
  );
  const manifest = { private: true, type: 'module', dependencies, overrides: dependencies };
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd: directory,
  });
  await cp(join(folder, 'src'), join(directory, 'src'), { recursive: true });
  return directory;
}

test('it is compiled to a program that has its one permission, and needs no Deno', async (context) => {
  const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
  const sandbox = createSandbox({ accounts: [account] });
  const { baseUrl, port, close } = await serveSandbox(sandbox);
  onTestFinished(close);
  const cwd = await takeAway();
  const program = join(cwd, 'change-password');

  const flags = [`--allow-net=127.0.0.1:${port}`, '--output', program];
  // With the proxies of this machine, and a copy of the runtime if it has one.
  const compiling = start(deno, ['compile', ...flags, 'src/main.ts'], { cwd, env: process.env });
  const code = await compiling.ended;
  // The types were checked and the modules loaded before that.
  if (
    code !== 0 &&
    /^\s*\d+: error sending request for url \(https:\/\/dl\.deno\.land\//m.test(compiling.errors())
  ) {
    const message = 'dl.deno.land cannot be reached, from where deno compile downloads its runtime';
    console.warn(`\n!!! SKIPPED: deno compile. ${message}: name a copy in DENORT_BIN. !!!\n`);
    return context.skip(message);
  }
  expect(code, compiling.errors()).toBe(0);

  const compiled = start(program, [`--base-url=${baseUrl}`, account.email]);
  compiled.type(`${account.password}\n\n`);
  expect(await compiled.ended, compiled.errors()).toBe(0);
  expect(compiled.output().trim()).toMatch(/^\S{20}$/);
  expect(sandbox.keys.list()).toEqual([]);

  // Nothing can be added to what it was compiled with.
  const elsewhere = start(program, ['--base-url=http://127.0.0.1:9/', account.email]);
  elsewhere.type(`${account.password}\n`);
  expect(await elsewhere.ended).toBe(1);
  expect(elsewhere.errors()).toContain('`--allow-net=127.0.0.1:9`');
});
