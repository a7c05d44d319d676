// What a published package must do in a project that installed it alone, so that what it does not declare is not there.
import { deepStrictEqual } from 'node:assert/strict';
import { copyFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { publishedPackages } from '../../tools/published-packages.mjs';
import { secretServiceAvailable, startSecretService } from '../../tools/secret-service.ts';
import { lastLineOf } from '../matrix/expect-printed.ts';
import { runProgram } from '../matrix/run-program.ts';
import { oldest } from '../packed/tsconfigs.ts';

export interface Behaviour {
  readonly what: string;
  /** Throws if it does not work in that project. */
  works(directory: string): Promise<void>;
}

type Published = ReturnType<typeof publishedPackages>[number];
const node = process.execPath;
const programs = join(import.meta.dirname, '..', 'matrix', 'programs');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

const namesOf = ({ name, entries }: Published): readonly string[] =>
  entries.map(({ subpath }) => name + subpath.slice(1));

const imports = (published: Published): Behaviour => ({
  what: 'every entry can be imported',
  async works(directory) {
    const lines = namesOf(published).map((name) => `await import('${name}');`);
    await writeFile(join(directory, 'entries.mjs'), lines.join('\n'));
    await runProgram([node, 'entries.mjs'], { cwd: directory });
  },
});

const types = (published: Published): Behaviour => ({
  what: 'the types of every entry compile',
  async works(directory) {
    const lines = namesOf(published).map((name, index) => `export type * as e${index} from '${name}';`);
    await writeFile(join(directory, 'entries.ts'), lines.join('\n'));
    const compilerOptions = oldest('nodenext', 'dom');
    await writeFile(
      join(directory, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['entries.ts'] }),
    );
    await runProgram([node, tsc, '-p', '.'], { cwd: directory });
  },
});

const command = (name: string): Behaviour => ({
  what: `the command ${name} starts`,
  async works(directory) {
    await runProgram([join(directory, 'node_modules', '.bin', name), '--help'], { cwd: directory });
  },
});

const proxies: Behaviour = {
  what: 'a proxy is used',
  async works(directory) {
    await copyFile(join(programs, 'behind-a-proxy.mjs'), join(directory, 'behind-a-proxy.mjs'));
    const printed = await runProgram([node, 'behind-a-proxy.mjs'], { cwd: directory });
    deepStrictEqual(lastLineOf(printed), { name: 'NetworkError', code: 'network', issues: [] });
  },
};

const keychain = (adapter: string, runtime: readonly string[]): Behaviour => ({
  what: 'the keychain is used',
  async works(directory) {
    await using service = await startSecretService();
    await writeFile(
      join(directory, 'keychain.mjs'),
      `import { keychainKeyStore } from '${adapter}';
const store = keychainKeyStore({ timeout: 60_000 });
const slot = { origin: 'https://api.example.test', profile: 'default', kind: 'pending' };
await store.set(slot, { v: 1, kind: 'pending', gen: 'g', startedAt: 0 });
console.log(JSON.stringify((await store.get(slot)).gen));
`,
    );
    const env = { ...service.environment, TURBOSMTP_AUTH_KEYCHAIN: '' };
    const printed = await runProgram([...runtime, 'keychain.mjs'], { cwd: directory, env });
    deepStrictEqual(lastLineOf(printed), 'g');
  },
});

const inDeno = ['deno', 'run', '--no-prompt', '--no-lock', '--quiet', '--allow-all'];

/** All that a package must do there. */
export function behavioursOf(published: Published): readonly Behaviour[] {
  const all = [
    imports(published),
    types(published),
    ...Object.keys(published.manifest.bin ?? {}).map(command),
  ];
  if (published.name === '@turbosmtp-auth/node') all.push(proxies);
  if (!secretServiceAvailable()) return all;
  if (published.name === '@turbosmtp-auth/node') all.push(keychain(published.name, [node]));
  if (published.name === '@turbosmtp-auth/deno') all.push(keychain(published.name, inDeno));
  return all;
}
