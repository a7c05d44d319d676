import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type SecretService,
  secretServiceAvailable,
  startSecretService,
} from '../../tools/secret-service.ts';
import { installTarballs } from './packages.ts';

const run = promisify(execFile);
const packages = join(import.meta.dirname, '..', '..', 'packages');

/** Stores a record in the keychain, and reads it. */
const program = `
import { keychainKeyStore } from '@turbosmtp-auth/deno';

const store = keychainKeyStore({ timeout: 60_000 });
const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };
const record = { v: 1, kind: 'pending', gen: 'g', startedAt: 0 };
try {
  await store.set(slot, record);
  console.log((await store.get(slot)).gen);
} catch ({ code, hint }) {
  console.log(code, hint);
}
`;

async function startKeychain(): Promise<SecretService> {
  const service = await startSecretService();
  onTestFinished(() => service.close());
  return service;
}

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-packed-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  return directory;
}

/** What the program prints in a Deno that may load native code and may do nothing else. */
async function printed(directory: string, flags: readonly string[], environment: object): Promise<string> {
  const { stdout: executable } = await run('deno', ['eval', '--no-config', 'console.log(Deno.execPath())']);
  await writeFile(join(directory, 'main.js'), program);
  const { stdout } = await run(
    executable.trim(),
    ['run', '--no-prompt', '--no-lock', '--quiet', '--allow-ffi', ...flags, 'main.js'],
    { cwd: directory, env: { ...process.env, NO_COLOR: '1', ...environment } },
  );
  return stdout.trim();
}

describe.skipIf(!secretServiceAvailable())('the keychain of @turbosmtp-auth/deno', () => {
  test('is there for a program that installed it from npm, without the package for Node', async () => {
    await using consumer = await installTarballs(['core', 'deno']);
    const { environment } = await startKeychain();
    expect(await printed(consumer.directory, [], environment)).toBe('g');
  });

  test('is there for a program that has it from JSR, in whose modules no bare name means anything', async () => {
    const directory = await scratch();
    // JSR serves the sources, and puts into each import what deno.json says. It does not do so for what is resolved later.
    const imports: Record<string, string> = {};
    for (const name of ['core', 'deno']) {
      const root = pathToFileURL(join(packages, name)).href;
      const { exports, imports: own } = JSON.parse(
        await readFile(join(packages, name, 'deno.json'), 'utf8'),
      ) as { exports: Record<string, string>; imports: Record<string, string> };
      for (const [entry, source] of Object.entries(exports))
        imports[`@turbosmtp-auth/${name}${entry.slice(1)}`] = root + source.slice(1);
      for (const [other, target] of Object.entries(own))
        if (target.startsWith('npm:') && other !== '@napi-rs/keyring') imports[other] = target;
    }
    await writeFile(join(directory, 'imports.json'), JSON.stringify({ imports }));
    const { environment } = await startKeychain();
    const flags = ['--no-config', '--import-map=imports.json', '--node-modules-dir=none', '--no-check'];
    const cache = { DENO_DIR: join(directory, 'cache') };
    expect(await printed(directory, flags, { ...environment, ...cache })).toBe('g');
  });
});
