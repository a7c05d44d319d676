import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  key,
  type Question,
  recordOf,
  type StoreInDeno,
  slot,
  storeInDeno,
} from './store-in-deno.ts';

// The faults of stored state, caused from outside while a store in Deno looks on.

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;

interface Stored {
  readonly directory: string;
  readonly path: string;
  ask(question: Partial<Question> & Pick<Question, 'call' | 'args'>): Promise<Answer>;
}

let deno: StoreInDeno;
let made = 0;
beforeAll(async () => {
  deno = await storeInDeno(await mkdtemp(join(tmpdir(), 'turbosmtp-auth-test-')));
});
afterAll(async () => {
  deno.stop();
  await rm(deno.root, { recursive: true, force: true, maxRetries: 10 });
});

async function storeOneRecord(): Promise<Stored> {
  const directory = join(deno.root, String(made++), 'state');
  const ask: Stored['ask'] = (question) => deno.ask({ directory, sealingKey: key, ...question });
  expect(await ask({ call: 'set', args: [slot, recordOf('first'), null] })).toEqual({ value: true });
  const [name = 'none'] = await readdir(directory);
  return { directory, path: join(directory, name), ask };
}

async function fingerprint(path: string): Promise<string> {
  const { ino, mode, uid, size, mtimeMs } = await lstat(path);
  return [ino, mode, uid, size, mtimeMs].join();
}

function expectRefusal({ error, value }: Answer, code: string): void {
  expect(value).toBeUndefined();
  expect(error).toMatchObject({ name: 'StorageError', code });
  expect(`${error?.message} ${error?.hint}`).not.toMatch(/canary|turbosmtp-auth-test|\/tmp|\.jwe/);
}

async function expectLeftAsItIs(
  { directory, path, ask }: Stored,
  code: string,
  more: Partial<Question> = {},
): Promise<void> {
  const before = [await fingerprint(path), await fingerprint(directory), await readdir(directory)];
  expectRefusal(await ask({ call: 'get', args: [slot], ...more }), code);
  expectRefusal(await ask({ call: 'set', args: [slot, recordOf('second')], ...more }), code);
  expectRefusal(await ask({ call: 'set', args: [slot, recordOf('second'), null], ...more }), code);
  expectRefusal(await ask({ call: 'remove', args: [slot], ...more }), code);
  expect([await fingerprint(path), await fingerprint(directory), await readdir(directory)]).toEqual(before);
}

