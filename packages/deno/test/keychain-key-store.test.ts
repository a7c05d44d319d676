import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { findCredentialsAsync } from '@napi-rs/keyring';
import { memoryKeyStore } from '@turbosmtp-auth/core';
import { keyStoreContract } from '@turbosmtp-auth/core/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type SecretService,
  secretServiceAvailable,
  startSecretService,
} from '../../../tools/secret-service.ts';
import { leastTime } from '../../../tools/time-given.ts';
import { filesIn, startDeno } from './run-deno.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** What the documentation of the store says. */
const permissions = ['--allow-ffi'];

interface Outcome {
  readonly code?: string;
  readonly hint?: string;
  readonly value?: unknown;
  readonly took: number;
}

interface Printed {
  readonly result: readonly Outcome[];
  /** When it was printed, in milliseconds since 1970. */
  readonly at: number;
}

/** Runs the program, and answers what it printed and how long it went on afterwards. */
async function run(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  allowed: readonly string[] = permissions,
) {
  const child = startDeno('use-keychain', allowed, args, environment);
  const output = child.stdout ? await text(child.stdout) : '';
  const { result, at }: Printed = JSON.parse(output);
  return { result, lingered: Date.now() - at };
}

describe.skipIf(!secretServiceAvailable())('keychainKeyStore in Deno, on a real Secret Service,', () => {
  let service: SecretService;
  beforeAll(async () => {
    service = await startSecretService();
    for (const [name, value] of Object.entries(service.environment)) vi.stubEnv(name, value);
    return async () => {
      vi.unstubAllEnvs();
      await service.close();
    };
  });

  it('keeps the contract of key stores', async () => {
    const { result } = await run(service.environment, ['contract']);
    const cases = keyStoreContract({ create: async () => memoryKeyStore() });
    expect(result).toEqual(Object.fromEntries(cases.map(({ name }) => [name, 'kept'])));
  });

  it('is answered also while others write and remove the same record', async () => {
    const locks = await scratchDirectory();
    const allowed = [...permissions, ...filesIn(locks)];
    const programs = Array.from({ length: 4 }, () => run(service.environment, ['share', locks], allowed));
    for (const { result } of await Promise.all(programs)) {
      expect(result).toHaveLength(75);
      expect(result.filter(({ code }) => code !== undefined)).toEqual([]);
    }
  });

  it('is answered for more profiles than a bus has connections', async () => {
    const { result } = await run(service.environment, ['many']);
    expect(result.map(({ value }) => value)).toEqual(Array.from({ length: 300 }, () => null));
  });

  it('finds what another process stored, and lets the program end', async () => {
    const first = await run(service.environment, ['write']);
    expect(first.result.map(({ value }) => value)).toEqual([
      true,
      expect.objectContaining({ gen: 'g' }),
      false,
    ]);
    const lingered = await leastTime(500, async () => {
      const { result, lingered } = await run(service.environment, ['read']);
      expect(result[0]?.value).toMatchObject({ gen: 'g' });
      return lingered;
    });
    const entries = await findCredentialsAsync('turbosmtp-auth');
    expect(entries.map(({ account }) => account)).toEqual([expect.stringMatching(/^default\.pending\./)]);
    expect(lingered).toBeLessThan(500);
  });

  it('is heard by a program that is busy when the time is up', async () => {
    const { result } = await run(service.environment, ['read while busy']);
    expect(result[0]?.value).toMatchObject({ gen: 'g' });
  });

  it('takes no timeout that is not above zero', async () => {
    const { result } = await run(service.environment, ['odd timeouts'], []);
    expect(result.map(({ code }) => code)).toEqual(Array(3).fill('invalid_input'));
  });

  it('names the permissions that it lacks', async () => {
    const { result } = await run(service.environment, ['read'], []);
    expect(result[0]).toMatchObject({ code: 'storage_denied', hint: expect.stringMatching(/--allow-ffi/) });
  });

  it('is denied without a prompt while it is locked', async () => {
    await service.prompts('ignore'); // one would hang
    service.lock();
    const { result } = await run(service.environment, ['write']);
    for (const { code, took } of result) {
      expect(code).toBe('storage_denied');
      expect(took).toBeLessThan(3000);
    }
    await service.restart();
    expect((await run(service.environment, ['read'])).result[0]?.value).toMatchObject({ gen: 'g' });
  });

  it.each(['', 'exit'])('gives up one that hangs, and lets the program end: %o', async (how) => {
    const empty = await startSecretService();
    await empty.prompts('ignore');
    empty.lock(); // and nothing of ours is in it, so that only its prompt could tell
    const lingered = await leastTime(500, async () => {
      const { result, lingered } = await run(empty.environment, ['write', '', how]);
      expect(result[0]?.code).toBe('storage_timeout');
      for (const { took } of result) expect(took).toBeLessThan(3500);
      return lingered;
    });
    expect(lingered).toBeLessThan(500);
    await empty.close();
  });

  it('gives up one that is frozen', async () => {
    service.freeze();
    const { result } = await run(service.environment, ['read']);
    service.thaw();
    expect(result[0]?.code).toBe('storage_timeout');
    expect(result[0]?.took).toBeLessThan(3500);
  });

  it('gives up one that freezes once it was used, and lets the program end', async () => {
    const lingered = await leastTime(500, async () => {
      const child = startDeno('use-keychain', permissions, ['read again'], service.environment);
      const lines = child.stdout && createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      await lines?.next();
      service.freeze();
      child.stdin?.end('\n');
      const { result, at }: Printed = JSON.parse((await lines?.next())?.value ?? '');
      await once(child, 'exit');
      const end = Date.now();
      service.thaw();
      expect(result[0]?.code).toBe('storage_timeout');
      expect(result[0]?.took).toBeLessThan(3500);
      return end - at;
    });
    expect(lingered).toBeLessThan(500);
  });

  it('is found again by a program that goes on while it is started anew', async () => {
    const child = startDeno('use-keychain', permissions, ['read again'], service.environment);
    const lines = child.stdout && createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await lines?.next();
    await service.restart();
    child.stdin?.end('\n');
    const { result }: Printed = JSON.parse((await lines?.next())?.value ?? '');
    expect(result[0]?.value).toMatchObject({ gen: 'g' });
  });

  it('says what to install where nothing keeps secrets, or there is no bus', async () => {
    const absent = await startSecretService('absent');
    const { DBUS_SESSION_BUS_ADDRESS = '', HOME = '' } = absent.environment;
    const nowhere = { HOME, DBUS_SESSION_BUS_ADDRESS: `${DBUS_SESSION_BUS_ADDRESS}-not` };
    for (const environment of [absent.environment, nowhere, { HOME }]) {
      const { result } = await run(environment, ['write']);
      for (const { code } of result) expect(code).toBe('storage_unavailable');
    }
    await absent.close();
  });
});
