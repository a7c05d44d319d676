import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { leastTime } from '../../tools/time-given.ts';
import { prepareGround, type Worker } from './lock-workers.ts';
import { allRuntimes, type Runtime } from './runtimes.ts';

let runtimes: readonly Runtime[];
beforeAll(async () => {
  runtimes = await allRuntimes();
}, 120_000);

const linesOf = async (path: string): Promise<string[]> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean);

/** Kills whoever is inside, and writes down who it was; `null`: nobody was. */
async function killHolder(ground: string, workers: readonly Worker[]): Promise<Worker | null> {
  const inside = await readFile(join(ground, 'inside'), 'utf8').catch(() => '');
  const victim = workers.find(({ pid }) => String(pid) === inside);
  if (!victim) return null;
  await victim.kill();
  await appendFile(join(ground, 'killed'), `${victim.pid}\n`);
  return victim;
}

describe('one lock of Node 22, 24 and 26, Bun and Deno', () => {
  it('lets in one at a time among 25 processes, six of them killed while they are inside', {
    timeout: 180_000,
  }, async (test) => {
    const { ground, start, left } = await prepareGround(test);
    const rounds = 8;
    let workers: Worker[] = [];
    for (let five = 0; five < 5; five++) workers.push(...(await Promise.all(runtimes.map(start))));
    for (const worker of workers) worker.order({ do: 'count', rounds, ground });
    const counted = new Map(workers.map((worker) => [worker, worker.hears('counted')]));
    const killed: Worker[] = [];
    for (let tries = 0; killed.length < 6 && tries < 5000; tries++) {
      await sleep(Math.random() * 10);
      if ((await linesOf(join(ground, 'log'))).length < 20 * (killed.length + 1)) continue;
      const victim = await killHolder(ground, workers);
      if (victim) killed.push(victim);
    }
    workers = workers.filter((worker) => !killed.includes(worker));
    for (const worker of workers)
      expect(await counted.get(worker)).toMatchObject({ entered: rounds, together: 0 });
    expect(killed).toHaveLength(6);
    // A victim may have counted and not yet written it down. A lost update would be a count that is too low.
    const [count, log] = [
      Number(await readFile(join(ground, 'counter'), 'utf8')),
      await linesOf(join(ground, 'log')),
    ];
    expect(count - log.length).toBeGreaterThanOrEqual(0);
    expect(count - log.length).toBeLessThanOrEqual(killed.length);
    expect(log.length).toBeGreaterThanOrEqual(workers.length * rounds);
    // Nothing keeps a process alive, and the next holder tidies up after the dead.
    for (const worker of workers.slice(1)) await worker.end();
    const [last] = workers;
    last?.order({ do: 'stay', ms: 0 });
    await last?.hears('out');
    await last?.end();
    expect(await left()).toEqual([]);
  });

  it('is the next one’s in less than a second after its holder was killed, whichever runtime that was', {
    timeout: 180_000,
  }, async (test) => {
    const { start, left } = await prepareGround(test);
    const workers = await Promise.all(runtimes.map(start));
    const waits: Record<string, number> = {};
    const waitAfter = async (runtime: Runtime): Promise<number> => {
      const victim = await start(runtime);
      victim.order({ do: 'stay', ms: 60_000 });
      await victim.hears('in');
      for (const worker of workers) worker.order({ do: 'stay', ms: 0 });
      await sleep(200); // all of them wait
      const began = performance.now();
      await victim.kill();
      const others = workers.map((worker) => worker.hears('in'));
      await Promise.race(others);
      const waited = Math.round(performance.now() - began);
      await Promise.all([...others, ...workers.map((worker) => worker.hears('out'))]);
      expect(await left()).toEqual([]);
      return waited;
    };
    for (const runtime of runtimes) waits[runtime.name] = await leastTime(1000, () => waitAfter(runtime));
    console.info('milliseconds from the kill of a holder to the next:', waits);
    for (const wait of Object.values(waits)) expect(wait).toBeLessThan(1000);
    for (const worker of workers) await worker.end();
  });
});
