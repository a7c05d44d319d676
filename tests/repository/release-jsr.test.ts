import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { jsrPackages, jsrUrl, lackedByJsr, pendingChangesets } from '../../tools/release/jsr.mjs';
import { listen } from '../../tools/release/registry.mjs';
import { root } from '../../tools/toolchain.mjs';

const packages = [
  { name: '@turbosmtp-auth/core', version: '0.2.0' },
  { name: '@turbosmtp-auth/deno', version: '0.1.0' },
];
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function jsr(handler: RequestListener): Promise<string> {
  const { url, [Symbol.asyncDispose]: dispose } = await listen(handler);
  cleanups.push(dispose);
  return url;
}

describe('what JSR lacks', () => {
  it('is a package that it does not know, or a version', async () => {
    const paths: (string | undefined)[] = [];
    const url = await jsr((request, response) => {
      paths.push(request.url);
      if (request.url !== '/@turbosmtp-auth/core/meta.json') response.writeHead(404).end();
      else response.end(JSON.stringify({ versions: { '0.1.0': {} } }));
    });
    expect(await lackedByJsr(packages, url)).toEqual(packages);
    expect(paths).toEqual(['/@turbosmtp-auth/core/meta.json', '/@turbosmtp-auth/deno/meta.json']);
  });

  it('is nothing if it has each version', async () => {
    const url = await jsr((_, response) => {
      response.end(JSON.stringify({ versions: { '0.1.0': {}, '0.2.0': {} } }));
    });
    expect(await lackedByJsr(packages, url)).toEqual([]);
  });

  it('is not known if JSR does not answer', async () => {
    const url = await jsr((_, response) => {
      response.writeHead(503).end();
    });
    await expect(lackedByJsr(packages, url)).rejects.toThrow('JSR answered 503 about @turbosmtp-auth/core');
  });

  it('is asked where Deno publishes', () => {
    expect(jsrUrl({})).toBe('https://jsr.io');
    expect(jsrUrl({ JSR_URL: 'http://127.0.0.1:1/' })).toBe('http://127.0.0.1:1/');
  });

  it('is asked about the members of the workspace of Deno', () => {
    const names: string[] = jsrPackages(root).map((each: { name: string }) => each.name);
    expect(names).toEqual(packages.map(({ name }) => name));
  });
});

describe('pending changesets', () => {
  it('are the files that a release will use up', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'changesets-'));
    cleanups.push(() => rm(directory, { recursive: true }));
    await mkdir(join(directory, '.changeset'));
    const write = (name: string, text: string): Promise<void> =>
      writeFile(join(directory, '.changeset', name), text);
    await write('config.json', '{}');
    await write('README.md', '---\n"@turbosmtp-auth/core": patch\n---\n');
    await write('empty.md', '---\n---\n\nNothing to release.\n');
    expect(pendingChangesets(directory)).toEqual([]);
    await write(
      'two.md',
      '---\n"@turbosmtp-auth/core": patch\n"@turbosmtp-auth/deno": patch\n---\n\nA fix.\n',
    );
    expect(pendingChangesets(directory)).toEqual(['two.md']);
  });
});
