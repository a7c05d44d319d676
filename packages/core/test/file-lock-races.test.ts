import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ModelProcess, model } from './file-lock-model.ts';

// Every step of every process waits for its turn, and the turns are given at random; processes are killed at random
// steps, so that there are locks of the dead to take over, and claims of the dead to take over as well.

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Plan {
  readonly processes: number;
  readonly rounds: number;
  /** Before which steps, counted over all processes, the process whose turn it is is killed. */
  readonly kills: readonly number[];
  readonly links: boolean;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  processes: fc.integer({ min: 2, max: 6 }),
  rounds: fc.integer({ min: 1, max: 2 }),
  kills: fc.array(fc.integer({ min: 5, max: 150 }), { maxLength: 4 }),
  links: fc.boolean(),
});

async function race(scheduler: fc.Scheduler, { processes, rounds, kills, links }: Plan) {
  const { start, pass, names, processes: all } = model();
  const inside = new Set<ModelProcess>();
  const found = { entered: 0, together: 0, failed: [] as unknown[], left: [] as string[], killed: 0 };
  let steps = 0;
  const schedule = async (process: ModelProcess, step: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), `${process.pid} ${step}`);
    steps += 1;
    const survivors = all.filter(({ killed }) => !killed);
    if (!kills.includes(steps) || survivors.length === 1) return;
    found.killed += 1;
    process.killed = true;
    inside.delete(process); // what it did under the lock, it does no more
  };
  await leaveLock(start({ links }));
  const open = new Set<ModelProcess>();
  for (let each = 0; each < processes; each++) {
    const process = start({ links, schedule });
    open.add(process);
    void (async () => {
      for (let round = 0; round < rounds; round++)
        await process.lock('name', async () => {
          inside.add(process);
          found.entered += 1;
          for (let work = 0; work < 3; work++) {
            if (inside.size > 1) found.together += 1;
            await schedule(process, 'work');
            if (process.killed) await new Promise(() => {});
          }
          inside.delete(process);
        });
    })()
      .catch((error: unknown) => found.failed.push(error))
      .finally(() => open.delete(process));
  }
  while ([...open].some(({ killed }) => !killed)) {
    if (scheduler.count() > 0) await scheduler.waitOne();
    else {
      await turn();
      if (scheduler.count() === 0) pass(100);
    }
  }
  // The next one tidies up after the dead.
  const last = start({ links });
  const done = last.lock('name', async () => {});
  for (let over = false; !over; ) {
    pass(100);
    over = await Promise.race([done.then(() => true), turn().then(() => false)]);
  }
  found.left = names();
  return found;
}

/** A lock whose holder was killed: all who come next find it. */
async function leaveLock(process: ModelProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    void process.lock('name', async () => {
      process.killed = true;
      resolve();
      await new Promise(() => {});
    });
  });
}

describe('the lock in files', () => {
  it('lets in one at a time and leaves nothing, in whatever order things happen and whoever is killed', {
    timeout: 60_000,
  }, async () => {
    const total = { killed: 0, entered: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
        const { together, failed, left, killed, entered } = await race(scheduler, plan);
        expect({ together, failed, left }).toEqual({ together: 0, failed: [], left: [] });
        total.killed += killed;
        total.entered += entered;
      }),
      { numRuns: Number(process.env['RUNS'] ?? 150) },
    );
    // Some 3.5 of each plan's processes get in: with far fewer there was nothing to get wrong.
    expect(total.killed).toBeGreaterThan(50);
    expect(total.entered).toBeGreaterThan(300);
  });
});
