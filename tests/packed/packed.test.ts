import { copyFile, cp, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Consumer, installTarballs, published } from './packages.ts';
import { shared, tsconfigs } from './tsconfigs.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
const nodeTypes = dirname(require.resolve('@types/node/package.json'));

let consumer: Consumer;

beforeAll(async () => {
  consumer = await installTarballs();
  for (const name of await readdir(fixtures))
    await copyFile(join(fixtures, name), join(consumer.directory, name));
  await cp(nodeTypes, join(consumer.directory, 'node_modules', '@types', 'node'), {
    recursive: true,
    dereference: true,
  });
  const undici = dirname(createRequire(join(nodeTypes, 'package.json')).resolve('undici-types/package.json'));
  await cp(undici, join(consumer.directory, 'node_modules', 'undici-types'), {
    recursive: true,
    dereference: true,
  });
}, 120_000);
afterAll(() => consumer?.[Symbol.asyncDispose]());

test('every published package is installed, without one that was not asked for by name', async () => {
  const installed = await readdir(join(consumer.directory, 'node_modules', '@turbosmtp-auth'));
  expect(installed.sort()).toEqual([...published].sort());
});

test('a plain program logs in, calls and logs out', async () => {
  const printed = await consumer.run(process.execPath, 'consumer.mjs');
  expect(JSON.parse(printed)).toEqual({
    refused: 'wrong_credentials_specified',
    status: 200,
    count: 0,
    revoked: 'now',
  });
});

test.each(Object.entries(tsconfigs))('its types stand under %s', async (name, compilerOptions) => {
  const config = { compilerOptions: { ...shared, ...compilerOptions }, files: ['consumer.ts'] };
  const file = `tsconfig.${name}.json`;
  await writeFile(join(consumer.directory, file), JSON.stringify(config));
  // Errors are printed on stdout, so they are what a failure shows.
  const errors = await consumer.run(process.execPath, tsc, '-p', file).catch(({ stdout }) => stdout);
  expect(errors).toBe('');
});
