import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type SecretService,
  secretServiceAvailable,
  startSecretService,
} from '../../../tools/secret-service.ts';
import { leastTime, timeOf } from '../../../tools/time-given.ts';
import { fileLock, keychainKeyStore } from '../src/index.ts';
import { kernelKeyringHasOurs } from './private-keychain.ts';
import { scratchDirectory } from './scratch-directory.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const program = here('children/use-keychain.ts');
const counter = here('children/count-up.ts');
const source = here('../src/index.ts');

interface Report {
  readonly outcomes: readonly Record<string, unknown>[];
  readonly children: number;
  readonly took: number;
  readonly at: number;
}

/** A program under way, told from all others by a mark that its children inherit. */
interface Run {
  readonly child: ChildProcess;
  readonly mark: string;
  /** What it printed, how long it went on afterwards, and how it ended. */
  readonly end: Promise<{ report: Report; lingered: number; code: number | null }>;
}

function start(environment: Readonly<Record<string, string>>, ...parameters: string[]): Run {
  const mark = `MARK-${crypto.randomUUID()}`;
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { PATH: process.env['PATH'] ?? '', ...environment, TEST_MARK: mark },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    printed += more;
  });
  const end = once(child, 'close').then(([code]) => {
    const report: Report = JSON.parse(printed || '{"at":0}');
    return { report, lingered: Date.now() - report.at, code };
  });
  return { child, mark, end };
}

/** The processes that carry a mark. */
async function marked(mark: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = ids.map((id) => readFile(`/proc/${id}/environ`, 'latin1').catch(() => ''));
  const carriers = await Promise.all(environments);
  return ids.filter((_, index) => carriers[index]?.includes(mark)).map(Number);
}

/** The names of all entries of ours, found behind the back of whoever wrote them. */
function entries(environment: Readonly<Record<string, string>>): string[] {
  const keyring = createRequire(import.meta.url).resolve('@napi-rs/keyring');
  const script = `require(process.argv[1]).findCredentialsAsync('turbosmtp-auth').then((found) =>
    console.log(JSON.stringify(found.map(({ account }) => account))))`;
  const found = execFileSync(process.execPath, ['-e', script, keyring], {
    env: environment,
    encoding: 'utf8',
  });
  return JSON.parse(found) as string[]; // as just printed
}

/** All are gone a second later. */
async function expectGone(mark: string): Promise<void> {
  const gone = async (): Promise<void> => {
    while ((await marked(mark)).length > 0) await sleep(20);
  };
  expect(await timeOf(gone)).toBeLessThan(1000);
}

/** Runs a program to its end, its worker's too, and expects that to come within this time of its last word. */
async function expectEnd(
  limit: number,
  run: () => Run,
  judge: (end: Awaited<Run['end']>) => void,
): Promise<void> {
  const lingered = await leastTime(limit, async () => {
    const { end, mark } = run();
    const ended = await end;
    judge(ended);
    await expectGone(mark);
    return ended.lingered;
  });
  expect(lingered).toBeLessThan(limit);
}

