import { beforeEach, describe, expect, it } from 'vitest';
import { LOCKS } from './file-lock-model.ts';
import { emptyFile, holder, nameOfLock, next, pass, startAfresh, timeOf, world } from './file-lock-world.ts';
import type { ModelFile } from './memory-file-port.ts';

beforeEach(startAfresh);

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

describe('a wait for a lock in files', () => {
  /** Starts a process that counts its steps on the disk. */
  const counting = () => {
    const steps: Record<string, number> = {};
    const process = world.start({
      schedule: async (_, step) => {
        steps[step] = (steps[step] ?? 0) + 1;
      },
    });
    return { steps, process };
  };

  it('is one step on the disk at a time: at its holder it looks seldom, and it lists nothing', async () => {
    const first = await holder();
    const { steps, process } = counting();
    const abort = new AbortController();
    const waiting = process.lock('name', async () => {}, { signal: abort.signal }).catch(() => 'left');
    await pass(1000);
    const early = { ...steps };
    await pass(20_000);
    const per = (step: string): number => ((steps[step] ?? 0) - (early[step] ?? 0)) / 20;
    expect(per('link')).toBeGreaterThan(5); // a second
    expect(per('link')).toBeLessThan(13);
    expect(per('open')).toBeGreaterThanOrEqual(1.5);
    expect(per('open')).toBeLessThan(4.5);
    expect(steps['list']).toBeUndefined();
    abort.abort();
    expect(await waiting).toBe('left');
    first.letGo();
    await first.released;
    expect(world.names()).toEqual([]);
  });

  it('does not wait for the next holder to sweep: that comes after its work', async () => {
    const { steps, process } = counting();
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    let listed: number | undefined = -1;
    const done = process.lock('name', () => {
      listed = steps['list'];
      return over;
    });
    await pass(200);
    expect(listed).toBeUndefined();
    end();
    await timeOf(done);
    expect(steps['list']).toBe(1);
    await timeOf(process.lock('name', async () => {}));
    expect(steps['list']).toBe(1);
  });
});

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
