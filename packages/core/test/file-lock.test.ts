import { beforeEach, describe, expect, it } from 'vitest';
import { LOCKS, type Model, type ModelProcess, type ModelSettings, model } from './file-lock-model.ts';
import type { ModelFile } from './memory-file-port.ts';

const STEP = 50;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

let world: Model;
beforeEach(() => {
  world = model();
});

/** How much time of the model passes until this is over. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  work.then(end, end);
  await turn();
  let passed = 0;
  for (; !over; passed += STEP) {
    world.pass(STEP);
    await turn();
  }
  return passed;
}

const pass = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += STEP) {
    world.pass(STEP);
    await turn();
  }
};

/** A process that holds the lock until it is told to let go. */
async function holder(
  settings: Partial<ModelSettings> = {},
): Promise<{ process: ModelProcess; letGo: () => void; released: Promise<void> }> {
  const process = world.start(settings);
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const released = process.lock('name', () => {
    entered.resolve();
    return promise;
  });
  await timeOf(Promise.race([entered.promise, released]));
  return { process, letGo, released };
}

const next = (settings: Partial<ModelSettings> = {}): Promise<string> =>
  world.start(settings).lock('name', async () => 'in');

const lockFile = (): ModelFile => {
  const found = [...world.files].find(([path]) => path.endsWith('.lock'))?.[1];
  if (!found) throw new Error('there is no lock');
  return found;
};

describe('a lock in files', () => {
  it('answers what the work answers, fails as it fails, and leaves nothing', async () => {
    const { lock } = world.start();
    expect(await lock('name', async () => 'done')).toBe('done');
    const failure = new Error('of the work');
    await expect(lock('name', () => Promise.reject(failure))).rejects.toBe(failure);
    await expect(
      lock('name', () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(world.names()).toEqual([]);
  });

  it('has a file of its own for every name, whatever is in it', async () => {
    const names = ['a', 'A', '../a', 'a/b', '\0', 'x'.repeat(10_000), '__proto__', ''];
    const { lock } = world.start();
    const seen = new Set<string>();
    for (const name of names)
      await lock(name, async () => {
        const [file = '', owner = '', ...more] = world.names().sort().reverse();
        expect(more).toEqual([]);
        expect(file).toMatch(/^[0-9a-f]{32}\.lock$/);
        expect(owner).toMatch(/^[0-9a-f]{32}\.[0-9a-f-]{36}\.owner$/);
        seen.add(file);
      });
    expect(seen.size).toBe(names.length);
  });

  it('is held by one at a time, and different names by different ones', async () => {
    const first = await holder();
    const waiting = next();
    expect(await timeOf(world.start().lock('another', async () => {}))).toBeLessThan(1000);
    await pass(20_000); // it gives signs of life, so nobody takes it over
    first.letGo();
    await first.released;
    expect(await timeOf(waiting)).toBeLessThan(1000);
    expect(await waiting).toBe('in');
  });

  it('ends the wait with the reason of the signal, or in time, without a trace', async () => {
    const first = await holder();
    const { lock } = world.start();
    const before = world.names();
    const abort = new AbortController();
    const aborted = lock('name', async () => 'in', { signal: abort.signal });
    const late = lock('name', async () => 'in', { timeout: 20.5 });
    const reason = new Error('enough');
    await expect(late).rejects.toMatchObject({ name: 'TimeoutError' }); // it waited behind the other
    abort.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    await expect(lock('name', async () => 'in', { timeout: 20.5 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect(lock('name', async () => 'in', { signal: abort.signal })).rejects.toBe(reason);
    expect(world.names()).toEqual(before);
    first.letGo();
    await first.released;
    expect(world.names()).toEqual([]);
  });
});

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
    ['that was killed on another machine', 5000, { scope: 'another' }, (held) => (held.killed = true), {}],
    [
      'that was killed where nothing is known',
      5000,
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
    expect(waited).toBeLessThan(expected + 1000);
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

  it('that cannot be read is free once it has not changed for five seconds', async () => {
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
      expect(waited).toBeGreaterThan(4900);
      expect(waited).toBeLessThan(6000);
    }
    expect(world.names().filter((name) => !name.endsWith('.owner'))).toEqual([]);
  });
});

const emptyFile: ModelFile = {
  type: 'file',
  mode: 0o600,
  owner: 1000,
  bytes: new Uint8Array(),
  id: 'odd',
  modified: 5,
};
const nameOfLock = async (): Promise<string> => {
  let name = '';
  await timeOf(
    world.start().lock('name', async () => {
      name = world.names().find((each) => each.endsWith('.lock')) ?? '';
    }),
  );
  return name;
};

describe('what is not fit for a lock is refused, and left as it is:', () => {
  const refusals: [string, string, Partial<ModelFile>][] = [
    ['a link', 'storage_insecure', { type: 'link' }],
    ['a directory', 'storage_damaged', { type: 'directory' }],
    ['a FIFO', 'storage_damaged', { type: 'other' }],
    ['a file that others can write', 'storage_insecure', { mode: 0o666 }],
    ['a file of somebody else', 'storage_insecure', { owner: 0 }],
    ['a file of a gigabyte', 'storage_damaged', { size: 2 ** 30 }],
  ];
  it.each(refusals)('%s', async (_, code, facts) => {
    const path = `${LOCKS}/${await nameOfLock()}`;
    const file = { ...emptyFile, ...facts };
    world.files.set(path, file);
    await expect(next()).rejects.toMatchObject({ name: 'StorageError', code });
    expect(world.files.get(path)).toBe(file);
    expect(world.names()).toHaveLength(1);
  });

  it.each<[string, string, Partial<ModelFile>]>([
    ['a directory behind a link', 'storage_insecure', { type: 'link' }],
    ['a directory that others can list', 'storage_insecure', { type: 'directory', mode: 0o750 }],
    ['a directory of somebody else', 'storage_insecure', { type: 'directory', mode: 0o700, owner: 0 }],
    ['a file where the directory should be', 'storage_unavailable', {}],
  ])('%s', async (_, code, facts) => {
    world.files.set(LOCKS, { ...emptyFile, ...facts });
    await expect(next()).rejects.toMatchObject({ name: 'StorageError', code });
    expect(world.names()).toEqual([]);
  });
});

describe('files that the killed left', () => {
  it('are swept up by the next holder: those of the dead at once, those of the unknown when they are old', async () => {
    const first = await holder();
    const waiting = world.start();
    void waiting.lock('name', async () => {});
    const elsewhere = world.start({ scope: 'another' });
    void elsewhere.lock('name', async () => {});
    await pass(200);
    for (const process of [first.process, waiting, elsewhere]) process.killed = true;
    expect(world.names()).toHaveLength(4); // the lock, and three owners
    expect(await timeOf(next())).toBeLessThan(1000);
    expect(world.names()).toHaveLength(1);
    for (const file of world.files.values()) if (file.type === 'file') file.modified -= 61_000;
    await timeOf(next());
    expect(world.names()).toEqual([]);
  });

  it('are missed by none whose file was swept up by mistake', async () => {
    const first = await holder();
    const second = next();
    await pass(200);
    for (const path of world.files.keys()) if (path.endsWith('.owner')) world.files.delete(path);
    await pass(200);
    first.letGo();
    await timeOf(Promise.all([first.released, second]));
    expect(await second).toBe('in');
    expect(world.names()).toEqual([]);
  });
});