describe.skipIf(!secretServiceAvailable())('a program that uses the keychain', () => {
  let service: SecretService;
  const begin = async (state?: Parameters<typeof startSecretService>[0]): Promise<void> => {
    service = await startSecretService(state);
  };
  afterEach(() => service.close());

  describe('that is there,', () => {
    beforeEach(() => begin());

    it('is found by all who start at once, while nothing is in it', async () => {
      const programs = Array.from({ length: 6 }, () => start(service.environment, source, 'auto'));
      for (const { end } of programs) {
        const { report, code } = await end;
        expect(report.outcomes.filter((outcome) => 'code' in outcome)).toEqual([]);
        expect(report.outcomes.at(-1)).toMatchObject({ value: { assurance: 'os' } });
        expect(code).toBe(0);
      }
    });

    it('ends by itself within 500 ms, and its worker with it', async () => {
      const run = (): Run => start({ ...service.environment, TEST_PROFILE: crypto.randomUUID() }, source);
      await expectEnd(500, run, ({ report, code }) => {
        expect(report.outcomes.slice(0, 3)).toEqual([
          { value: null },
          { value: true },
          { value: { v: 1, kind: 'pending', gen: 'g', startedAt: 0 } },
        ]);
        expect(report.children).toBe(1); // which must be gone as well
        expect(code).toBe(0);
      });
    });

    it('keeps its worker when its terminal interrupts all', async () => {
      const { report } = await start(service.environment, source, 'interrupt').end;
      const [read, workers] = report.outcomes;
      expect(read).toEqual({ value: null });
      expect(workers?.['before']).toHaveLength(1);
      expect(workers?.['after']).toEqual(workers?.['before']);
    });

    it('is found by the next program, with another worker', async () => {
      await start(service.environment, source).end;
      const { report } = await start(service.environment, source).end;
      expect(report.outcomes[0]).toEqual({ value: { v: 1, kind: 'pending', gen: 'g', startedAt: 0 } });
      expect(report.outcomes[1]).toEqual({ value: false });
    });
  });

  describe('that others use at the same time,', () => {
    beforeEach(() => begin());
    const together = async (...parameters: string[]): Promise<Report['outcomes'][]> => {
      const runs = Array.from({ length: 4 }, () => start(service.environment, source, ...parameters));
      return (await Promise.all(runs.map(({ end }) => end))).map(({ report }) => report.outcomes);
    };

    it('finds it though it is empty, and leaves nothing of the search behind', async () => {
      for (let round = 0; round < 3; round++) {
        for (const [described] of await together('choose'))
          expect(described).toMatchObject({ value: { assurance: 'os' } });
        expect(entries(service.environment)).toEqual([]);
      }
    });

    it('fails neither to write, to read nor to remove what they write and remove', async () => {
      const outcomes = (await together('write')).flat();
      expect(outcomes).toHaveLength(4 * 75);
      expect(outcomes.filter((each) => !('value' in each))).toEqual([]);
      const read = outcomes.filter(({ value }) => typeof value === 'string');
      expect(new Set(read.map(({ value }) => value))).toEqual(new Set(['pending']));
      expect(entries(service.environment)).toEqual([]);
    });

    it.each([
      ['reading', ''],
      ['asking whether it is there', 'choose'],
    ])('waits for its turn before %s', async (_, what) => {
      for (const [name, value] of Object.entries(service.environment)) vi.stubEnv(name, value);
      const run = await fileLock()('keychain', async () => {
        const started = start(service.environment, source, what);
        await sleep(1200);
        return { started, released: Date.now() };
      });
      const { report } = await run.started.end;
      expect(report.outcomes[0]).toHaveProperty('value');
      expect(report.at).toBeGreaterThanOrEqual(run.released);
      vi.unstubAllEnvs();
    });

    it('takes steps that nobody else is told are theirs, though nobody takes a lock', async () => {
      const env = { PATH: process.env['PATH'] ?? '', ...service.environment };
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      const slot = { origin: 'https://api.example.test', profile: 'shared', kind: 'pending' } as const;
      const store = keychainKeyStore();
      await store.set(slot, { v: 1, kind: 'pending', gen: 'first', startedAt: 0 });
      const counted = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const child = spawn(process.execPath, [counter, '20'], {
            env,
            stdio: ['ignore', 'pipe', 'inherit'],
          });
          return child.stdout && (await text(child.stdout));
        }),
      );
      expect(counted).toEqual(['20', '20', '20', '20']);
      expect(await store.get(slot)).toMatchObject({ startedAt: 80 });
      vi.unstubAllEnvs();
    });
  });

  describe('that waits for an unlock prompt,', () => {
    beforeEach(async () => {
      await begin();
      await start(service.environment, source).end;
      service.lock();
      await service.prompts('ignore');
    });

    it('ends after the time that a call has', async () => {
      const run = (): Run => start(service.environment, source, 'hang');
      await expectEnd(3000, run, ({ code }) => expect(code).toBe(0));
    });

    it('ends at once with process.exit(), and its worker with it', async () => {
      const run = (): Run => start(service.environment, source, 'hang', 'exit');
      await expectEnd(500, run, ({ report }) => expect(report.children).toBe(1));
    });

    it('leaves no worker behind when it is killed', async () => {
      const { child, mark, end } = start(service.environment, source, 'hang');
      if (child.stdout) await once(child.stdout, 'data');
      expect(await marked(mark)).toHaveLength(2);
      child.kill('SIGKILL');
      await end;
      await expectGone(mark);
    });
  });

  it('is told where there is no D-Bus session, at once and without another process', async () => {
    await begin('absent');
    const { HOME = '' } = service.environment;
    const took = await leastTime(500, async () => {
      const { report } = await start({ HOME, XDG_RUNTIME_DIR: HOME }, source).end;
      for (const outcome of report.outcomes.slice(0, 3))
        expect(outcome).toMatchObject({
          name: 'StorageError',
          code: 'storage_unavailable',
          hint: expect.stringMatching(/dbus-run-session/),
        });
      expect(report.children).toBe(0);
      return report.took;
    });
    expect(took).toBeLessThan(500); // most of it is loading TypeScript
    expect(kernelKeyringHasOurs()).toBe(false);
  });

  it('finds the bus where systemd puts it', async () => {
    await begin();
    const { HOME = '', XDG_RUNTIME_DIR = '', DBUS_SESSION_BUS_ADDRESS = '' } = service.environment;
    await symlink(DBUS_SESSION_BUS_ADDRESS.replace('unix:path=', ''), join(XDG_RUNTIME_DIR, 'bus'));
    const { report } = await start({ HOME, XDG_RUNTIME_DIR }, source).end;
    expect(report.outcomes[1]).toEqual({ value: true });
  });

  it.each([
    ['nothing on the bus keeps secrets', 'absent', /Install GNOME Keyring/],
    ['there is no keyring yet', 'without keyring', /default keyring/],
  ] as const)('is told what to do where %s', async (_, state, hint) => {
    await begin(state);
    const took = await leastTime(3000, async () => {
      const { report } = await start(service.environment, source).end;
      expect(report.outcomes[1]).toMatchObject({
        name: 'StorageError',
        code: 'storage_unavailable',
        hint: expect.stringMatching(hint),
      });
      return report.took;
    });
    expect(took).toBeLessThan(3000);
    expect(kernelKeyringHasOurs()).toBe(false);
  });

  it('is told where the bus is gone', async () => {
    await begin('absent');
    const { environment } = service;
    const nowhere = `${environment['DBUS_SESSION_BUS_ADDRESS']}-not`;
    const { report } = await start({ ...environment, DBUS_SESSION_BUS_ADDRESS: nowhere }, source).end;
    for (const outcome of report.outcomes.slice(0, 3))
      expect(outcome).toMatchObject({ code: 'storage_unavailable' });
    expect(kernelKeyringHasOurs()).toBe(false);
  });

  describe('without @napi-rs/keyring', () => {
    /** The package as it is built, installed where the optional one is not, or is broken. */
    async function install(keyring?: string): Promise<string> {
      const directory = await scratchDirectory();
      const modules = join(directory, 'node_modules', '@turbosmtp-auth');
      await mkdir(modules, { recursive: true });
      await cp(here('../dist'), join(directory, 'dist'), { recursive: true });
      await writeFile(join(directory, 'package.json'), '{"type":"module"}');
      await symlink(here('../../core'), join(modules, 'core'));
      if (keyring !== undefined) {
        const place = join(directory, 'node_modules', '@napi-rs', 'keyring');
        await mkdir(place, { recursive: true });
        await writeFile(join(place, 'index.js'), keyring);
      }
      return join(directory, 'dist', 'index.js');
    }

    it.each([
      ['it is not installed', undefined],
      ['it is not for this platform', 'throw new Error("Cannot find native binding.")'],
    ])('is told to install it where %s, and `autoKeyStore` falls to memory', async (_, keyring) => {
      await begin();
      const entry = await install(keyring);
      const { report } = await start(service.environment, entry).end;
      for (const outcome of report.outcomes.slice(0, 3))
        expect(outcome).toMatchObject({
          code: 'storage_unavailable',
          hint: expect.stringMatching(/Install `@napi-rs\/keyring`/),
        });
      const auto = await start(service.environment, entry, 'auto').end;
      expect(auto.report.outcomes.at(-1)).toMatchObject({
        value: { assurance: 'memory', backend: expect.stringMatching(/@napi-rs\/keyring is not installed/) },
      });
    });

    it('is told to try again where its worker dies', async () => {
      await begin();
      const entry = await install('process.kill(process.pid, "SIGKILL")');
      const { report } = await start(service.environment, entry).end;
      expect(report.outcomes[0]).toMatchObject({
        code: 'storage_unavailable',
        hint: expect.stringMatching(/Try again/),
      });
      // A worker that dies is no absence: there is no lesser store instead.
      const auto = await start(service.environment, entry, 'auto').end;
      expect(auto.report.outcomes.at(-1)).toMatchObject({ code: 'storage_unavailable' });
    });
  });

  it('starts no worker where it may not start processes, and does not start itself', async () => {
    await begin();
    const { report } = await start({ ...service.environment, TURBOSMTP_AUTH_KEYCHAIN_WORKER: 'x' }, source)
      .end;
    expect(report.children).toBe(0);
    expect(report.outcomes[0]).toMatchObject({ code: 'storage_unavailable' });
  });
});