describe('a record on disk, in Deno,', () => {
  it('has mode 0600 in a directory of mode 0700, and is read by others of the same key', async () => {
    const { directory, path, ask } = await storeOneRecord();
    expect((await lstat(directory)).mode & 0o7777).toBe(0o700);
    expect((await lstat(path)).mode & 0o7777).toBe(0o600);
    expect(await ask({ call: 'get', args: [slot] })).toEqual({ value: recordOf('first') });
  });

  it('is damaged with bits flipped, at another length, or with more after it', {
    timeout: 60_000,
  }, async () => {
    const { path, ask } = await storeOneRecord();
    const whole = await readFile(path);
    const codes = new Set<unknown>();
    for (let bit = 3; bit < whole.length * 8; bit += 41) {
      const bytes = Buffer.from(whole);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, bytes);
      const { error, value } = await ask({ call: 'get', args: [slot] });
      expect(value).toBeUndefined();
      codes.add(error?.code);
    }
    expect([...codes].filter((code) => !/_(damaged|wrong_key|too_new)$/.test(String(code)))).toEqual([]);
    for (let length = 0; length < whole.length; length += 31) {
      await writeFile(path, whole.subarray(0, length));
      expectRefusal(await ask({ call: 'get', args: [slot] }), 'storage_damaged');
    }
    for (const tail of ['A', '\n', '\0', whole.toString()]) {
      await writeFile(path, whole + tail);
      expectRefusal(await ask({ call: 'get', args: [slot] }), 'storage_damaged');
    }
    await writeFile(path, whole);
    expect(await ask({ call: 'get', args: [slot] })).toEqual({ value: recordOf('first') });
  });

  it.each<[string, string, (stored: Stored) => Promise<unknown>]>([
    ['a file of a gigabyte', 'storage_damaged', ({ path }) => truncate(path, 2 ** 30)],
    [
      'a FIFO',
      'storage_damaged',
      async ({ path }) => {
        await unlink(path);
        execFileSync('mkfifo', ['-m', '600', path]);
      },
    ],
    [
      'a directory',
      'storage_damaged',
      async ({ path }) => {
        await unlink(path);
        await mkdir(path, { mode: 0o700 });
      },
    ],
    [
      'a link',
      'storage_insecure',
      async ({ path, directory }) => {
        await rename(path, join(directory, '..', 'elsewhere'));
        await symlink(join(directory, '..', 'elsewhere'), path);
      },
    ],
    [
      'a link that leads out of what Deno may read',
      'storage_insecure',
      async ({ path }) => {
        await unlink(path);
        await symlink('/etc/hostname', path);
      },
    ],
    ['a file that others may read', 'storage_insecure', ({ path }) => chmod(path, 0o644)],
    ['a directory that others may list', 'storage_insecure', ({ directory }) => chmod(directory, 0o755)],
  ])('is refused where there is %s', async (_, code, cause) => {
    const stored = await storeOneRecord();
    await cause(stored);
    await expectLeftAsItIs(stored, code);
  });

  it('is refused behind a link to its directory', async () => {
    const stored = await storeOneRecord();
    const link = join(stored.directory, '..', 'link');
    await symlink(stored.directory, link);
    await expectLeftAsItIs(stored, 'storage_insecure', { directory: link });
  });

  it.skipIf(!isRoot)(
    'is refused when it is someone else’s, its user not being known to Deno (needs root)',
    async () => {
      const stored = await storeOneRecord();
      await chown(stored.path, NOBODY, NOBODY);
      await expectLeftAsItIs(stored, 'storage_insecure');
    },
  );

  it('is told from one of another key, of a newer version, and of another place', async () => {
    const stored = await storeOneRecord();
    await expectLeftAsItIs(stored, 'storage_wrong_key', { sealingKey: 'a5'.repeat(32) });
    await expectLeftAsItIs(stored, 'storage_wrong_key', { sealingKey: { passphrase: 'another' } });
    await stored.ask({ call: 'set', args: [{ ...slot, profile: 'other' }, recordOf('other')] });
    const other = (await readdir(stored.directory)).find((name) => name.startsWith('other.')) ?? '';
    const sealed = await readFile(stored.path, 'utf8');
    const [head = '', ...rest] = sealed.split('.');
    const header = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), version: 2 };
    await writeFile(
      stored.path,
      [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.'),
    );
    await expectLeftAsItIs(stored, 'storage_too_new');
    await rename(join(stored.directory, other), stored.path);
    await expectLeftAsItIs(stored, 'storage_misplaced');
  });

  it('is kept under a passphrase', async () => {
    const { ask } = await storeOneRecord();
    const other = { ...slot, profile: 'other' };
    const sealingKey = { passphrase: 'four seldom used words' };
    expect(await ask({ call: 'set', args: [other, recordOf('other')], sealingKey })).toEqual({ value: true });
    expect(await ask({ call: 'get', args: [other], sealingKey })).toEqual({ value: recordOf('other') });
    expectRefusal(await ask({ call: 'get', args: [other] }), 'storage_wrong_key');
  });

  it('may not be where Deno has no permission, and the hint names the flags', async () => {
    for (const call of ['get', 'set', 'remove'] as const) {
      const args = [slot, recordOf('first')] as const;
      const { error } = await deno.ask({ directory: '/var/lib/elsewhere', sealingKey: key, call, args });
      expect(error).toMatchObject({ name: 'StorageError', code: 'storage_denied' });
      expect(error?.hint).toMatch(/`--allow-read=\/var\/lib\/elsewhere --allow-write=\/var\/lib\/elsewhere`/);
    }
  });

  it('is nowhere at all when its directory has no name, and has no hostile name itself', async () => {
    const ask = (directory: string, profile: string): Promise<Answer> =>
      deno.ask({ directory, sealingKey: key, call: 'get', args: [{ ...slot, profile }] });
    expectRefusal(await ask('', 'default'), 'storage_unavailable');
    for (const profile of ['../x', 'a\0b', 'x'.repeat(300), 'CON', '__proto__'])
      expect((await ask(deno.root, profile)).error?.name).toBe('InvalidInputError');
  });
});
