import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import memoryDriver from 'unstorage/drivers/memory';
import { describe, expect, it, onTestFinished } from 'vitest';
import { redisServerAvailable, startRedisServer } from '../../../tools/redis-server.ts';
import { secretServiceAvailable } from '../../../tools/secret-service.ts';
import {
  fixtureMedia,
  fixtureRecords,
  fixturesFolder,
  generations,
  readFixture,
  shapeOf,
} from '../../core/test/store-fixtures.ts';
import * as node from '../src/index.ts';
import { usePrivateKeychain } from './private-keychain.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { storageOf } from './storage-of.ts';
import {
  freshKeyFor,
  inFiles,
  inKeychain,
  inRedis,
  inUnstorage,
  keyOf,
  type NodeMedium,
  writeFixture,
} from './store-writers.ts';

// What lies in a store outlives the version that wrote it. So each version must open what each before it wrote.

const newest = generations().at(-1) ?? 0;

const media: readonly {
  readonly name: 'sealed-file' | 'sealed-file-passphrase' | 'unstorage' | 'redis' | 'keychain';
  readonly missing?: boolean;
  make(): Promise<NodeMedium>;
}[] = [
  { name: 'sealed-file', make: async () => inFiles(join(await scratchDirectory(), 'state')) },
  { name: 'sealed-file-passphrase', make: async () => inFiles(join(await scratchDirectory(), 'state')) },
  { name: 'unstorage', make: async () => inUnstorage(storageOf(memoryDriver())) },
  {
    name: 'redis',
    missing: !redisServerAvailable(),
    make: async () => {
      const server = await startRedisServer();
      const redis = new Redis({ host: '127.0.0.1', port: server.port });
      onTestFinished(async () => {
        redis.disconnect();
        await server.close();
      });
      return inRedis(redis);
    },
  },
  { name: 'keychain', missing: !secretServiceAvailable(), make: async () => inKeychain() },
];

it('there is a store of every medium in every generation, and nothing else', () => {
  expect(newest).toBeGreaterThan(0);
  expect(generations()).toEqual(Array.from({ length: newest }, (_, index) => index + 1));
  for (const generation of generations())
    expect(readdirSync(new URL(`${generation}/`, fixturesFolder)).sort()).toEqual(
      fixtureMedia.map((medium) => `${medium}.json`).sort(),
    );
});

/** What a generation was when it was made: whoever makes one adds a line, and no line is ever changed. */
const sums: Readonly<Record<number, string>> = {
  1: '47c43d5a36db31a5da719df8926cf42635044cbe27d84f4dc9a37f0db945b069',
};

it.each(generations())('generation %i is as it was made', (generation) => {
  const hash = createHash('sha256');
  for (const medium of fixtureMedia)
    hash.update(
      readFileSync(new URL(`${generation}/${medium}.json`, fixturesFolder), 'utf8').replaceAll('\r\n', '\n'),
    );
  expect(hash.digest('hex')).toBe(sums[generation]);
});

it('a generation that is there is not made again', () => {
  const script = fileURLToPath(new URL('make-store-fixtures.ts', import.meta.url));
  for (const generation of generations())
    expect(() => execFileSync(process.execPath, [script, String(generation)], { stdio: 'pipe' })).toThrow(
      /is there already, and is never changed/,
    );
});

describe.each(media)('$name', { timeout: 120_000 }, ({ name, missing = false, make }) => {
  if (name === 'keychain' && !missing) usePrivateKeychain();
  const test = it.skipIf(missing);

  test.each(generations())('opens generation %i, and goes on with it', async (generation) => {
    const fixture = readFixture(generation, name);
    const medium = await make();
    for (const [at, text] of Object.entries(fixture.entries)) await medium.put(at, String(text));
    const store = medium.open(node, keyOf(fixture));
    expect(fixture.records.length).toBeGreaterThan(3);
    for (const { slot, record } of fixture.records) {
      expect(await store.get(slot)).toEqual(record);
      expect(await store.set(slot, { ...record, gen: 'next' }, record.gen)).toBe(true);
      expect(await store.get(slot)).toEqual({ ...record, gen: 'next' });
      expect(await store.remove(slot, 'next')).toBe(true);
    }
    expect(await medium.all()).toEqual({});
  });

  test('what is written today has the shape of the newest generation: else make another', async () => {
    const medium = await make();
    const now = await writeFixture(node, medium, freshKeyFor(name));
    expect(fixtureRecords).toEqual(readFixture(newest, name).records);
    expect(shapeOf(now)).toEqual(shapeOf(readFixture(newest, name)));
    for (const at of Object.keys(now.entries))
      expect(Object.keys(readFixture(newest, name).entries)).toContain(at);
    if (name === 'keychain')
      for (const { slot } of fixtureRecords) await medium.open(node, new Uint8Array(32)).remove(slot);
  });
});

describe('the program that makes a new generation', () => {
  it.each([
    ['a generation that is there', [String(newest)], 'is there already, and is never changed'],
    ['no number', ['next'], 'Give at most the number'],
  ])('refuses %s, and changes nothing', (_, args, message) => {
    const program = join(import.meta.dirname, 'make-store-fixtures.ts');
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    expect(stderr).toContain(message);
    expect(status).toBe(1);
    expect(generations().at(-1)).toBe(newest);
  });
});
