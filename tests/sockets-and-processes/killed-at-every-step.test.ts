import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, rotateConsumerKey, storedConsumer } from '@turbosmtp-auth/node';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { redisServerAvailable, startRedisServer } from '../../tools/redis-server.ts';
import type { Medium } from '../fleet/fleet.ts';
import { openMedium } from '../fleet/fleet-medium.ts';
import type { MortalOptions } from '../fleet/mortal-member.ts';

const child = fileURLToPath(new URL('../fleet/mortal-member.ts', import.meta.url));
const account = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const sealingKey = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY';
/** More than any scene has effects. */
const LIMIT = 60;
/** Most of what a program does after its start is to wait. */
const AT_ONCE = 4;

async function openFiles(): Promise<Medium> {
  const directory = await mkdtemp(join(tmpdir(), 'mortal-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  return { kind: 'files', directory: join(directory, 'state'), sealingKey };
}

const media: Readonly<Record<string, () => Promise<Medium>>> = {
  files: openFiles,
  ...(redisServerAvailable() && {
    Redis: async (): Promise<Medium> => {
      const { port, close } = await startRedisServer();
      onTestFinished(close);
      return { kind: 'redis', client: 'ioredis', port, sealingKey };
    },
  }),
};

/**
 * Every scene is tried on a double at every step. Of these, each step is a process. The states after an effect are those before the next
 * one, so that each of the two may meet another call of who comes next.
 */
const deaths = [
  ['before', 'login over a session', 'logout'],
  ['after', 'login over a session', 'login'],
  ['before', 'refused key', 'logout'],
  ['before', 'logout', 'logout'],
] as const;

/** A service that nobody else uses, so that its keys tell what one program left. */
async function ownService(): Promise<{ sandbox: Sandbox; baseUrl: string }> {
  const sandbox = createSandbox({ accounts: [account] });
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  return { sandbox, baseUrl: server.baseUrl };
}

/** Runs a program; `lost`: how many keys were minted of which it had written nothing down. */
async function run(options: Omit<MortalOptions, 'will'>): Promise<{ killed: boolean; lost: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'mortal-will-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  const will = join(directory, 'will');
  await writeFile(will, '0');
  const program = spawn(process.execPath, [child, JSON.stringify({ ...options, will })], {
    stdio: 'inherit',
  });
  const [code, signal] = await once(program, 'exit');
  const killed = signal === 'SIGKILL';
  if (!killed) expect(code).toBe(0);
  return { killed, lost: Number(await readFile(will, 'utf8')) };
}

/**
 * Tries one effect after the other, some at a time, until a program ends by itself.
 *
 * @param tryEffect Answers whether the program was killed.
 * @returns The first effect that no program has.
 */
async function atEveryEffect(tryEffect: (at: number) => Promise<boolean>): Promise<number> {
  let started = 0;
  let last = Number.POSITIVE_INFINITY;
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    while (last === Number.POSITIVE_INFINITY && failures.length === 0) {
      const at = ++started;
      expect(at).toBeLessThan(LIMIT);
      if (!(await tryEffect(at))) last = Math.min(last, at);
    }
  };
  // Also where one fails, the programs of the others end before their places are removed.
  const lanes = Array.from({ length: AT_ONCE }, () => lane().catch((error) => failures.push(error)));
  await Promise.all(lanes);
  if (failures.length > 0) throw failures[0];
  return last;
}

describe.each(Object.entries(media))('a program that is killed, with its keys in %s,', (_, openShared) => {
  it.each(deaths)(
    '%s any effect of a %s leaves no key that nothing names to the next %s',
    { timeout: 180_000 },
    async (kill, scene, call) => {
      const medium = await openShared();
      const { keyStore, lock } = await openMedium(medium);
      const last = await atEveryEffect(async (at) => {
        const { sandbox, baseUrl } = await ownService();
        if (scene === 'refused key')
          sandbox.faults.add({
            kind: 'code',
            code: 'invalid_authorization_key',
            status: 401,
            match: { path: `${new URL(baseUrl).pathname}/analytics` },
          });
        const profile = `at-${at}`;
        const { killed, lost } = await run({ baseUrl, account, medium, profile, scene, kill, at });
        sandbox.faults.clear();
        const next = createClient({ baseUrl, profile, keyStore, ...(lock && { lock }) });
        if (call === 'login') await next.login(account);
        await next.logout();
        await next.close();
        expect(sandbox.keys.list().length, `killed ${kill} effect ${at}`).toBeLessThanOrEqual(lost);
        return killed;
      });
      expect(last).toBeGreaterThan(5);
    },
  );
});

// What other media do is what the double of the package's own test does.
it.each(['rotation', 'refused rotation'] as const)(
  'a program that is killed before any effect of a %s leaves a pair that works, and none whose secret nobody knows',
  { timeout: 180_000 },
  async (scene) => {
    const kill = 'before';
    const medium = await openFiles();
    const { keyStore, lock } = await openMedium(medium);
    const last = await atEveryEffect(async (at) => {
      const { sandbox, baseUrl } = await ownService();
      const profile = `at-${at}`;
      const slot = { origin: new URL(baseUrl).origin, profile, kind: 'consumer' } as const;
      const pair = { key: 'first-pair', secret: 'first-secret' };
      sandbox.consumers.add({
        account: account.email,
        ...pair,
        label: profile,
        permissions: ['SEND_API', 'APIS'],
      });
      await keyStore.set(slot, { v: 1, kind: 'consumer', gen: 'first', ...pair });
      const { killed } = await run({
        baseUrl,
        account,
        medium,
        profile,
        scene,
        first: pair.key,
        kill,
        at,
      });
      const found = storedConsumer(keyStore, { profile, baseUrl });
      const works = async (consumer: typeof pair | typeof found): Promise<number> =>
        (await createClient({ baseUrl, consumer }).fetch('/analytics')).status;
      if (scene === 'rotation') expect(await works(found), `killed ${kill} effect ${at}`).toBe(200);
      else {
        const record = await keyStore.get(slot);
        const named = record?.kind === 'consumer' ? [record.key, record.replaces?.key] : [];
        expect(named, `killed ${kill} effect ${at}`).toContain(pair.key);
        expect(await works(pair), `killed ${kill} effect ${at}`).toBe(200);
      }
      const next = createClient({
        baseUrl,
        profile,
        keyStore,
        credentials: account,
        ...(lock && { lock }),
      });
      const { key } = await rotateConsumerKey(next);
      expect(await works(found), `after a rotation that was killed ${kill} effect ${at}`).toBe(200);
      const ofProfile = sandbox.consumers.list().filter(({ label }) => label === profile);
      expect(ofProfile.map((each) => each.key)).toEqual([key]);
      await next.logout();
      await next.close();
      return killed;
    });
    expect(last).toBeGreaterThan(9);
  },
);
