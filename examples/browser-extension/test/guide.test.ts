import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { account, open, press, said, sandbox, setUp, skip, type } from './extension.ts';

// docs/extensions.md leads from an empty folder to a signed-in popup. Here its files are followed.

const page = join(import.meta.dirname, '../../../docs/extensions.md');
// It lies in the example, so that it finds what is installed there.
const folder = join(import.meta.dirname, '../test-results/guide');

/** The blocks of the page that begin with the name of a file. */
async function filesOf(page: string): Promise<ReadonlyMap<string, string>> {
  const blocks = (await readFile(page, 'utf8')).matchAll(
    /```\w+\n(?:\/\/|<!--) ([\w./-]+)(?: -->)?\n(.*?)```/gs,
  );
  return new Map([...blocks].map(([, name = '', text = '']) => [name, text]));
}

const installed = join(import.meta.dirname, '../node_modules');

const run = async (program: string, ...args: string[]): Promise<void> => {
  await promisify(execFile)(process.execPath, [join(installed, program), ...args], { cwd: folder });
};

setUp(async (baseUrl) => {
  const files = await filesOf(page);
  expect([...files.keys()]).toEqual([
    'wxt.config.ts',
    'entrypoints/background.ts',
    'entrypoints/popup/index.html',
    'entrypoints/popup/main.ts',
    'tsconfig.json',
  ]);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  for (const [name, text] of [
    ...files,
    ['package.json', '{ "name": "sign-in", "version": "1.0.0", "type": "module" }'] as const,
  ]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text.replaceAll('http://127.0.0.1:8025/api/v2', baseUrl));
  }
  await run('wxt/bin/wxt.mjs', 'build', '--mode', 'sandbox');
  await run('typescript/bin/tsc', '--noEmit', '-p', '.');
  return join(folder, '.output/chrome-mv3-sandbox');
});

describe.skipIf(skip)('the page about extensions', () => {
  it('leads to a popup that signs in, stays so, and signs out', async () => {
    const popup = await open('popup');
    await said(popup, 'Signed out');
    await type(popup, 'E-mail address', account.email);
    await type(popup, 'Password', 'Wrong-Horse-99');
    await popup.keyboard.press('Enter');
    await said(popup, 'The e-mail address or the password is wrong.');
    await type(popup, 'Password', account.password);
    await popup.keyboard.press('Enter');
    await said(popup, `Signed in as ${account.email}`);
    await popup.close();
    const again = await open('popup');
    await said(again, `Signed in as ${account.email}`);
    await press(again, 'Sign out');
    await said(again, 'Signed out');
    expect(sandbox.keys.list()).toEqual([]);
  });
});
