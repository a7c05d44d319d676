import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { configDirectory } from '../../cli/config-directory.ts';
import { account, bin, type CommandLine, commandLine, secrets } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const fileOf = ({ home }: CommandLine): string =>
  join(configDirectory(process.platform, { HOME: home, APPDATA: home }) ?? '', 'store-key');

const unset = { env: { TURBOSMTP_AUTH_STORE_KEY: undefined } };

describe('init', () => {
  it('makes a key for its user alone, which the line that it prints sets', async () => {
    const line = await commandLine();
    const { code, object } = await line.json(['init'], unset);
    const file = fileOf(line);
    expect({ code, object }).toEqual({
      code: 0,
      object: { file, variable: 'TURBOSMTP_AUTH_STORE_KEY_FILE', line: expect.stringContaining(file) },
    });
    const key = await readFile(file, 'utf8');
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
    expect(JSON.stringify(object)).not.toContain(key.trim());
    if (process.platform !== 'win32') {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
    }
    expect(await readdir(dirname(file))).toEqual(['store-key']);
    const env = { ...unset.env, TURBOSMTP_AUTH_STORE_KEY_FILE: file };
    const login = ['login', '--email', account.email];
    expect((await line.run(login, { env, input: [account.password] })).code).toBe(0);
    expect((await line.json(['status'], { env })).object['store'].backend).toContain('sealed file');
  });

  it('makes another key each time, whatever the mask of the shell', async () => {
    const [one, two] = [await commandLine(), await commandLine()];
    for (const { env } of [one, two])
      execFileSync('sh', ['-c', 'umask 000; exec "$@"', '-', process.execPath, bin, 'init'], {
        env: env as NodeJS.ProcessEnv,
        stdio: 'pipe',
      });
    expect(await readFile(fileOf(one), 'utf8')).not.toBe(await readFile(fileOf(two), 'utf8'));
    expect((await stat(fileOf(one))).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(fileOf(one)))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a key', (path: string) => writeFile(path, 'before')],
    ['an empty file', (path: string) => writeFile(path, '')],
    [
      'a link to a file',
      async (path: string) => {
        await writeFile(`${path}-of-others`, 'before');
        await symlink(`${path}-of-others`, path);
      },
    ],
    ['a link to nothing', (path: string) => symlink(`${path}-nowhere`, path)],
    ['a directory', (path: string) => mkdir(path)],
  ])('writes over nothing: %s', async (_, put) => {
    const line = await commandLine();
    const path = fileOf(line);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await put(path);
    const before = await readdir(dirname(path));
    const { code, object } = await line.json(['init']);
    expect({ code, hint: object['error'].hint }).toEqual({
      code: 2,
      hint: expect.stringContaining(`TURBOSMTP_AUTH_STORE_KEY_FILE`),
    });
    expect(await readdir(dirname(path))).toEqual(before);
    const content = await readFile(path, 'utf8').catch(() => 'before');
    expect(['before', '']).toContain(content);
  });

  it('makes one key where several are asked for at once', async () => {
    const line = await commandLine();
    const ended = await Promise.all(Array.from({ length: 6 }, () => line.run(['init'])));
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 2, 2, 2, 2, 2]);
    expect(await readdir(dirname(fileOf(line)))).toEqual(['store-key']);
  });

  it('says what becomes of records that another key sealed', async () => {
    const line = await commandLine();
    const { err } = await line.run(['init']);
    expect(err).toContain('A sealing key is already set (TURBOSMTP_AUTH_STORE_KEY).');
    await rm(fileOf(line));
    expect((await line.run(['init'], unset)).err).not.toContain('already');
  });

  it.skipIf(process.platform === 'win32')('makes none where others could replace it', async () => {
    const line = await commandLine();
    const directory = dirname(fileOf(line));
    await mkdir(directory, { recursive: true });
    await chmod(directory, 0o770);
    expect(await line.json(['init'])).toMatchObject({
      code: 6,
      object: {
        error: { code: 'storage_insecure', hint: expect.stringContaining(`chmod go-w ${directory}`) },
      },
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('says which path it cannot use', async () => {
    const line = await commandLine();
    const directory = dirname(fileOf(line));
    await mkdir(dirname(directory), { recursive: true });
    await writeFile(directory, 'a file in its place');
    expect((await line.json(['init'])).code).toBe(6);
    const nowhere = { env: { HOME: undefined, APPDATA: undefined } };
    expect((await line.json(['init'], nowhere)).object['error'].hint).toMatch(
      /^Set \w+ to an absolute path\.$/,
    );
  });

  it.runIf(terminalProgramAvailable('tmux'))('is all that a server needs, on a terminal', async () => {
    const line = await commandLine();
    const env = { ...line.env, ...unset.env, CLI: `${process.execPath} ${bin}`, PS1: '> ' };
    const terminal = await startTerminal(['sh'], env);
    await terminal.type(
      `eval "$($CLI init)"; $CLI login --email ${account.email}; echo "ended: $?"`,
      'Enter',
    );
    await terminal.waitFor(/The sealing key is in [\s\S]*Password \(not shown\):/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/Signed in as[\s\S]*ended: 0/);
    const key = await readFile(fileOf(line), 'utf8');
    expect(await terminal.everything()).not.toContain(key.trim());
  });
});
