import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { review } from '../review/review.ts';

const folder = join(import.meta.dirname, '..');
const built = (browser: 'chrome' | 'firefox'): string => join(folder, 'dist', `${browser}-mv3`);

interface Run {
  readonly code: number | null;
  readonly output: string;
}

const run = (program: string, ...args: string[]): Promise<Run> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_UPDATE_NOTIFIER: '1' };
    const child = execFile(process.execPath, [program, ...args], { cwd: folder, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });

/** A copy of the built extension, to spoil. */
async function copyOf(browser: 'chrome' | 'firefox'): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'reviewed-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true, maxRetries: 10 }));
  await cp(built(browser), copy, { recursive: true });
  return copy;
}

describe('the review', () => {
  it('finds nothing in what is built, and prints what it asks for', async () => {
    const { code, output } = await run('review/main.ts');
    expect(output).not.toContain('NOT ALLOWED');
    expect(code).toBe(0);
    for (const browser of ['chrome', 'firefox'] as const) {
      const { asked, scripts } = await review(built(browser));
      expect(Object.fromEntries(asked.map(({ what, items }) => [what, items]))).toEqual({
        permissions: ['storage'],
        host_permissions: ['https://pro.api.serversmtp.com/*'],
        optional_permissions: [],
        optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
        'content scripts': ['https://desk.example.com/*'],
      });
      expect(scripts).toContain('background.js');
      expect(scripts).toContain(join('content-scripts', 'content.js'));
      for (const { items } of asked) for (const item of items) expect(output).toContain(item);
    }
  });

  it('fails with what it found', async () => {
    const copy = await copyOf('chrome');
    await appendFile(join(copy, 'background.js'), ';eval("1")');
    const { code, output } = await run('review/main.ts', copy);
    expect(code).toBe(1);
    expect(output).toContain('NOT ALLOWED: background.js: eval');
  });

  it.each([
    ['permissions: tabs', { permissions: ['storage', 'tabs'] }],
    ['permissions: <all_urls>', { permissions: ['<all_urls>'] }],
    ['host_permissions: https://*/*', { host_permissions: ['https://*/*'] }],
    ['optional_permissions: history', { optional_permissions: ['history'] }],
    ['optional_host_permissions: http://*/*', { optional_host_permissions: ['http://*/*'] }],
    ['content scripts: <all_urls>', { content_scripts: [{ matches: ['<all_urls>'], js: [] }] }],
    ['the key externally_connectable', { externally_connectable: { ids: ['*'] } }],
    ['the key web_accessible_resources', { web_accessible_resources: [] }],
    ['the key content_security_policy', { content_security_policy: {} }],
    ['the key update_url', { update_url: 'https://evil.example/' }],
  ])('finds in a manifest: %s', async (problem, change) => {
    const copy = await copyOf('firefox');
    const path = join(copy, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...manifest, ...change }));
    expect((await review(copy)).problems).toEqual([`manifest.json: ${problem}`]);
  });

  it.each([
    ['import()', 'import("./other.js")'],
    ['import()', 'import(location.hash)'],
    ['an import from https://evil.example/x', 'import x from "https://evil.example/x"'],
    ['eval', 'eval("1")'],
    ['eval', '(0, eval)("1")'],
    ['eval', 'globalThis.eval("1")'],
    ['eval', 'globalThis["eval"]("1")'],
    ['Function', 'new Function("return 1")'],
    ['Function', 'Function("return 1")()'],
    ['Function', 'const make = Function; make("return 1")'],
    ['constructor with a text', '(() => {}).constructor("return 1")()'],
    ['setTimeout with a text', 'setTimeout("alert(1)", 1)'],
    ['setInterval with a text', 'window.setInterval(`alert(1)`, 1)'],
    ['importScripts', 'importScripts("x.js")'],
    ['Worker', 'new Worker("x.js")'],
    ['a script element', 'document.createElement("script")'],
    ['the script URL https://evil.example/a.js', 'const url = "https://evil.example/a.js"'],
    ['the script URL //evil.example/a.mjs?v=1', 'const url = "//evil.example/a.mjs?v=1"'],
    ['the script URL https://evil.example/x.js', `const url = \`https://evil.example/$\{1}.js\``],
    ['the script URL javascript:alert(1)', 'location.href = "javascript:alert(1)"'],
    ['WebAssembly', 'WebAssembly.compile(bytes)'],
  ])('finds in any script: %s, in %s', async (problem, code) => {
    const copy = await copyOf('chrome');
    for (const file of ['background.js', 'content-scripts/content.js'])
      await appendFile(join(copy, file), `\n;${code}`);
    const { problems } = await review(copy);
    expect(problems.map((each) => each.replaceAll('\\', '/'))).toEqual(
      expect.arrayContaining([`background.js: ${problem}`, `content-scripts/content.js: ${problem}`]),
    );
  });

  it.each([
    ['the address https://evil.example/a', '<script src="https://evil.example/a"></script>'],
    ['the address //evil.example/a', '<script async src=//evil.example/a></script>'],
    ['the address data:text/css,a', '<link href="data:text/css,a">'],
    ['a script in the page', '<script>alert(1)</script>'],
    ['the attribute onclick', '<b onclick="alert(1)">'],
  ])('finds in a page: %s', async (problem, html) => {
    const copy = await copyOf('chrome');
    await appendFile(join(copy, 'popup.html'), html);
    expect((await review(copy)).problems).toEqual([`popup.html: ${problem}`]);
  });

  it('finds a style from elsewhere, and a file of a kind that it does not know', async () => {
    const copy = await copyOf('chrome');
    await writeFile(join(copy, 'more.css'), '@import "https://evil.example/a.css";');
    await writeFile(join(copy, 'more.wasm'), '');
    expect((await review(copy)).problems).toEqual([
      'more.css: the address https://evil.example/a.css',
      'more.wasm: a file of this kind',
    ]);
  });
});

describe("Mozilla's linter", () => {
  const program = join(createRequire(import.meta.url).resolve('web-ext'), '..', 'bin', 'web-ext.js');
  const lint = (source: string): Promise<Run> =>
    run(program, 'lint', '--warnings-as-errors', '--no-config-discovery', '--source-dir', source);

  it('has nothing to say', async () => {
    const { code, output } = await lint(built('firefox'));
    expect(output).toMatch(/errors\s+0\s+notices\s+0\s+warnings\s+0/);
    expect(code).toBe(0);
  });

  it('would say so', async () => {
    const copy = await copyOf('firefox');
    await appendFile(join(copy, 'background.js'), ';document.body.innerHTML = location.hash;');
    const { code, output } = await lint(copy);
    expect(output).toContain('UNSAFE_VAR_ASSIGNMENT');
    expect(code).not.toBe(0);
  });
});
