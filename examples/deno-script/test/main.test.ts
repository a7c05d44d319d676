import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, test } from 'vitest';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const program = join(import.meta.dirname, '../src/main.ts');
const deno = join(dirname(createRequire(import.meta.url).resolve('deno/package.json')), 'bin.cjs');
const variables = 'TURBOSMTP_BASE_URL,TURBOSMTP_EMAIL,TURBOSMTP_PASSWORD';

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the example in the real Deno, with these permissions and no way to ask for more. */
const run = (baseUrl: string, password: string, ...permissions: string[]): Promise<Run> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      NO_COLOR: '1',
      TURBOSMTP_BASE_URL: baseUrl,
      TURBOSMTP_EMAIL: account.email,
      TURBOSMTP_PASSWORD: password,
    };
    const args = [deno, 'run', '--quiet', '--no-prompt', ...permissions, program];
    const child = execFile(process.execPath, args, { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

describe('examples/deno-script', () => {
  test('needs one host and three variables, logs in by itself, once, and prints the answer', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    await using server = await serveSandbox(sandbox);
    const permissions = [`--allow-net=127.0.0.1:${server.port}`, `--allow-env=${variables}`];

    const { code, stdout, stderr } = await run(server.baseUrl, account.password, ...permissions);

    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{ count: 0, results: [] }\n', stderr: '' });
    expect(sandbox.requests.list().map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'POST /api/v2/authorize 200',
      'GET /api/v2/analytics 200',
    ]);
  });

  test('says what to do when the password is wrong, and does not repeat it', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    await using server = await serveSandbox(sandbox);
    const permissions = [`--allow-net=127.0.0.1:${server.port}`, `--allow-env=${variables}`];

    const { code, stdout, stderr } = await run(server.baseUrl, 'Wrong-Horse-99', ...permissions);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'The e-mail address or the password is wrong. Check both; reset the password if it is forgotten.\n',
    );
    expect(sandbox.requests.list()).toHaveLength(1);
  });
});
