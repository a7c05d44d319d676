// What a person sees of one error, wherever it ends up: run for real, and kept beside the page that shows it. `--update`
// writes it; tests/repository/error-outputs.test.ts runs it again and compares.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../tools/chromium.ts';

const here = import.meta.dirname;
const binaries = join(here, '..', 'node_modules', '.bin');

/** The file that keeps the outputs, by where they were seen. */
export const kept: string = join(here, 'outputs.json');

/** What a program printed, under the name of a directory that everybody may have, without what is the runtime's own. */
function plain(text: string): string {
  return text
    .replaceAll(here, '/app')
    .replace(/^node:internal.*\n.*\n.*\^\n/m, '') // where in itself Node gave up
    .replaceAll(/\n\s*at .*\bnode:.*?( \{)?$/gm, '$1')
    .replaceAll(/^(?:Warning: |Node\.js v|Bun v).*$/gm, '')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function run(command: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd: here,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' },
  });
  if (error) throw error;
  return plain(stdout + stderr);
}

const deno = (program: string): string =>
  run(join(binaries, 'deno'), ['run', '--no-prompt', '--no-remote', program]);

/** What its console shows, line by line, as the DevTools get it. */
async function inAPage(): Promise<readonly [printed: string, uncaught: string]> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'in-a-page.mjs')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    const devTools = await page.context().newCDPSession(page);
    const printed = new Promise<string>((resolve) => {
      devTools.on('Runtime.consoleAPICalled', ({ args }) => resolve(String(args[0]?.description)));
    });
    const uncaught = new Promise<string>((resolve) => {
      devTools.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) =>
        resolve(`${text} ${exception?.description}`),
      );
    });
    await devTools.send('Runtime.enable');
    await page.route('https://app.example/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' })
        : route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/app.js"></script>' }),
    );
    await page.goto('https://app.example/');
    // The lines of a bundle are its own affair.
    const named = (text: string): string => plain(text).replaceAll(/:\d+:\d+\b/g, ':1:1');
    return [named(await printed), named(await uncaught)];
  } finally {
    await browser.close();
  }
}

/** The outputs, by where they are seen. */
export async function recordOutputs(): Promise<Readonly<Record<string, string>>> {
  const [printed, uncaught] = await inAPage();
  const [, failed = ''] =
    /^ FAIL .*?\n(.*?)\n⎯/ms.exec(
      run(process.execPath, [
        join(here, '..', 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--root',
        here,
      ]),
    ) ?? [];
  return {
    'Node, uncaught': run(process.execPath, ['uncaught.mjs']),
    'Node, `console.log(error)`': run(process.execPath, ['printed.mjs']),
    'Node, an unhandled rejection': run(process.execPath, ['unhandled.mjs']),
    'Deno, uncaught': deno('uncaught.mjs'),
    'Deno, `console.log(error)`': deno('printed.mjs'),
    'Bun, uncaught': run(join(binaries, 'bun'), ['run', 'uncaught.mjs']),
    'The console of Chromium, `console.error(error)`': printed,
    'The console of Chromium, an unhandled rejection': uncaught,
    'Vitest, a test that fails': failed.trim(),
  };
}

if (process.argv.includes('--update'))
  writeFileSync(kept, `${JSON.stringify(await recordOutputs(), null, 2)}\n`);
else if (process.argv[1] === import.meta.filename) console.log(JSON.parse(readFileSync(kept, 'utf8')));
