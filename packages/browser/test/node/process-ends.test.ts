import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const entry = new URL('../../dist/index.js', import.meta.url).href;

/** Runs a program in a Node of its own, and answers what it printed once it ended by itself. */
async function printedBy(code: string): Promise<string> {
  const program = `import * as browser from ${JSON.stringify(entry)}; const client = browser.createClient(); ${code}; console.log('done');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  return stdout.trim();
}

// A page that is rendered on a server runs there first.
describe('a process of Node ends after', () => {
  it.each([
    ['session()', 'await client.session().catch(() => {})'],
    ['apiKey()', 'await client.apiKey().catch(() => {})'],
    ['invalidate()', "await client.invalidate('key').catch(() => {})"],
    ['logout()', 'await client.logout().catch(() => {})'],
    ['a watch of the default store', 'browser.indexedDBKeyStore().watch(() => {})'],
    ...['login', 'renew', 'logout', 'expire', 'change'].map((event) => [
      `on('${event}')`,
      `client.on('${event}', () => {})`,
    ]),
  ])('%s', async (_, code) => {
    expect(await printedBy(code)).toBe('done');
  });
});
