import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { terminalProgramAvailable } from '../../../../tools/terminal-programs.ts';
import { configDirectory, ownConfigDirectory } from '../../cli/config-directory.ts';
import { profileAmong } from '../../cli/profiles/choose-profile.ts';
import { account, bin, type CommandLine, commandLine, type Json, secrets } from './command-line.ts';
import { startTerminal } from './terminal.ts';

const environment = (
  { env }: CommandLine,
  more: Record<string, string | undefined> = {},
): NodeJS.ProcessEnv => ({ ...env, ...more }) as NodeJS.ProcessEnv;

/** Runs the command in a directory, which a thread cannot have of its own. */
async function within(
  line: CommandLine,
  cwd: string,
  args: readonly string[],
  more: Record<string, string | undefined> = {},
): Promise<Json> {
  const child = spawn(process.execPath, [bin, ...args, '--json'], { cwd, env: environment(line, more) });
  const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(out) as Json;
}

const fileOf = ({ home }: CommandLine): string =>
  join(configDirectory(process.platform, { HOME: home, APPDATA: home }) ?? '', 'profiles.json');

describe('the profile', () => {
  it('is that of the option, the variable, the directory, the choice, or the usual one, in this order', async () => {
    const line = await commandLine();
    const project = join(await realpath(line.home), 'project');
    const below = join(project, 'src', 'deep');
    await mkdir(below, { recursive: true });
    await mkdir(`${project}-b`);
    const of = async (cwd: string, args: string[] = [], env = {}): Promise<unknown> => {
      const { profile, profileFrom, profileDirectory } = await within(line, cwd, ['status', ...args], env);
      return [profile, profileFrom, profileDirectory];
    };
    expect(await of(below)).toEqual(['default', 'default', undefined]);
    expect(await within(line, below, ['profiles', 'use', 'chosen'])).toEqual({
      profile: 'chosen',
      directory: null,
    });
    expect(await of(below)).toEqual(['chosen', 'chosen', undefined]);
    expect(await within(line, project, ['profiles', 'use', 'of-project', '--here'])).toEqual({
      profile: 'of-project',
      directory: project,
    });
    expect(await of(project)).toEqual(['of-project', 'directory', project]);
    expect(await of(below)).toEqual(['of-project', 'directory', project]);
    expect(await of(`${project}-b`)).toEqual(['chosen', 'chosen', undefined]);
    expect(await of(line.home)).toEqual(['chosen', 'chosen', undefined]);
    await within(line, join(project, 'src'), ['profiles', 'use', 'of-src', '--here']);
    expect(await of(below)).toEqual(['of-src', 'directory', join(project, 'src')]);
    expect(await of(project)).toEqual(['of-project', 'directory', project]);
    const env = { TURBOSMTP_PROFILE: 'of-variable' };
    expect(await of(below, [], env)).toEqual(['of-variable', 'environment', undefined]);
    expect(await of(below, [], { TURBOSMTP_PROFILE: '' })).toEqual([
      'of-src',
      'directory',
      join(project, 'src'),
    ]);
    expect(await of(below, ['--profile', 'typed'], env)).toEqual(['typed', 'option', undefined]);
    await symlink(below, join(line.home, 'link'));
    expect(await of(join(line.home, 'link'))).toEqual(['of-src', 'directory', join(project, 'src')]);

    expect(await within(line, below, ['profiles', 'list'])).toEqual({
      current: 'of-src',
      from: 'directory',
      profiles: [
        { name: 'chosen', current: false, directories: [] },
        { name: 'default', current: false, directories: [] },
        { name: 'of-project', current: false, directories: [project] },
        { name: 'of-src', current: true, directories: [join(project, 'src')] },
      ],
    });
  });

  it('of what other commands do is the chosen one as well', async () => {
    const line = await commandLine();
    expect((await line.run(['profiles', 'use', 'staging'])).err).toBe('Next: turbosmtp-auth login\n');
    await line.run(['login', '--email', account.email], { input: [account.password] });
    expect((await line.json(['status', '--profile', 'staging'])).code).toBe(0);
    expect((await line.json(['status', '--profile', 'default'])).code).toBe(3);
    expect((await line.run(['status'])).out).toContain('Profile: staging (chosen with `profiles use`)');
    expect(await line.run(['profiles', 'use', 'staging'])).toMatchObject({ code: 0, err: '' });
  });

  it('is listed once somebody logged in with it', async () => {
    const line = await commandLine();
    const login = ['login', '--email', account.email, '--profile', 'staging'];
    await line.run(login, { input: [account.password] });
    const { out } = await line.run(['profiles', 'list']);
    expect(out).toBe('* default\n  staging\nProfile: default (no other was chosen)\n');
    expect(await readFile(fileOf(line), 'utf8')).not.toMatch(/[0-9a-f]{40}|@/);
  });

  it('that is chosen gives way to a variable, which is told', async () => {
    const line = await commandLine();
    const { err } = await line.run(['profiles', 'use', 'a'], { env: { TURBOSMTP_PROFILE: 'b' } });
    expect(err).toContain('TURBOSMTP_PROFILE is set, and comes first: unset it to use this choice.');
  });

  it.each(['../x', '', '__proto__', 'con', 'a b', 'x'.repeat(65)])('cannot be %j', async (name) => {
    const line = await commandLine();
    expect((await line.json(['profiles', 'use', name])).code).toBe(2);
    await expect(stat(fileOf(line))).rejects.toThrow();
  });

  it('of a name that every object has is none that was chosen', () => {
    const empty = { v: 1, directories: {}, known: [] } as const;
    expect(profileAmong(empty, '/constructor')).toEqual({ profile: 'default', from: 'default' });
    expect(profileAmong({ ...empty, chosen: 'x' }, null)).toEqual({ profile: 'x', from: 'chosen' });
  });
});

