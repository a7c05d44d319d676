import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  beginInstallation,
  endInstallation,
  installationDigest,
  isInstalled,
  workspaceFolders,
} from '../../tools/installation.mjs';
import { root as repository } from '../../tools/toolchain.mjs';

let root: string;
const roots: string[] = [];
const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
};
const needsNothing = (): boolean => isInstalled(root, installationDigest(root));
const install = async (): Promise<void> => {
  beginInstallation(root);
  await write('node_modules/.modules.yaml', '');
  await mkdir(join(root, 'packages/one/node_modules'), { recursive: true });
  endInstallation(root, installationDigest(root));
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'installation-'));
  roots.push(root);
  await write('pnpm-lock.yaml', 'lockfileVersion: 9\n');
  await write('pnpm-workspace.yaml', 'packages:\n  - packages/*\n  - tests\ncatalog:\n  a: 1\n');
  await write('package.json', '{}');
  await write('packages/one/package.json', '{"dependencies":{"a":"1"}}');
  await write('packages/no-package/readme.md', '');
  await write('tests/package.json', '{}');
});
afterAll(async () => {
  for (const each of roots) await rm(each, { recursive: true, force: true, maxRetries: 10 });
});

describe('a command installs', () => {
  it('first of all in a fresh clone, and not again while nothing changes', async () => {
    expect(needsNothing()).toBe(false);
    await install();
    expect(needsNothing()).toBe(true);
  });

  it.each([
    ['the lock changed', 'pnpm-lock.yaml', 'lockfileVersion: 9\npackages: {}\n'],
    [
      'a version of the catalog changed',
      'pnpm-workspace.yaml',
      'packages:\n  - packages/*\n  - tests\ncatalog:\n  a: 2\n',
    ],
    ['the manifest of the root changed', 'package.json', '{"type":"module"}'],
    ['the manifest of a package changed', 'packages/one/package.json', '{"dependencies":{"a":"2"}}'],
    ['a package was added', 'packages/two/package.json', '{}'],
  ])('again if %s', async (_, file, text) => {
    await install();
    await write(file, text);
    expect(needsNothing()).toBe(false);
    await install();
    expect(needsNothing()).toBe(true);
  });

  it.each(['node_modules', 'packages/one/node_modules'])('again if %s was removed', async (folder) => {
    await install();
    await rm(join(root, folder), { recursive: true });
    expect(needsNothing()).toBe(false);
  });

  it('again if the last installation did not end', async () => {
    await install();
    beginInstallation(root);
    expect(needsNothing()).toBe(false);
  });

  it('again if pnpm was run by hand', async () => {
    await install();
    const later = new Date(Date.now() + 60_000);
    await utimes(join(root, 'node_modules/.modules.yaml'), later, later);
    expect(needsNothing()).toBe(false);
  });
});

describe('the folders of the workspace', () => {
  it('are those that the lock knows', async () => {
    const lock = await readFile(join(repository, 'pnpm-lock.yaml'), 'utf8');
    const [, importers = ''] = /^importers:\n([\s\S]*?)^\S/m.exec(lock) ?? [];
    const known = [...importers.matchAll(/^ {2}(\S+):$/gm)].map(([, folder]) => folder);
    expect(workspaceFolders(repository).toSorted()).toEqual(known.filter((each) => each !== '.').toSorted());
  });

  it('are not guessed from a pattern that is not understood', async () => {
    await write('pnpm-workspace.yaml', 'packages:\n  - packages/**\n');
    expect(() => workspaceFolders(root)).toThrow('packages/**');
  });
});
