import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { scratchDirectory } from '../scratch-directory.ts';
import { account, bin, commandLine } from './command-line.ts';

// What the documents tell people to run in a shell is run in one, by the real npx and curl.

/** The first block of shell below a heading. */
async function documented(document: string, heading: string): Promise<string> {
  const path = new URL(`../../../../docs/${document}`, import.meta.url);
  const [, below = ''] = (await readFile(path, 'utf8')).split(`\n## ${heading}\n`);
  const [, block] = /```sh\n(.*?)```/s.exec(below) ?? [];
  if (!block) throw new Error(`${document} has no shell below ${heading}`);
  return block;
}

/** A project that has the command installed. */
async function project(): Promise<string> {
  const directory = await scratchDirectory();
  await mkdir(join(directory, 'node_modules', '.bin'), { recursive: true });
  await symlink(bin, join(directory, 'node_modules', '.bin', 'turbosmtp-auth'));
  return directory;
}

/** A directory of programs that note their arguments, which any user of a machine can see, and run the real ones. */
async function notingArguments(...programs: string[]): Promise<{ path: string; noted(): Promise<string> }> {
  const path = await scratchDirectory();
  const note = join(path, 'noted');
  const script = (name: string): string =>
    `#!/bin/sh\nprintf '%s\\n' "$0" "$@" >> '${note}'\nPATH="\${PATH#'${path}':}" exec ${name} "$@"\n`;
  for (const name of programs) await writeFile(join(path, name), script(name), { mode: 0o755 });
  return { path, noted: () => readFile(note, 'utf8') };
}

it.skipIf(process.platform === 'win32')(
  'a CI job logs in, calls, and leaves neither a key nor a trace of the password',
  async () => {
    const { env, sandbox } = await commandLine();
    const script = await documented('deployment.md', 'CI');
    const { path, noted } = await notingArguments('curl', 'sed', 'npx');
    const child = spawn('sh', ['-c', script], {
      cwd: await project(),
      env: {
        ...env,
        PATH: `${path}:${join(process.execPath, '..')}:${env['PATH']}`,
        TURBOSMTP_AUTH_STORE_KEY: undefined,
        TURBOSMTP_EMAIL: account.email,
        TURBOSMTP_PASSWORD: account.password,
      },
    });
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Signed in as .*\n::add-mask::[0-9a-f]{40}\n\{"count":0,"results":\[\]\}.*\n?/);
    expect(out + err).not.toContain(account.password);
    expect(await noted()).toContain('/analytics?limit=1');
    expect(await noted()).not.toMatch(new RegExp(`[0-9a-f]{40}|${account.password}`));
    expect(sandbox.keys.list()).toEqual([]);
    const asked = sandbox.requests.list().map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(asked).toEqual([
      'POST /api/v2/authorize 200',
      'GET /api/v2/analytics 200',
      'POST /api/v2/deauthorize 200',
    ]);
  },
  30_000,
);

it.skipIf(process.platform === 'win32')(
  'a CI job calls the live service where no other is named, as the command does',
  async () => {
    const script = await documented('deployment.md', 'CI');
    const [url] = /"[^"]*\/analytics[^"]*"/.exec(script) ?? [];
    // The shell says what it makes of the argument; nothing is sent to the live service.
    const child = spawn('sh', ['-euc', `printf '%s' ${url}`], { env: { PATH: process.env['PATH'] } });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ out, err }).toEqual({
      out: 'https://pro.api.serversmtp.com/api/v2/analytics?limit=1',
      err: '',
    });
  },
);

/** The rows of a table of the page about the command line, by the command that their first cell begins with. */
async function rowsOf(heading: RegExp): Promise<(command: string) => string> {
  const page = await readFile(new URL('../../../../docs/cli.md', import.meta.url), 'utf8');
  const [, table = ''] = new RegExp(`${heading.source}\\n((?:\\|.*\\n)+)`).exec(page) ?? [];
  return (command) =>
    table.split('\n').find((row) => new RegExp(`^\\| \`${command}(?: <\\w+>| bash)?\``).test(row)) ?? '';
}

/** Every command that runs, by its words. */
const runnable = commands.flatMap(({ commands: below, ...spec }) =>
  below
    ? below.map((each) => ({ words: `${spec.name} ${each.name}`, options: each.options ?? [] }))
    : [{ words: spec.name, options: spec.options ?? [] }],
);

it.each(runnable)('the page about it names $words, its options, and what it prints as JSON', async (each) => {
  const row = (await rowsOf(/\| command \| does \|/))(each.words);
  expect(row).not.toBe('');
  for (const { flags } of each.options) {
    const [long] = /--[a-z-]+/.exec(flags) ?? [];
    expect(row).toContain(long);
  }
  expect((await rowsOf(/\| command \| object \|/))(each.words)).not.toBe('');
});

it('no line that people are to copy makes an argument of the key', async () => {
  const { run } = await commandLine();
  const page = async (name: string): Promise<string> =>
    readFile(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8');
  for (const told of [
    (await run(['--help'])).out,
    (await run(['key', '--help'])).out,
    await page('cli.md'),
    await page('deployment.md'),
  ]) {
    expect(told).toContain('key --reveal');
    expect(told).not.toMatch(/\$\([^)]*key --reveal|Authorization: \$/);
  }
});

it('every document starts an installed command so that npx downloads nothing and keeps no option', async () => {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const documents = globSync(['README.md', 'docs/*.md', 'packages/*/README.md', 'examples/*/README.md'], {
    cwd: root,
  });
  const texts = await Promise.all(documents.map((document) => readFile(join(root, document), 'utf8')));
  const forms = texts.flatMap((each) => [
    ...each.matchAll(/\bnpx ((?:-\S+ )*)turbosmtp-(?:auth|sandbox)\b/g),
  ]);
  expect(forms.length).toBeGreaterThan(10);
  expect(forms.filter(([, options]) => options !== '--no -- ').map(([line]) => line)).toEqual([]);
});
