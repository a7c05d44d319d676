import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileProblems, manifestProblems, sbomProblems } from '../../tools/release/checks.mjs';
import { addFixtures, compile, fixtures } from './compile.ts';
import { type Consumer, installTarballs, published } from './packages.ts';
import { compilers, oldest, shared, tsconfigs } from './tsconfigs.ts';

const require = createRequire(import.meta.url);

let consumer: Consumer;

beforeAll(async () => {
  consumer = await installTarballs();
  await addFixtures(consumer);
}, 120_000);
afterAll(() => consumer?.[Symbol.asyncDispose]());

test('every published package is installed, without one that was not asked for by name', async () => {
  const installed = await readdir(join(consumer.directory, 'node_modules', '@turbosmtp-auth'));
  expect(installed.sort()).toEqual([...published].sort());
});

const packageFile = (name: string, file: string): string =>
  join(consumer.directory, 'node_modules/@turbosmtp-auth', name, file);
const readManifest = async (name: string): Promise<{ name: string; version: string }> =>
  JSON.parse(await readFile(packageFile(name, 'package.json'), 'utf8'));

test.each(published)('the tarball of %s has a manifest for users, and the right files', async (name) => {
  const manifests = await Promise.all(published.map(readManifest));
  const versions = Object.fromEntries(manifests.map((each) => [each.name, each.version]));
  const entries = await readdir(packageFile(name, '.'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(packageFile(name, '.'), join(entry.parentPath, entry.name)).replaceAll(sep, '/'),
    );
  expect(manifestProblems(await readManifest(name), versions)).toEqual([]);
  expect(fileProblems(name, files)).toEqual([]);
});

describe('a bill of materials', () => {
  const schemas = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema');
  const schema = async (name: string): Promise<object> =>
    JSON.parse(await readFile(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'));
  let validate: ValidateFunction;
  const readSbom = async (name: string): Promise<{ components: object[] }> =>
    JSON.parse(await readFile(packageFile(name, 'dist/sbom.cdx.json'), 'utf8'));

  beforeAll(async () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ['spdx', 'jsf-0.82'])
      ajv.addSchema(await schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    validate = ajv.compile(await schema('bom-1.6'));
  });

  test.each(published)('of %s is valid CycloneDX, and names all that comes with it', async (name) => {
    const sbom = await readSbom(name);
    validate(sbom);
    expect(validate.errors ?? []).toEqual([]);
    const licences = await readFile(packageFile(name, 'THIRD-PARTY-LICENSES'), 'utf8').catch(() => '');
    expect(sbomProblems(sbom, await readManifest(name), licences)).toEqual([]);
  });

  test('would be found out if it were not valid', async () => {
    const sbom = await readSbom('core');
    expect(validate({ ...sbom, specVersion: 16 })).toBe(false);
    expect(
      validate({ ...sbom, components: [{ ...sbom.components[0], licenses: [{ license: { id: 'None' } }] }] }),
    ).toBe(false);
  });
});

test('the first lines of the README run as they are', async () => {
  const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, code = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  await writeFile(join(consumer.directory, 'first.mjs'), code);
  const printed = await consumer.run(process.execPath, 'first.mjs');
  expect(printed).toMatch(/^200 \{/);
  expect(printed).toContain("account: 'ada@example.com'");
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

test.each(Object.entries(tsconfigs))('its types stand under %s', async (_, compilerOptions) => {
  expect(await compile(consumer, 'typescript', 'consumer.ts', { ...shared, ...compilerOptions })).toBe('');
});

test('the fixture of entries names every one', async () => {
  const fixture = await readFile(join(fixtures, 'every-entry.ts'), 'utf8');
  const named = [...fixture.matchAll(/'(@turbosmtp-auth\/[^']+)'/g)].map(([, entry]) => entry);
  const entries = published.flatMap((name) => {
    const { exports } = require(
      join(consumer.directory, 'node_modules/@turbosmtp-auth', name, 'package.json'),
    );
    return Object.keys(exports).map((subpath) => `@turbosmtp-auth/${name}${subpath.slice(1)}`);
  });
  expect(named.sort()).toEqual(entries.filter((entry) => !entry.endsWith('/package.json')).sort());
});

describe.each(compilers)(
  'the declarations of every entry compile with %s',
  { timeout: 120_000 },
  (compiler, resolutions) => {
    test.each(resolutions)('and the lib of ES2022 and a page, resolved as %s', async (resolution) => {
      expect(await compile(consumer, compiler, 'every-entry.ts', oldest(resolution, 'dom'))).toBe('');
    });

    test('and the lib of ES2022 alone, if they name nothing of a runtime', async () => {
      expect(await compile(consumer, compiler, 'entries-without-dom.ts', oldest('nodenext'))).toBe('');
    });
  },
);
