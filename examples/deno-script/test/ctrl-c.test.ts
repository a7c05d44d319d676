import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { expect, onTestFinished, test } from 'vitest';
import { deno, start } from './programs.ts';

const example = join(import.meta.dirname, '..');

/** The program that the package's README shows, with the sandbox as its service. */
async function documented(baseUrl: string): Promise<string> {
  const readme = await readFile(join(example, '../../packages/deno/README.md'), 'utf8');
  const [, program = ''] = /^## Logging out at Ctrl-C\n[\s\S]*?```ts\n([\s\S]*?)```/m.exec(readme) ?? [];
  expect(program).toContain('createClient()');
  return program.replace('createClient()', `createClient({ baseUrl: '${baseUrl}' })`);
}

test.skipIf(process.platform === 'win32')('the lines of the README log out at Ctrl-C', async () => {
  const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
  const sandbox = createSandbox({ accounts: [account] });
  sandbox.faults.add({ kind: 'delay', latency: 120_000, match: { method: 'GET' } });
  const { baseUrl, port, close } = await serveSandbox(sandbox);
  onTestFinished(close);
  const permissions = [`--allow-net=127.0.0.1:${port}`, '--allow-env=TURBOSMTP_PASSWORD'];
  const program = start(deno, ['run', '--quiet', '--no-prompt', ...permissions, '-'], {
    cwd: example,
    env: { TURBOSMTP_PASSWORD: account.password },
  });
  program.process.stdin?.end(await documented(baseUrl));
  await expect.poll(() => sandbox.keys.list(), { timeout: 60_000 }).toHaveLength(1);
  program.process.kill('SIGINT');

  expect(await program.ended).toBe(1);
  expect(program.errors()).toContain('Interrupted.');
  expect(sandbox.keys.list()).toEqual([]);
});
