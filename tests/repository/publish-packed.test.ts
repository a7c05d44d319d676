import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGitHub } from '../../tools/release/github.mjs';
import { registryEnvironment } from '../../tools/release/loopback.mjs';
import { startRegistry } from '../../tools/release/registry.mjs';
import { root } from '../../tools/toolchain.mjs';

const run = promisify(execFile);
const script = join(root, 'tools/release/publish-packed.mjs');

interface Release {
  readonly kind: 'publish';
  readonly name: string;
  readonly version: string;
  readonly access: 'public';
  readonly tag: 'latest';
  readonly tarball: { path: string; integrity: string };
}

let directory: string;
let origin: string;
let packDir: string;
let events: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;
let github: Awaited<ReturnType<typeof startGitHub>>;

async function pack(name: string): Promise<Release> {
  const manifest = {
    name: `@turbosmtp-auth/${name}`,
    version: '1.2.3',
    repository: 'turbosmtp-auth/turbosmtp-auth',
  };
  const folder = join(directory, name, 'package');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const path = `turbosmtp-auth-${name}-1.2.3.tgz`;
  await run('tar', ['-czf', join(packDir, path), '-C', join(directory, name), 'package']);
  const integrity = createHash('sha256')
    .update(await readFile(join(packDir, path)))
    .digest('base64');
  return {
    kind: 'publish',
    name: manifest.name,
    version: '1.2.3',
    access: 'public',
    tag: 'latest',
    tarball: { path, integrity: `sha256-${integrity}` },
  };
}

const writePlan = (...plan: readonly Release[][]): Promise<void> =>
  writeFile(join(packDir, 'publish-plan.json'), JSON.stringify({ version: 1, plan }));

/** What the script printed, as a job of GitHub would start it. */
async function publish(...options: string[]): Promise<string> {
  const userconfig = join(directory, 'npmrc');
  const { env: environment, npmrc } = registryEnvironment(registry.url, process.env, userconfig);
  await writeFile(userconfig, npmrc);
  const env = { ...environment, ...github.environment, CHANGESETS_OUTPUT: events };
  const args = [script, `--pack-dir=${packDir}`, `--registry=${registry.url}`, ...options];
  return run(process.execPath, args, { cwd: origin, env }).then(
    ({ stdout }) => stdout,
    ({ stderr }) => stderr,
  );
}

const isPublished = async (name: string): Promise<boolean> =>
  (await fetch(new URL(`@turbosmtp-auth%2f${name}`, registry.url))).ok;
const tags = async (): Promise<string[]> =>
  (await readFile(events, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).tag);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'publish-packed-'));
  origin = join(directory, 'origin');
  packDir = join(directory, 'packed');
  events = join(directory, 'events.ndjson');
  await mkdir(packDir);
  await mkdir(origin);
  const git = (...args: string[]): Promise<unknown> =>
    run('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: origin });
  await git('init', '--quiet');
  await git('commit', '--quiet', '--allow-empty', '--message=first');
  await git('remote', 'add', 'origin', origin);
  registry = await startRegistry(directory);
  github = await startGitHub();
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true, maxRetries: 10 });
});

describe('publishing what was packed', () => {
  it('asks the registry for a login and sigstore for provenance, and publishes nothing without it', async () => {
    await writePlan([await pack('core')]);
    expect(await publish()).toContain('npm did not publish @turbosmtp-auth/core 1.2.3');
    expect(github.audiences).toEqual(['npm:127.0.0.1', 'sigstore']);
    expect(github.refused).toEqual(['fulcio.sigstore.dev:443']);
    expect(await isPublished('core')).toBe(false);
    expect(await tags()).toEqual([]);
  });

  it('publishes in the order of the plan, asks for a tag of each, and does nothing twice', async () => {
    await writePlan([await pack('core')], [await pack('node')]);
    expect(await publish('--no-provenance')).toBe(
      '@turbosmtp-auth/core 1.2.3: published\n@turbosmtp-auth/node 1.2.3: published\n',
    );
    const expected = ['@turbosmtp-auth/core@1.2.3', '@turbosmtp-auth/node@1.2.3'];
    expect(await tags()).toEqual(expected);

    await rm(events);
    await run('git', ['tag', '@turbosmtp-auth/core@1.2.3'], { cwd: origin });
    expect(await publish('--no-provenance')).toBe(
      '@turbosmtp-auth/core 1.2.3: npm has it\n@turbosmtp-auth/node 1.2.3: npm has it\n',
    );
    expect(await tags()).toEqual(expected.slice(1));
  });

  it('publishes nothing if a tarball is not the one that was packed', async () => {
    const node = await pack('node');
    await writePlan(
      [await pack('core')],
      [{ ...node, tarball: { ...node.tarball, integrity: 'sha256-AAAA' } }],
    );
    expect(await publish('--no-provenance')).toContain(
      '@turbosmtp-auth/node: its tarball is not the one that was packed',
    );
    expect(await isPublished('core')).toBe(false);
  });

  it('publishes nothing that lies outside of the folder', async () => {
    const core = await pack('core');
    await writePlan([{ ...core, tarball: { ...core.tarball, path: '../core.tgz' } }]);
    expect(await publish('--no-provenance')).toContain('@turbosmtp-auth/core: its tarball lies elsewhere');
  });

  it('leaves provenance out on loopback alone', async () => {
    await writePlan([await pack('core')]);
    expect(await publish('--no-provenance', '--registry=https://registry.example')).toContain(
      '--no-provenance is only for a registry on loopback',
    );
    expect(await publish('--no-provenance', '--registry=http://127.0.0.1.example')).toContain(
      '--no-provenance is only for a registry on loopback',
    );
  });
});
