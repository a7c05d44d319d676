import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { leastTime } from '../../tools/time-given.ts';
import { windows } from '../../tools/toolchain.mjs';
import { type Ground, prepareGround, type Worker } from './lock-workers.ts';
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
  const began = performance.now();
  worker.order({ do: 'stay', ms });
  await worker.hears('in');
  return performance.now() - began;
}

interface Dead {
  /** Leaves a lock of that process, and answers whose it is. */
  leaveLock(): Promise<string>;
  /** Leaves a claim of that process to the lock of an owner. */
  leaveClaim(token: string, number: number): Promise<void>;
}

/** A process that held the lock and was killed. Tokens are never used twice, so each file of it gets a new one. */
async function killedHolder({ locks, left, start }: Ground): Promise<Dead> {
  const victim = await start(runtime('node-26'));
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

// What takes its time here is waiting, so they wait together.
describe.concurrent('a lock in files whose holder is silent', () => {
  it.skipIf(windows)(
    'is taken from one that is stopped, and stays with who took it when that one goes on',
    {
      timeout: 180_000,
    },
    async (test) => {
      const { start, left } = await prepareGround(test);
      const stopped = await start(runtime('node-26'));
      const second = await start(runtime('bun'));
      const third = await start(runtime('node-22'));
      await timeToEnter(stopped, 100);
      stopped.signal('SIGSTOP');
      const waited = await timeToEnter(second, 3000);
      expect(waited).toBeGreaterThan(5000);
      expect(waited).toBeLessThan(15_000);
      const began = performance.now();
      stopped.signal('SIGCONT');
      await stopped.hears('out');
      await timeToEnter(third);
      expect(performance.now() - began).toBeGreaterThan(2500); // the second was not disturbed
      await Promise.all([second.hears('out'), third.hears('out')]);
      expect(await left()).toEqual([]);
    },
  );

  it('is free two seconds after a Deno was killed that could use its directory and nothing else', {
    timeout: 180_000,
  }, async (test) => {
    const { locks, start, left } = await prepareGround(test);
    const alone = denoWithin(runtime('deno'), locks);
    const victim = await start(alone);
    const others = [await start(alone), await start(runtime('node-26'))];
    await timeToEnter(victim, 60_000);
    const entered = others.map((worker) => timeToEnter(worker));
    await sleep(100);
    await victim.kill();
    for (const waited of await Promise.all(entered)) {
      expect(waited).toBeGreaterThan(1400); // from its last sign of life, up to half a second before
      expect(waited).toBeLessThan(10_000);
    }
    await Promise.all(others.map((worker) => worker.hears('out')));
    // Nothing is known of the one who made what may be left, so it stays until it is old.
    expect((await left()).filter((name) => !name.endsWith('.owner'))).toEqual([]);
  });

  it('is not taken from such a Deno that works for longer than that', { timeout: 180_000 }, async (test) => {
    const { locks, start, left } = await prepareGround(test);
    const alone = denoWithin(runtime('deno'), locks);
    const working = await start(alone);
    const next = await start(runtime('node-24'));
    await timeToEnter(working, 9000);
    expect(await timeToEnter(next)).toBeGreaterThan(8000);
    await Promise.all([working.hears('out'), next.hears('out')]);
    expect(await left()).toEqual([]);
  });
});

describe('a lock in files whose holder is dead', () => {
  it('has one new holder whenever eight processes find it at once, in 30 rounds', {
    timeout: 180_000,
  }, async (test) => {
    const place = await prepareGround(test);
    const dead = await killedHolder(place);
    const names = [...Object.keys(runtimes), 'node-26', 'bun', 'node-22'];
    const workers = await Promise.all(names.map((name) => place.start(runtime(name))));
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

  it('is taken over as quickly when those who were taking it over were killed as well', {
    timeout: 180_000,
  }, async (test) => {
    const place = await prepareGround(test);
    const dead = await killedHolder(place);
    const worker = await place.start(runtime('node-26'));
    const waited = await leastTime(1000, async () => {
      const token = await dead.leaveLock();
      await dead.leaveClaim(token, 1);
      await dead.leaveClaim(token, 2);
      const time = await timeToEnter(worker);
      await worker.hears('out');
      expect(await place.left()).toEqual([]);
      return time;
    });
    expect(waited).toBeLessThan(1000);
  });
});
