import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, rotateConsumerKey, storedConsumer } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
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

/** Every scene is tried on a double at every step. Of these, each step is a process. */
const deaths = [
  ['before', 'login over a session'],
  ['after', 'login over a session'],
  ['before', 'refused key'],
  ['before', 'logout'],
] as const;

describe.each(Object.entries(media))('a program that is killed, with its keys in %s,', (_, openShared) => {
  it.each(deaths)(
    '%s any effect of a %s leaves no key that nothing names',
    { timeout: 180_000 },
    async (kill, scene) => {
      const sandbox = createSandbox({ accounts: [account] });
      const server = await serveSandbox(sandbox);
      onTestFinished(() => server.close());
      const medium = await openShared();
      const directory = await mkdtemp(join(tmpdir(), 'mortal-will-'));
      onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
      const { baseUrl } = server;
      const { keyStore, lock } = await openMedium(medium);
      let at = 0;
      for (let killed = true; killed; ) {
        expect(++at).toBeLessThan(LIMIT);
        const profile = `at-${at}`;
        const will = join(directory, profile);
        await writeFile(will, '0');
        if (scene === 'refused key')
          sandbox.faults.add({
            kind: 'code',
            code: 'invalid_authorization_key',
            status: 401,
            match: { path: `${new URL(baseUrl).pathname}/analytics` },
          });
        const options: MortalOptions = { baseUrl, account, medium, profile, scene, kill, at, will };
        const program = spawn(process.execPath, [child, JSON.stringify(options)], { stdio: 'inherit' });
        const [code, signal] = await once(program, 'exit');
        killed = signal === 'SIGKILL';
        if (!killed) expect(code).toBe(0);
        sandbox.faults.clear();
        const next = createClient({ baseUrl, profile, keyStore, ...(lock && { lock }) });
        await next.logout();
        await next.close();
        const lost = Number(await readFile(will, 'utf8'));
        expect(sandbox.keys.list().length, `killed ${kill} effect ${at}`).toBeLessThanOrEqual(lost);
        sandbox.keys.revokeAll();
      }
      expect(at).toBeGreaterThan(5);
    },
  );
});

// What other media do is what the double of the package's own test does.
it('a program that is killed before any effect of a rotation leaves a pair that works, and none whose secret nobody knows', {
  timeout: 180_000,
}, async () => {
  const kill = 'before';
  const sandbox = createSandbox({ accounts: [account] });
  const server = await serveSandbox(sandbox);
  onTestFinished(() => server.close());
  const medium = await openFiles();
  const directory = await mkdtemp(join(tmpdir(), 'mortal-will-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  const { baseUrl } = server;
  const { keyStore, lock } = await openMedium(medium);
  let at = 0;
  for (let killed = true; killed; ) {
    expect(++at).toBeLessThan(LIMIT);
    const profile = `at-${at}`;
    const will = join(directory, profile);
    const scene = 'rotation';
    const options: MortalOptions = { baseUrl, account, medium, profile, scene, kill, at, will };
    const program = spawn(process.execPath, [child, JSON.stringify(options)], { stdio: 'inherit' });
    const [code, signal] = await once(program, 'exit');
    killed = signal === 'SIGKILL';
    if (!killed) expect(code).toBe(0);
    const found = storedConsumer(keyStore, { profile, baseUrl });
    const works = async (): Promise<number> =>
      (await createClient({ baseUrl, consumer: found }).fetch('/analytics')).status;
    expect(await works(), `killed ${kill} effect ${at}`).toBe(200);
    const next = createClient({
      baseUrl,
      profile,
      keyStore,
      credentials: account,
      ...(lock && { lock }),
    });
    const { key } = await rotateConsumerKey(next);
    expect(await works(), `after a rotation that was killed ${kill} effect ${at}`).toBe(200);
    const ofProfile = sandbox.consumers.list().filter(({ label }) => label === profile);
    expect(ofProfile.map((pair) => pair.key)).toEqual([key]);
    await next.logout();
    await next.close();
  }
  expect(at).toBeGreaterThan(9);
});