describe('the file of profiles', () => {
  it.skipIf(process.platform === 'win32')('is for its owner, in a directory for its owner', async () => {
    const line = await commandLine();
    await line.run(['profiles', 'use', 'staging']);
    expect((await stat(fileOf(line))).mode & 0o777).toBe(0o600);
    expect((await stat(join(fileOf(line), '..'))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['no JSON', '{', 'storage_damaged'],
    ['half of it', '{"v":1,"known":[', 'storage_damaged'],
    ['nothing', '', 'storage_damaged'],
    ['null', 'null', 'storage_damaged'],
    ['a list', '[]', 'storage_damaged'],
    ['a name that is none', '{"v":1,"directories":{},"known":[],"chosen":"../x"}', 'storage_damaged'],
    ['a directory of no name', '{"v":1,"directories":{"/":7},"known":[]}', 'storage_damaged'],
    ['no directories', '{"v":1,"known":[]}', 'storage_damaged'],
    ['null for directories', '{"v":1,"directories":null,"known":[]}', 'storage_damaged'],
    ['a number for directories', '{"v":1,"directories":7,"known":[]}', 'storage_damaged'],
    ['a text for directories', '{"v":1,"directories":"ab","known":[]}', 'storage_damaged'],
    ['a newer version', '{"v":2}', 'storage_too_new'],
    ['too much', ' '.repeat(1024 * 1024 + 1), 'storage_damaged'],
  ])('with %s decides nothing, and is left as it is', async (_, content, code) => {
    const line = await commandLine();
    const path = fileOf(line);
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await writeFile(path, content, { mode: 0o600 });
    for (const args of [['status'], ['profiles', 'list'], ['profiles', 'use', 'x']])
      expect(await line.json(args)).toMatchObject({
        code: 6,
        object: { error: { code, hint: expect.any(String) } },
      });
    expect(await line.json(['status', '--profile', 'x'])).toMatchObject({ code: 3 });
    expect(await line.json(['status'], { env: { TURBOSMTP_PROFILE: 'x' } })).toMatchObject({ code: 3 });
    expect(await readFile(path, 'utf8')).toBe(content);
    expect(await readdir(join(path, '..'))).not.toContainEqual(expect.stringMatching(/json\./));
  });

  it.skipIf(process.platform === 'win32')(
    'that is none, or that others can write to, decides nothing',
    async () => {
      const line = await commandLine();
      const path = fileOf(line);
      await line.run(['profiles', 'use', 'x']);
      await chmod(path, 0o622);
      expect((await line.json(['status'])).object['error']).toMatchObject({
        code: 'storage_insecure',
        hint: `Run \`chmod go-w ${path}\` after you have checked it.`,
      });
      await rm(path);
      await mkdir(path);
      expect((await line.json(['status'])).object['error'].code).toBe('storage_damaged');
      await rm(path, { recursive: true });
      execFileSync('mkfifo', ['-m', '600', path]);
      expect((await line.json(['status'])).object['error'].code).toBe('storage_damaged');
    },
  );

  it('that cannot be locked is one that cannot be written', async () => {
    const line = await commandLine();
    const directory = join(fileOf(line), '..');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(join(directory, 'locks'), '');
    expect(await line.json(['profiles', 'use', 'x'])).toMatchObject({
      code: 6,
      object: { error: { code: 'storage_denied', message: 'The profiles file cannot be written.' } },
    });
    expect(await readdir(directory)).toEqual(['locks']);
  });

  it('loses nothing where several commands write at once', async () => {
    const line = await commandLine();
    const names = Array.from({ length: 6 }, (_, at) => `p${at}`);
    const run = promisify(execFile);
    await Promise.all(
      names.map((name) => run(process.execPath, [bin, 'profiles', 'use', name], { env: environment(line) })),
    );
    const { known, chosen } = JSON.parse(await readFile(fileOf(line), 'utf8'));
    expect(known).toEqual(names);
    expect(names).toContain(chosen);
  });

  it('is where the platform keeps what users chose, and nowhere where the environment does not say', async () => {
    expect(configDirectory('linux', { HOME: '/h' })).toBe('/h/.config/turbosmtp-auth');
    expect(configDirectory('linux', { HOME: '/h', XDG_CONFIG_HOME: '/c' })).toBe('/c/turbosmtp-auth');
    expect(configDirectory('linux', { HOME: '/h', XDG_CONFIG_HOME: 'c' })).toBe('/h/.config/turbosmtp-auth');
    expect(configDirectory('darwin', { HOME: '/h' })).toBe('/h/Library/Preferences/turbosmtp-auth');
    expect(configDirectory('win32', { APPDATA: 'C:\\x' })).toBe('C:\\x\\turbosmtp-auth');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(configDirectory(platform, { HOME: 'h', APPDATA: 'x' })).toBeNull();
      expect(() => ownConfigDirectory(platform, {})).toThrow('There is no directory for the configuration.');
    }
    const line = await commandLine();
    const nowhere = { env: { HOME: undefined, XDG_STATE_HOME: line.home, APPDATA: undefined } };
    expect((await line.json(['status'], nowhere)).object).toMatchObject({ profileFrom: 'default' });
    expect((await line.json(['profiles', 'use', 'x'], nowhere)).code).toBe(6);
    const login = await line.json(['login', '--email', account.email], {
      ...nowhere,
      input: [account.password],
    });
    expect(login.code).toBe(0);
  });
});

describe.runIf(terminalProgramAvailable('tmux'))('on a terminal', () => {
  it('the profile of a directory is the one that is logged in', async () => {
    const line = await commandLine();
    const terminal = await startTerminal(['sh'], {
      ...line.env,
      CLI: `${process.execPath} ${bin}`,
      PS1: '> ',
    });
    await terminal.type(
      'mkdir "$HOME/project" && cd "$HOME/project" && clear; $CLI profiles use staging --here',
      'Enter',
    );
    await terminal.waitFor(/Profile staging is chosen for .*project\.\s+Next: turbosmtp-auth login/);
    await terminal.type(`$CLI login --email ${account.email}`, 'Enter');
    await terminal.waitFor(/Password \(not shown\):/);
    await terminal.type(secrets.password, 'Enter');
    await terminal.waitFor(/Signed in as ada@example\.com, profile staging,/);
    await terminal.type('clear; $CLI profiles list; echo "ended: $?"', 'Enter');
    await terminal.waitFor(
      /^ {2}default\n\* staging\n.*project\nProfile: staging \(chosen for .*project\)\nended: 0/m,
    );
  });
});
