import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NOBODY } from '../mounted.ts';
import { scratchDirectory } from '../scratch-directory.ts';

// State directories that this user may not, or should not, make anything in. It takes root to be somebody else.

const isRoot = process.geteuid?.() === 0;
const key = Buffer.alloc(32, 1).toString('base64url');
const code = `
  import { fileLock, sealedFileKeyStore } from '@turbosmtp-auth/node';
  const told = (work) => work.then((value) => ({ value }), ({ code, hint }) => ({ code, hint }));
  const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };
  const store = sealedFileKeyStore({ sealingKey: new Uint8Array(32).fill(1) });
  console.log(JSON.stringify([
    await told(store.set(slot, { v: 1, kind: 'pending', gen: 'a', startedAt: 1 })),
    await told(fileLock()('name', async () => 'in')),
  ]));`;

/** As another user, with an environment of its own. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv, uid: number) {
  const options = {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env['PATH'], TURBOSMTP_AUTH_STORE_KEY: key, TURBOSMTP_AUTH_KEYCHAIN: 'off', ...env },
    uid,
    gid: uid,
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch(
    (error: { stdout: string }) => error,
  );
  return JSON.parse(stdout);
}

const stores = (env: NodeJS.ProcessEnv, uid: number) => run(['--input-type=module', '-e', code], env, uid);

async function doctor(env: NodeJS.ProcessEnv, uid: number) {
  const args = ['dist/cli/turbosmtp-auth.js', 'doctor', '--json', '--base-url', 'http://127.0.0.1:9'];
  const { checks } = await run(args, env, uid);
  return checks.find(({ check }: { check: string }) => check === 'store');
}

describe.skipIf(!isRoot)('a place that refuses', { timeout: 60_000 }, () => {
  const places: [
    what: string,
    make: (root: string) => Promise<{ env: NodeJS.ProcessEnv; refuses: string }>,
  ][] = [
    ['HOME=/', async () => ({ env: { HOME: '/' }, refuses: '/' })],
    [
      'a home directory of root',
      async (root) => {
        const home = join(root, 'home');
        await mkdir(home, { mode: 0o755 });
        return { env: { HOME: home }, refuses: home };
      },
    ],
    [
      'a state directory of root',
      async (root) => {
        const state = join(root, 'state');
        await mkdir(state, { mode: 0o755 });
        return { env: { HOME: root, XDG_STATE_HOME: state }, refuses: state };
      },
    ],
  ];

  it.each(places)('is named with its owner, and nothing is made: %s', async (_what, make) => {
    const root = await scratchDirectory();
    await chmod(root, 0o755);
    const { env, refuses } = await make(root);
    const before = await readdir(refuses);
    const named = expect.stringContaining(`${refuses} belongs to user 0`);
    for (const answer of await stores(env, NOBODY))
      expect(answer).toEqual({ code: 'storage_denied', hint: named });
    expect(await doctor(env, NOBODY)).toMatchObject({ status: 'problem', advice: named });
    expect(await readdir(refuses)).toEqual(before);
  });

  it('is the home of another user for root, and nothing is made there', async () => {
    const home = await scratchDirectory();
    await chown(home, NOBODY, NOBODY);
    const named = expect.stringContaining(`${home} belongs to user ${NOBODY}`);
    for (const answer of await stores({ HOME: home }, 0))
      expect(answer).toEqual({ code: 'storage_denied', hint: named });
    expect(await doctor({ HOME: home }, 0)).toMatchObject({ status: 'problem', advice: named });
    expect(await readdir(home)).toEqual([]);
  });

  it('is not where root was told to keep its state', async () => {
    const [home, state] = [await scratchDirectory(), await scratchDirectory()];
    await chown(home, NOBODY, NOBODY);
    const env = { HOME: home, XDG_STATE_HOME: state };
    expect(await stores(env, 0)).toEqual([{ value: true }, { value: 'in' }]);
    expect(await doctor(env, 0)).toMatchObject({ status: 'ok' });
    expect(await readdir(home)).toEqual([]);
  });

  it('is the one of the profiles file if that cannot be written', async () => {
    const root = await scratchDirectory();
    await chmod(root, 0o755);
    const directory = join(root, 'turbosmtp-auth');
    await mkdir(directory, { mode: 0o500 });
    await chown(directory, NOBODY, NOBODY);
    const args = ['dist/cli/turbosmtp-auth.js', 'profiles', 'use', 'x', '--json'];
    const { error } = await run(args, { HOME: root, XDG_CONFIG_HOME: root }, NOBODY);
    expect(error).toMatchObject({ message: 'The profiles file cannot be written.', exitCode: 6 });
  });
});
