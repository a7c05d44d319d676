import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bin } from './command-line.ts';

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

  it('for the key is the library, and not the prompts', () => {
    const loaded = loadedBy(bin, 'key');
    expect(loaded).toContain('/dist/index.js');
    expect(loaded).not.toMatch(/prompts|examine/);
  });
});
