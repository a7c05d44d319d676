import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratchDirectory } from '../scratch-directory.ts';
import { bin, secrets } from './command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files that Node loads, without its own. */
function loadedBy(...args: string[]): string {
  const hooks = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;
  const loader = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const code = `${JSON.stringify(process.execPath)} --import ${JSON.stringify(loader)} ${args.map((arg) => JSON.stringify(arg)).join(' ')} 2>&1 >/dev/null || true`;
  return execFileSync('sh', ['-c', code], { cwd: root, encoding: 'utf8', env: {} });
}

describe.skipIf(process.platform === 'win32')('what is loaded', () => {
  it('by the package is one file', () => {
    const loaded = loadedBy('--input-type=module', '-e', "import '@turbosmtp-auth/node'");
    expect(loaded.match(/^file:.*$/gm)).toEqual([expect.stringContaining('/node/dist/index.js')]);
    expect(loaded.match(/^node:.*$/gm)).toBeNull(); // some cost as much as all of it
  });

  it('by a language is one file', () => {
    const loaded = loadedBy('--input-type=module', '-e', "import '@turbosmtp-auth/node/locales/it'");
    expect(loaded.match(/^file:.*$/gm)).toEqual([expect.stringContaining('/node/dist/locales/italian.js')]);
  });

  it('by the package is nothing of the command', () => {
    const loaded = loadedBy('--input-type=module', '-e', "import '@turbosmtp-auth/node'");
    expect(loaded).toContain('/dist/index.js');
    expect(loaded).not.toMatch(/\/cli\/|commander|clack/);
    expect(readFileSync(`${root}/dist/index.js`, 'utf8')).not.toMatch(/commander|clack|\.\/cli/);
  });

  it('for help is neither the library nor the prompts', () => {
    const loaded = loadedBy(bin, '--help');
    expect(loaded).toContain('/cli/turbosmtp-auth.js');
    expect(loaded).not.toMatch(/node\/dist\/index\.js|core\/dist|prompts|examine/);
  });

  it.each([
    ['--help', 3],
    ['status', 4], // with the library, and without the store that it has none of here
  ])('for %s is at most %d files, and nothing of Node that only other commands need', (argument, most) => {
    const loaded = loadedBy(bin, argument);
    const files = loaded.match(/^file:.*\/dist\/(?:cli\/(?!english).*|index\.js)$/gm) ?? [];
    expect(files.length).toBeLessThanOrEqual(most);
    expect(loaded).not.toMatch(/^node:(?:child_process|process|readline|events|util)$/m);
  });

  it.each([
    ['status', false],
    ['--help', false],
    ['login --email ada@example.com', true],
  ])('for %s, standard input is made a stream only to be read: %s', async (line, wanted) => {
    const home = await scratchDirectory();
    const watch = `const made = Object.getOwnPropertyDescriptor(process, 'stdin').get;
      Object.defineProperty(process, 'stdin', { get: () => { process.stderr.write('<stdin>'); return made.call(process); } });`;
    const watching = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`];
    const env = { TURBOSMTP_AUTH_KEYCHAIN: 'off', TURBOSMTP_AUTH_STORE_KEY: secrets.sealingKey, HOME: home };
    const { stderr } = spawnSync(process.execPath, [...watching, bin, ...line.split(' ')], {
      encoding: 'utf8',
      input: '',
      env: { ...env, XDG_STATE_HOME: join(home, 'state') },
    });
    expect(stderr.includes('<stdin>')).toBe(wanted);
  });

  it('for the key is the library, and not the prompts', () => {
    const loaded = loadedBy(bin, 'key');
    expect(loaded).toContain('/dist/index.js');
    expect(loaded).not.toMatch(/prompts|examine/);
  });
});
