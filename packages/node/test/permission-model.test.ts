import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pinnedNode } from './pinned-node.ts';

// `node --permission` as a service would start it: everything is refused that no flag allows.

const root = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)));
/** The Node that runs this, and those that the repository tests with. Before 24 the flag has another name. */
const nodes = new Set(
  [process.execPath, ...(await Promise.all(['node-24', 'node'].map(pinnedNode)))].map((path) =>
    realpathSync(path),
  ),
);

const code = `
  import { explainKeyStore, fileLock, findSealingKey, sealedFileKeyStore } from '@turbosmtp-auth/node';
  const [directory] = process.argv.slice(1);
  const told = (work) => work.then((value) => ({ value }), ({ code, hint, issues }) => ({ code, hint, issues }));
  const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };
  const store = sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32).fill(7) });
  const record = (gen) => ({ v: 1, kind: 'pending', gen, startedAt: 1 });
  const answers = {
    set: await told(store.set(slot, record('a'))),
    exchanged: await told(store.set(slot, record('b'), 'a')),
    got: await told(store.get(slot)),
    removed: await told(store.remove(slot, 'b')),
    locked: await told(fileLock({ directory: directory + '/locks' })('name', async () => 'held')),
    key: await told(findSealingKey()),
    explained: await told(explainKeyStore()),
  };
  console.log(JSON.stringify(answers));`;

interface Told {
  readonly value?: unknown;
  readonly code?: string;
  readonly hint?: string;
  readonly issues?: unknown;
}

const scratch = (): string => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'permission-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

async function run(
  node: string,
  flags: readonly string[],
  directory: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, Told>> {
  const args = ['--permission', ...flags, '--input-type=module', '-e', code, directory];
  const { stdout } = await promisify(execFile)(node, args, {
    cwd: join(root, 'packages/node'),
    env: { HOME: directory, ...env },
  });
  return JSON.parse(stdout);
}

/** What Node needs in order to load the package. */
const sources = `--allow-fs-read=${root}`;

describe.each([...nodes])('%s --permission', { timeout: 180_000 }, (node) => {
  const works = {
    set: { value: true },
    exchanged: { value: true },
    got: { value: { v: 1, kind: 'pending', gen: 'b', startedAt: 1 } },
    removed: { value: true },
    locked: { value: 'held' },
    key: { value: null },
    explained: { value: expect.objectContaining({ chosen: 'memory' }) },
  };

  it('keeps sealed files and a lock where everything is allowed', async () => {
    const directory = join(scratch(), 'state');
    expect(await run(node, ['--allow-fs-read=*', '--allow-fs-write=*'], directory)).toEqual(works);
    expect(await readdir(directory)).toEqual(['locks']);
  });

  it('keeps them where only their directory is allowed', async () => {
    const directory = join(scratch(), 'state');
    await mkdir(directory, { mode: 0o700 });
    const flags = [sources, `--allow-fs-read=${directory}`, `--allow-fs-write=${directory}`];
    expect(await run(node, flags, directory)).toEqual(works);
  });

  it('names the flags where the directory is refused', async () => {
    const directory = join(scratch(), 'state');
    const refused = {
      code: 'storage_denied',
      hint: expect.stringMatching(/--allow-fs-read.*--allow-fs-write/),
    };
    const answers = await run(node, [sources], directory);
    for (const call of ['set', 'got', 'removed', 'locked']) expect(answers[call]).toMatchObject(refused);
    const readable = await run(node, ['--allow-fs-read=*'], directory);
    expect(readable['set']).toMatchObject(refused);
    expect(readable['got']).toEqual({ value: null });
  });

  it('passes over what is only looked for: secrets, credentials and a keychain', async () => {
    const directory = join(scratch(), 'state');
    const answers = await run(node, [sources], directory, {
      CREDENTIALS_DIRECTORY: directory,
      XDG_RUNTIME_DIR: directory,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${directory}/bus`,
    });
    expect(answers['key']).toEqual({ value: null });
    expect(answers['explained']).toMatchObject({ value: { chosen: 'memory' } });
  });

  it('names the flag for a key file that was named', async () => {
    const directory = scratch();
    const file = join(directory, 'key');
    await writeFile(file, Buffer.alloc(32, 1).toString('base64url'), { mode: 0o600 });
    const env = { TURBOSMTP_AUTH_STORE_KEY_FILE: file };
    const answers = await run(node, [sources], directory, env);
    expect(answers['key']).toMatchObject({
      code: 'invalid_input',
      hint: expect.stringContaining('--allow-fs-read'),
      issues: [{ path: 'TURBOSMTP_AUTH_STORE_KEY_FILE', code: 'not_readable' }],
    });
    const allowed = await run(node, [sources, `--allow-fs-read=${file}`], directory, env);
    expect(allowed['key']).toMatchObject({ value: { source: 'TURBOSMTP_AUTH_STORE_KEY_FILE' } });
  });
});
