import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { windows } from '../../tools/toolchain.mjs';
import { type Ground, prepareGround, startWorker, type Worker } from './lock-workers.ts';
import { allRuntimes, denoWithin, type Runtime } from './runtimes.ts';

let runtimes: Record<string, Runtime>;
const runtime = (name: string): Runtime => {
  const found = runtimes[name];
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
beforeAll(async () => {
  runtimes = Object.fromEntries((await allRuntimes()).map((each) => [each.name, each]));
}, 120_000);

/** Milliseconds until a worker is in. */
async function timeToEnter(worker: Worker, ms = 0): Promise<number> {
  const start = performance.now();
  worker.order({ do: 'stay', ms });
  await worker.hears('in');
  return performance.now() - start;
}

interface Dead {
  /** Leaves a lock of that process, and answers whose it is. */
  leaveLock(): Promise<string>;
  /** Leaves a claim of that process to the lock of an owner. */
  leaveClaim(token: string, number: number): Promise<void>;
}

/** A process that held the lock and was killed. Tokens are never used twice, so each file of it gets a new one. */
async function killedHolder({ locks, left }: Ground): Promise<Dead> {
  const victim = await startWorker(runtime('node-26'), locks);
  await timeToEnter(victim, 60_000);
  await victim.kill();
  const file = (await left()).find((name) => name.endsWith('.lock')) ?? '';
  const owner = JSON.parse(await readFile(join(locks, file), 'utf8'));
  const leave = async (name: string): Promise<string> => {
    const token = randomUUID();
    await writeFile(join(locks, name), JSON.stringify({ ...owner, token }), { mode: 0o600 });
    return token;
  };
  return {
    leaveLock: () => leave(file),
    leaveClaim: async (token, number) =>
      void (await leave(`${file.slice(0, -'.lock'.length)}.${token}.${number}.claim`)),
  };
}

describe('a lock in files', () => {
  it.skipIf(windows)(
    'is taken from a holder that is stopped, and stays with who took it when that one goes on',
    {
      timeout: 60_000,
    },
    async () => {
      const { locks, left } = await prepareGround();
      const [stopped, second, third] = await Promise.all(
        ['node-26', 'bun', 'node-22'].map((name) => startWorker(runtime(name), locks)),
      );
      if (!stopped || !second || !third) throw new Error('three were started');
      await timeToEnter(stopped, 100);
      stopped.signal('SIGSTOP');
      const waited = await timeToEnter(second, 3000);
      expect(waited).toBeGreaterThan(5000);
      expect(waited).toBeLessThan(15_000);
      const start = performance.now();
      stopped.signal('SIGCONT');
      await stopped.hears('out');
      await timeToEnter(third);
      expect(performance.now() - start).toBeGreaterThan(2500); // the second was not disturbed
      await Promise.all([second.hears('out'), third.hears('out')]);
      expect(await left()).toEqual([]);
    },
  );

  it('has one new holder whenever eight processes find that the old one is dead, in 30 rounds', {
    timeout: 120_000,
  }, async () => {
    const place = await prepareGround();
    const dead = await killedHolder(place);
    const names = [...Object.keys(runtimes), 'node-26', 'bun', 'node-22'];
    const workers = await Promise.all(names.map((name) => startWorker(runtime(name), place.locks)));
    const rounds = 30;
    for (let round = 0; round < rounds; round++) {
      await dead.leaveLock();
      for (const worker of workers) worker.order({ do: 'count', rounds: 1, ground: place.ground });
      for (const worker of workers) expect(await worker.hears('counted')).toMatchObject({ together: 0 });
    }
    const count = Number(await readFile(join(place.ground, 'counter'), 'utf8'));
    expect(count).toBe(rounds * workers.length);
    expect(await place.left()).toEqual([]);
  });

  it('is not lost when those who were taking it over were killed as well', { timeout: 60_000 }, async () => {
    const place = await prepareGround();
    const dead = await killedHolder(place);
    const token = await dead.leaveLock();
    await dead.leaveClaim(token, 1);
    await dead.leaveClaim(token, 2);
    const worker = await startWorker(runtime('node-26'), place.locks);
    expect(await timeToEnter(worker)).toBeLessThan(1000);
    await worker.hears('out');
    expect(await place.left()).toEqual([]);
  });

  it('needs no permission of Deno but its directory, and is free five seconds after such a Deno was killed', {
    timeout: 60_000,
  }, async () => {
    const { locks, left } = await prepareGround();
    const alone = denoWithin(runtime('deno'), locks);
    const [victim, next] = await Promise.all([startWorker(alone, locks), startWorker(alone, locks)]);
    await timeToEnter(victim, 7000);
    expect(await timeToEnter(next)).toBeGreaterThan(6000); // it gave signs of life
    await Promise.all([victim.hears('out'), next.hears('out')]);
    const node = await startWorker(runtime('node-26'), locks);
    await timeToEnter(victim, 60_000);
    const entered = [next, node].map((worker) => timeToEnter(worker));
    await sleep(100);
    await victim.kill();
    for (const waited of await Promise.all(entered)) {
      expect(waited).toBeGreaterThan(3500);
      expect(waited).toBeLessThan(8000);
    }
    await Promise.all([next.hears('out'), node.hears('out')]);
    expect((await left()).filter((name) => !name.endsWith('.owner'))).toEqual([]); // of whom nothing is known
  });
});
