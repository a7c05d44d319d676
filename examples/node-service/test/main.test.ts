import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, test } from 'vitest';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const program = join(import.meta.dirname, '../src/main.ts');

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the example as its reader would, with nothing in its environment but what it asks for. */
const run = (baseUrl: string, password: string): Promise<Run> =>
  new Promise((resolve) => {
    const env = { TURBOSMTP_BASE_URL: baseUrl, TURBOSMTP_EMAIL: account.email, TURBOSMTP_PASSWORD: password };
    const child = execFile(process.execPath, [program], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

describe('examples/node-service', () => {
  test('logs in by itself, once, and prints what the service answered', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    await using server = await serveSandbox(sandbox);

    const { code, stdout, stderr } = await run(server.baseUrl, account.password);

    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{ count: 0, results: [] }\n', stderr: '' });
    expect(sandbox.requests.list().map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'POST /api/v2/authorize 200',
      'GET /api/v2/analytics 200',
    ]);
  });

  test('says what to do when the password is wrong, and does not repeat it', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    await using server = await serveSandbox(sandbox);

    const { code, stdout, stderr } = await run(server.baseUrl, 'Wrong-Horse-99');

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'The e-mail address or the password is wrong. Check both; reset the password if it is forgotten.\n',
    );
    expect(sandbox.requests.list()).toHaveLength(1);
  });
});
