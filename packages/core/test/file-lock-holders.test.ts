import { beforeEach, describe, expect, it } from 'vitest';
import { LOCKS, type ModelProcess, type ModelSettings } from './file-lock-model.ts';
import {
  emptyFile,
  holder,
  lockFile,
  nameOfLock,
  next,
  pass,
  startAfresh,
  timeOf,
  world,
} from './file-lock-world.ts';

beforeEach(startAfresh);

describe('the lock of a holder', () => {
  const cases: [
    string,
    number,
    Partial<ModelSettings>,
    (held: ModelProcess) => void,
    Partial<ModelSettings>,
  ][] = [
    ['that was killed', 0, {}, (held) => (held.killed = true), {}],
    [
      'that was killed, on a file system without links',
      0,
      { links: false },
      (held) => (held.killed = true),
      { links: false },
    ],
    [
      'that was killed, and another has its id',
      0,
      { pid: 7 },
      (held) => (held.killed = true),
      { pid: 7, started: 'later' },
    ],
    ['that is stopped', 8000, {}, (held) => (held.stopped = true), {}],
    [
      'that was a thread of the process that waits',
      2000,
      { pid: 7, started: 'once' },
      (held) => (held.stopped = true),
      { pid: 7, started: 'once' },
    ],
    ['that was killed on another machine', 2000, { scope: 'another' }, (held) => (held.killed = true), {}],
    [
      'that was killed where nothing is known',
      2000,
      { scope: null },
      (held) => (held.killed = true),
      { scope: null },
    ],
  ];
  it.each(cases)('%s is free after %i ms', async (_, expected, settings, end, settingsOfNext) => {
    const { process } = await holder(settings);
    await pass(3000);
    end(process);
    const waited = await timeOf(next(settingsOfNext));
    expect(waited).toBeGreaterThan(expected - 1100); // from its last sign of life
    expect(waited).toBeLessThan(expected + 500);
    expect(world.names().filter((name) => !name.endsWith('.owner'))).toEqual([]);
  });

  it.each([
    ['is known to run', {}],
    ['runs elsewhere', { scope: 'another' }],
    ['runs elsewhere, years ahead', { scope: 'another', skew: 1e11 }],
    ['runs elsewhere, years behind', { scope: 'another', skew: -1e11 }],
    ['runs elsewhere, without links', { scope: 'another', links: false }],
  ])('that %s stays its own as long as it works', async (_, settings) => {
    const { letGo, released } = await holder(settings);
    const waiting = next();
    await pass(15_000);
    expect(lockFile()).toBeDefined();
    letGo();
    await timeOf(released);
    await timeOf(waiting);
    expect(await waiting).toBe('in');
    expect(world.names()).toEqual([]);
  });

  it('is not taken from it by one that was stopped itself, and so heard nothing', async () => {
    const { letGo, released, process } = await holder({ scope: 'another' });
    const witness = world.start();
    const waiting = witness.lock('name', async () => 'in');
    await pass(1000);
    process.stopped = true; // as all processes of a group are, in a moment
    witness.stopped = true;
    await pass(500);
    world.pass(3_600_000);
    witness.stopped = false;
    await pass(500);
    process.stopped = false;
    let entered = false;
    void waiting.then(() => {
      entered = true;
    });
    await pass(5000);
    expect(entered).toBe(false);
    letGo();
    await timeOf(Promise.all([released, waiting]));
  });

  it('is seen through several short waits as through a long one', async () => {
    const { process } = await holder();
    process.stopped = true;
    const { lock } = world.start();
    let tries = 0;
    for (let entered = false; !entered; tries++) {
      const abort = new AbortController();
      const attempt = lock('name', async () => true, { signal: abort.signal }).catch(() => false);
      await pass(2000);
      abort.abort();
      entered = await attempt;
    }
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(8);
  });

  it('that comes back after others got in is not given back twice', async () => {
    const { process, letGo, released } = await holder();
    process.stopped = true;
    const second = await holder();
    process.stopped = false;
    await pass(2000);
    letGo();
    await timeOf(released);
    const third = next();
    let entered = false;
    void third.then(() => {
      entered = true;
    });
    await pass(10_000);
    expect(entered).toBe(false); // the second still has it
    second.letGo();
    await timeOf(second.released);
    await timeOf(third);
    expect(world.names()).toEqual([]);
  });

  it('that cannot be read is free once it has not changed for two seconds', async () => {
    const first = await holder();
    first.process.killed = true;
    for (const bytes of ['', '{"token":', '{"token":"../../x","pid":1}', '[]', 'null', '\0']) {
      if (world.names().some((name) => name.endsWith('.lock')))
        lockFile().bytes = new TextEncoder().encode(bytes);
      else
        world.files.set(`${LOCKS}/${await nameOfLock()}`, {
          ...emptyFile,
          bytes: new TextEncoder().encode(bytes),
        });
      const waited = await timeOf(next());
      expect(waited).toBeGreaterThan(1900);
      expect(waited).toBeLessThanOrEqual(2500); // two seconds, and the longest pause between two looks
    }
    expect(world.names().filter((name) => !name.endsWith('.owner'))).toEqual([]);
  });
});
